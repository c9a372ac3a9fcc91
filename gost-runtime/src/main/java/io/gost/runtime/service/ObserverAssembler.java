package io.gost.runtime.service;

import io.gost.runtime.component.HttpObserver;
import io.gost.runtime.component.HttpPlugin;
import io.gost.runtime.component.Observer;
import io.gost.runtime.config.Config;
import io.gost.runtime.config.ObserverConfig;
import io.gost.runtime.config.PluginConfig;
import io.gost.runtime.config.TlsNodeConfig;
import io.gost.runtime.log.FieldLogger;
import io.gost.runtime.plugin.ProblemSink;
import io.gost.runtime.tls.JdkTls;
import io.gost.spi.GostException;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

import javax.net.ssl.SSLContext;

/** Builds observers. */
final class ObserverAssembler {
    private static final String KIND = "observer";
    private static final String HTTP = "http";

    private final AvailableKeys available;
    private final ProblemSink problems;
    private final FieldLogger logger;
    private final Parts parts;

    /** One that was built, if it could be. */
    private record Built(Optional<Observer> observer) {}

    ObserverAssembler(
            AvailableKeys available, ProblemSink problems, FieldLogger logger, Parts parts) {
        this.parts = parts;
        this.available = available;
        this.problems = problems;
        this.logger = logger;
    }

    /** Builds all observers. One with a problem is missing; the problem is reported. */
    void assemble(Config config) {
        for (int i = 0; i < config.observers().size(); i++) {
            ObserverConfig observer = config.observers().get(i);
            String path = "observers[" + i + "]";
            parts.keep(
                    KIND,
                    observer.name(),
                    observer,
                    () -> {
                        Optional<Observer> built = build(observer, path);
                        built.ifPresent(listens -> parts.add(new Observing(listens)));
                        return new Built(built);
                    });
        }
    }

    /**
     * Finds one.
     *
     * @param name as a service names it; empty for nobody
     */
    Optional<Observer> find(String name) {
        return parts.find(KIND, name, Built.class).flatMap(Built::observer);
    }

    private Optional<Observer> build(ObserverConfig config, String path) {
        available.check(path, config);
        PluginConfig plugin = config.plugin();
        FieldLogger log = logger.with("kind", "observer").with("observer", config.name());
        if (plugin != null) {
            return http(config.name(), plugin, path + ".plugin");
        }
        if (!config.log()) {
            problems.error(path, "observes nothing; give it a plugin or log: true");
            return Optional.empty();
        }
        return Optional.of(new LogObserver(config.name(), log));
    }

    private Optional<Observer> http(String name, PluginConfig config, String path) {
        if (!config.type().equalsIgnoreCase(HTTP)) {
            problems.error(
                    path + ".type",
                    "gRPC plugins are not available in this version; wanted \"http\"");
            return Optional.empty();
        }
        String address =
                config.addr().startsWith(HTTP) ? config.addr() : HTTP + "://" + config.addr();
        TlsNodeConfig tls = config.tls();
        try {
            checkTls(tls, path + ".tls");
            HttpPlugin plugin = new HttpPlugin(config, address, context(address, tls));
            return Optional.of(new HttpObserver(name, plugin));
        } catch (GostException e) {
            problems.error(path + ".addr", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Without a block for TLS the other side has to prove who it is. */
    private static @Nullable SSLContext context(String address, @Nullable TlsNodeConfig tls) {
        return address.startsWith("https") ? JdkTls.client(tls == null || tls.secure()) : null;
    }

    /** The JDK's client verifies the name in the URL and no other. */
    private void checkTls(@Nullable TlsNodeConfig tls, String path) {
        if (tls != null && !tls.serverName().isEmpty()) {
            problems.error(
                    path + ".serverName",
                    "is not available in this version; give the name in addr instead");
        }
        if (tls != null && tls.options() != null) {
            problems.warning(path + ".options", "does nothing, as in GOST; remove it");
        }
    }
}
