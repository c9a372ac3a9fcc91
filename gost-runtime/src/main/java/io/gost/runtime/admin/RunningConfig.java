package io.gost.runtime.admin;

import io.gost.runtime.config.Config;
import io.gost.runtime.config.binding.SourceMap;
import io.gost.runtime.config.check.ConfigValidator;
import io.gost.runtime.config.document.Diagnostic;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.Location;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.url.KnownTypes;
import io.gost.runtime.plugin.ProblemSink;
import io.gost.runtime.service.Assembler;
import io.gost.runtime.service.Services;
import io.gost.spi.GostException;

import org.slf4j.Logger;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The configuration of this process. A change is a transaction: the new configuration is checked,
 * what differs is built, everything new binds its address, and only then does it take over.
 */
public final class RunningConfig implements LiveConfig {
    private final ConfigSource source;
    private final KnownTypes types;
    private final Function<ProblemSink, Assembler> assemblers;
    private final Logger logger;
    private final ReentrantLock changing = new ReentrantLock();
    private final List<Consumer<Config>> followers = new CopyOnWriteArrayList<>();
    private volatile Running running;
    private boolean closed;

    private record Running(Config config, Services services) {}

    /** Whether a configuration that says the same as before is applied once more. */
    private enum Sameness {
        /** As somebody asked for it: files that it names are opened again. */
        APPLIED,
        /** There is nothing to do. */
        IGNORED
    }

    /**
     * Takes what was started.
     *
     * @param config what runs
     * @param services the live objects of it
     * @param source where the configuration comes from
     * @param types the types that exist
     * @param assemblers builds services, reporting to the sink it is given
     * @param logger told of every change
     */
    public RunningConfig(
            Config config,
            Services services,
            ConfigSource source,
            KnownTypes types,
            Function<ProblemSink, Assembler> assemblers,
            Logger logger) {
        this.running = new Running(config, services);
        this.source = source;
        this.types = types;
        this.assemblers = assemblers;
        this.logger = logger;
    }

    @Override
    public Config config() {
        return running.config();
    }

    @Override
    public Services services() {
        return running.services();
    }

    /**
     * Tells somebody of every change, after it was made.
     *
     * @param follower gets the new configuration; may block. What it throws is logged
     */
    public void follow(Consumer<Config> follower) {
        followers.add(follower);
    }

    @Override
    public void change(UnaryOperator<Config> edit) throws ChangeRefused {
        changing.lock();
        try {
            Config next = edit.apply(config());
            FoundProblems problems = new FoundProblems(null, logger);
            check(next, problems);
            apply(next, problems, Sameness.IGNORED);
        } finally {
            changing.unlock();
        }
    }

    @Override
    public boolean reload() throws ChangeRefused {
        return reload(Sameness.APPLIED);
    }

    /**
     * Reads all sources again, and does nothing more when they say the same as before.
     *
     * @return whether anything was different
     * @throws ChangeRefused as {@link #reload()} does
     */
    public boolean reloadIfDifferent() throws ChangeRefused {
        return reload(Sameness.IGNORED);
    }

    private boolean reload(Sameness sameness) throws ChangeRefused {
        changing.lock();
        try {
            ConfigSource.Reading reading = source.read();
            boolean different = !reading.config().equals(config());
            if (different || sameness == Sameness.APPLIED) {
                reading.warnings().stream().map(Diagnostic::text).forEach(logger::warn);
            }
            FoundProblems problems = new FoundProblems(reading.sources(), logger);
            apply(reading.config(), problems, sameness);
            return different;
        } finally {
            changing.unlock();
        }
    }

    /** What the command line checks when it reads a configuration. */
    private void check(Config next, FoundProblems problems) throws ChangeRefused {
        SourceMap nowhere = new SourceMap(Mapping.empty(Location.of("the change")));
        Diagnostics diagnostics = new Diagnostics();
        ConfigValidator.check(next, nowhere, types, diagnostics);
        for (Diagnostic each : diagnostics.all()) {
            switch (each.severity()) {
                case ERROR -> problems.error(each.path(), each.message());
                case WARNING -> problems.warning(each.path(), each.message());
            }
        }
        problems.refuseIfAny();
    }

    private void apply(Config next, FoundProblems problems, Sameness sameness)
            throws ChangeRefused {
        if (closed) {
            throw new ChangeRefused(List.of("the process is stopping"));
        }
        boolean same = next.equals(config());
        if (!same) {
            running = new Running(next, replace(next, problems));
        }
        if (!same || sameness == Sameness.APPLIED) {
            followers.forEach(follower -> tell(follower, next));
        }
        if (sameness == Sameness.APPLIED) {
            services().refresh();
        }
    }

    private Services replace(Config next, FoundProblems problems) throws ChangeRefused {
        Services before = services();
        before.building().lock();
        try {
            Services after = assemblers.apply(problems).assemble(next, before);
            try {
                problems.refuseIfAny();
                after.startInPlaceOf(before);
            } catch (ChangeRefused | RuntimeException | LinkageError e) {
                after.discard();
                throw e;
            }
            return after;
        } catch (GostException e) {
            throw new ChangeRefused(String.valueOf(e.getMessage()), e);
        } finally {
            before.building().unlock();
        }
    }

    private void tell(Consumer<Config> follower, Config config) {
        try {
            follower.accept(config);
        } catch (RuntimeException | LinkageError e) {
            logger.error("the configuration has changed, but: {}", e.getMessage(), e);
        }
    }

    /**
     * Makes no further changes and closes the services.
     *
     * @param drain how long clients may go on
     */
    public void close(Duration drain) {
        changing.lock();
        try {
            closed = true;
        } finally {
            changing.unlock();
        }
        services().close(drain);
    }
}
