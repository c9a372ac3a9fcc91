package io.gost.runtime.admin;

import io.gost.runtime.component.Background;
import io.gost.runtime.component.Schedule;
import io.gost.runtime.log.Logs;

import org.slf4j.Logger;

import java.time.Duration;
import java.util.List;

/**
 * Reads the configuration again, when somebody asks and again and again after a while. What is
 * wrong then is logged and changes nothing. Any thread may ask; the work is done on another one.
 */
public final class Reloading implements Background {
    private final RunningConfig config;
    private final Duration period;
    private final Schedule schedule;
    private final Logger logger;
    private final ReloadListener listener;
    private volatile boolean closed;
    private volatile Schedule.Task next = () -> {};
    // What was wrong the last time; of the thread that looks, one after the other.
    private volatile List<String> reported = List.of();

    /**
     * Prepares.
     *
     * @param config what is changed
     * @param period time between readings; zero or less for none
     * @param schedule for the time between
     * @param logger told how it went
     * @param listener told of reloads that somebody asked for
     */
    public Reloading(
            RunningConfig config,
            Duration period,
            Schedule schedule,
            Logger logger,
            ReloadListener listener) {
        this.config = config;
        this.period = period;
        this.schedule = schedule;
        this.logger = logger;
        this.listener = listener;
    }

    @Override
    public String name() {
        return "reloading";
    }

    /** Begins to read again and again, if that is wanted. */
    @Override
    public void start() {
        if (!period.isPositive() || closed) {
            return;
        }
        next = schedule.after(period, () -> inBackground(this::lookAgain));
        if (closed) {
            // In between, and knew of the one before only.
            next.cancel();
        }
    }

    @Override
    public void close() {
        closed = true;
        next.cancel();
    }

    /** Reads everything again now. */
    public void request() {
        inBackground(this::reload);
    }

    private static void inBackground(Runnable work) {
        Thread.ofVirtual().name("gost-reload").start(work);
    }

    private void reload() {
        listener.reloading();
        Logs.reopen();
        String outcome = "config not reloaded; what ran before runs on";
        try {
            config.reload();
            outcome = "config reloaded";
            logger.info(outcome);
        } catch (ChangeRefused e) {
            e.problems().forEach(problem -> logger.error("reload: {}", problem));
            logger.error(outcome);
        } catch (RuntimeException | LinkageError e) {
            logger.error(outcome, e);
        } finally {
            listener.reloaded(outcome);
        }
    }

    private void lookAgain() {
        try {
            if (config.reloadIfDifferent()) {
                logger.debug("config auto reloaded");
            }
            reported = List.of();
        } catch (ChangeRefused e) {
            if (!e.problems().equals(reported)) {
                e.problems().forEach(problem -> logger.error("auto reload: {}", problem));
                reported = e.problems();
            }
        } catch (RuntimeException | LinkageError e) {
            logger.error("auto reload", e);
        }
        start();
    }
}
