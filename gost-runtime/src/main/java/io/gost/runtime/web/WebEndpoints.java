package io.gost.runtime.web;

import io.gost.runtime.admin.LiveConfig;
import io.gost.runtime.component.Authenticator;
import io.gost.runtime.component.UserTable;
import io.gost.runtime.config.ApiConfig;
import io.gost.runtime.config.AuthConfig;
import io.gost.runtime.config.Config;
import io.gost.runtime.config.MetricsConfig;
import io.gost.runtime.config.ProfilingConfig;
import io.gost.runtime.config.ServiceStatus;
import io.gost.runtime.log.FieldLogger;
import io.gost.runtime.net.HostNetwork;
import io.gost.runtime.service.Service;
import io.gost.spi.GostException;
import io.netty.util.NetUtil;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The endpoints of a configuration: Web API, metrics, profiling. Started after the services, and
 * started anew when their own configuration has changed.
 *
 * <p>Used by threads that may block.
 */
public final class WebEndpoints implements AutoCloseable {
    private static final String PROFILING_ADDRESS = "127.0.0.1:6060";

    private final HostNetwork network;
    private final LiveConfig live;
    private final MetricsText metrics;
    private final SavedConfig saved;
    private final FieldLogger logger;
    private final Map<String, Running> running = new HashMap<>();

    /** Writes the metrics as they are now. */
    @FunctionalInterface
    public interface MetricsText {
        /**
         * Writes all of them in Prometheus' text format.
         *
         * @param out gets the text
         * @throws IOException when {@code out} does
         */
        void writeTo(Appendable out) throws IOException;
    }

    /** A server, and the configuration it was started for. */
    private record Running(Record config, WebServer server) {}

    /**
     * Prepares; nothing is served yet.
     *
     * @param network this host's network
     * @param live what the API shows and changes, and who may
     * @param metrics what the metrics endpoint serves
     * @param directory the working directory
     * @param file the file the configuration was loaded from
     * @param logger the root of all loggers
     */
    public WebEndpoints(
            HostNetwork network,
            LiveConfig live,
            MetricsText metrics,
            Path directory,
            Optional<Path> file,
            FieldLogger logger) {
        this.network = network;
        this.live = live;
        this.metrics = metrics;
        this.saved = new SavedConfig(directory, file);
        this.logger = logger;
    }

    /**
     * Serves what a configuration says. What is as before is not touched. One that cannot be
     * started does not keep the others from it.
     *
     * @param config the configuration
     * @throws GostException that names each address that cannot be bound
     */
    public synchronized void apply(Config config) {
        List<String> failures = new ArrayList<>();
        MetricsConfig measured = config.metrics();
        apply("api", config.api(), this::startApi, failures);
        apply(
                "metrics",
                measured == null || measured.addr().isEmpty() ? null : measured,
                this::startMetrics,
                failures);
        apply("profiling", config.profiling(), this::startProfiling, failures);
        if (!failures.isEmpty()) {
            throw new GostException(
                    GostException.Category.UNREACHABLE, String.join("; ", failures));
        }
    }

    private <C extends Record> void apply(
            String name, @Nullable C wanted, Function<C, WebServer> start, List<String> failures) {
        Running before = running.get(name);
        if (Objects.equals(before == null ? null : before.config(), wanted)) {
            return;
        }
        if (before != null) {
            // The new one may want the same address. Who is being answered still is.
            running.remove(name);
            before.server().close();
        }
        if (wanted == null) {
            return;
        }
        try {
            running.put(name, new Running(wanted, start.apply(wanted)));
        } catch (GostException e) {
            failures.add(name + ": " + e.getMessage());
        }
    }

    private WebServer startApi(ApiConfig config) {
        BasicLogin login = login(config.auth(), config.auther());
        WebAddress address = WebAddress.of(config.addr());
        FieldLogger apiLogger = service("@api");
        if (login == null && !address.isPrivate()) {
            apiLogger.warn(
                    "everybody who can connect to {} may change everything; set api.auth, or"
                            + " listen on 127.0.0.1",
                    address);
        }
        return start(
                address,
                new ApiApplication(
                        new ApiRoutes(live, this::reports, saved),
                        config.pathPrefix(),
                        login,
                        config.accesslog() ? new AccessLog(logger.with("kind", "api")) : null),
                apiLogger);
    }

    private Map<String, ServiceStatus> reports() {
        return live.services().all().stream()
                .collect(Collectors.toMap(Service::name, Service::report, (_, last) -> last));
    }

    private WebServer startMetrics(MetricsConfig config) {
        boolean named = !config.auther().isEmpty();
        BasicLogin login =
                named ? login(null, config.auther()) : login(config.auth(), config.auther());
        return start(
                WebAddress.of(config.addr()),
                new MetricsApplication(metrics, config.path(), login),
                service("@metrics"));
    }

    private WebServer startProfiling(ProfilingConfig config) {
        WebAddress address =
                WebAddress.of(config.addr().isEmpty() ? PROFILING_ADDRESS : config.addr());
        FieldLogger profiling = service("@profiling");
        if (!address.isPrivate()) {
            profiling.warn("everybody who can connect to {} sees into this process", address);
        }
        return start(address, new ProfilingApplication(), profiling);
    }

    /** Who may: the one account, or those of an auther; an auther that is gone accepts nobody. */
    private @Nullable BasicLogin login(@Nullable AuthConfig account, String auther) {
        if (account == null && auther.isEmpty()) {
            return null;
        }
        List<Authenticator> accounts = account == null ? List.of() : List.of(UserTable.of(account));
        Supplier<List<Authenticator>> anyOf =
                () -> {
                    List<Authenticator> all = new ArrayList<>(accounts);
                    live.services().auther(auther).ifPresent(all::add);
                    return all;
                };
        return new BasicLogin(anyOf);
    }

    private WebServer start(WebAddress address, WebApplication application, FieldLogger kind) {
        WebServer server = WebServer.start(network, address, application, WebLimits.DEFAULT, kind);
        kind.info(
                "listening on {}",
                server.address() instanceof InetSocketAddress inet
                        ? NetUtil.toSocketAddressString(inet) + "/tcp"
                        : address.toString());
        return server;
    }

    private FieldLogger service(String name) {
        return logger.with("kind", "service").with("service", name);
    }

    /** Stops serving. */
    @Override
    public synchronized void close() {
        running.values().forEach(each -> each.server().close());
        running.clear();
    }
}
