package io.gost.runtime.service;

import io.gost.runtime.component.Authenticator;
import io.gost.runtime.component.ExemptClients;
import io.gost.runtime.component.SingleUser;
import io.gost.runtime.config.AuthConfig;
import io.gost.runtime.config.Config;
import io.gost.runtime.config.ForwarderConfig;
import io.gost.runtime.config.HandlerConfig;
import io.gost.runtime.config.ListenerConfig;
import io.gost.runtime.config.ServiceConfig;
import io.gost.runtime.config.TlsConfig;
import io.gost.runtime.log.FieldLogger;
import io.gost.runtime.log.Logs;
import io.gost.runtime.metrics.Metrics;
import io.gost.runtime.net.HostNetwork;
import io.gost.runtime.plugin.OptionGroup;
import io.gost.runtime.plugin.Plugins;
import io.gost.runtime.plugin.ProblemSink;
import io.gost.runtime.route.Forwarder;
import io.gost.runtime.route.Router;
import io.gost.runtime.route.Way;
import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.Handler;
import io.gost.spi.Listener;
import io.gost.spi.Network;
import io.gost.spi.Options;
import io.gost.spi.Target;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Builds services and everything they use from a configuration. Nothing is bound or dialed yet.
 *
 * <p>All problems are reported before anybody gives up, so that a user sees all of them at once.
 */
public final class Assembler {
    private static final String DEFAULT_HANDLER = "auto";
    private static final String DEFAULT_LISTENER = "tcp";

    /** Protocols with nothing but a user name, or with other proofs than a password. */
    private static final Set<String> PASSWORDLESS =
            Set.of("socks4", "socks4a", "ss", "ssu", "sshd");

    private final Plugins plugins;
    private final HostNetwork network;
    private final FieldLogger logger;
    private final ProblemSink problems;
    private final PluginObjects objects;
    private final AvailableKeys available;
    private final Path home;
    private final Metrics metrics;

    /**
     * Prepares for one configuration.
     *
     * @param plugins where types come from
     * @param network this host's network
     * @param logger the root of all loggers
     * @param problems hears everything that is wrong
     * @param home the user's home directory
     * @param metrics counts what the services do
     */
    public Assembler(
            Plugins plugins,
            HostNetwork network,
            FieldLogger logger,
            ProblemSink problems,
            Path home,
            Metrics metrics) {
        this.plugins = plugins;
        this.network = network;
        this.logger = logger;
        this.problems = problems;
        this.objects = new PluginObjects(plugins, problems);
        this.available = new AvailableKeys(problems);
        this.home = home;
        this.metrics = metrics;
    }

    /**
     * Builds everything.
     *
     * @param config the configuration
     * @return the services in configuration order; of no use when problems were reported
     */
    public Services assemble(Config config) {
        available.check("", config);
        ObserverAssembler observers = new ObserverAssembler(available, problems, logger);
        TlsAssembler tls = new TlsAssembler(config, home, problems, logger);
        RouteAssembler routes =
                new RouteAssembler(plugins, network, tls, available, problems, logger, metrics);
        routes.assemble(config);
        observers.assemble(config);
        observers.all().forEach(observer -> routes.parts().add(new Observing(observer)));
        List<Service> services = new ArrayList<>();
        for (int i = 0; i < config.services().size(); i++) {
            ServiceConfig service = config.services().get(i);
            String path = "services[" + i + "]";
            new ServiceAssembly(service, path, routes, tls, observers)
                    .assemble()
                    .ifPresent(services::add);
        }
        return new Services(services, routes.parts(), metrics, logger);
    }

    static List<String> exemptClients(Options options) {
        return options
                .strings("skipauth")
                .help("addresses and CIDRs of clients that need not authenticate")
                .orElse(List.of())
                .stream()
                .flatMap(text -> List.of(text.split(",")).stream())
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** One service while it is built. */
    private final class ServiceAssembly {
        private final ServiceConfig config;
        private final String path;
        private final RouteAssembler routes;
        private final TlsAssembler tls;
        private final ObserverAssembler observers;
        private final @Nullable HandlerConfig handler;
        private final @Nullable ListenerConfig listener;
        private final String handlerType;
        private final String listenerType;
        private final OptionGroup group = objects.group();

        ServiceAssembly(
                ServiceConfig config,
                String path,
                RouteAssembler routes,
                TlsAssembler tls,
                ObserverAssembler observers) {
            this.config = config;
            this.path = path;
            this.routes = routes;
            this.tls = tls;
            this.observers = observers;
            this.handler = config.handler();
            this.listener = config.listener();
            this.handlerType =
                    handler == null || handler.type().isBlank() ? DEFAULT_HANDLER : handler.type();
            this.listenerType =
                    listener == null || listener.type().isBlank()
                            ? DEFAULT_LISTENER
                            : listener.type();
        }

        Optional<Service> assemble() {
            available.check(path, config);
            available.check(path + ".handler", handler);
            available.check(path + ".listener", listener);
            available.checkMetadata(
                    path + ".metadata", config.metadata(), AvailableKeys.SERVICE_METADATA);
            ServiceOptions options =
                    group.read(ServiceOptions::read, path + ".metadata", config.metadata());
            Router router = router(options);
            FieldLogger log = log(options);
            ServiceReports reports =
                    new ServiceReports(config.name(), plan(options), routes.schedule(), log);
            ServiceContext context =
                    new ServiceContext(
                            config.name(),
                            network,
                            router,
                            routes.bypasses().group(config.bypass(), config.bypasses(), path),
                            authenticator(),
                            forwarder(router),
                            log,
                            new Accounting(
                                    metrics.hold(config.name()),
                                    reports.statistics(),
                                    reports.clients()));
            HandlingContext handling =
                    new HandlingContext(
                            context,
                            path + ".handler",
                            context.logger().with("kind", "handler"),
                            tls.server(
                                    handler == null ? null : handler.tls(), path + ".handler.tls"),
                            objects.multiplexer(path + ".handler", handlerMetadata(), group),
                            this::delegate);
            Optional<Handler> handles =
                    objects.handler(
                            handlerType, path + ".handler", handlerMetadata(), group, handling);
            Optional<Listener> listens = listener(context, options, reports);
            group.reportUnread(AvailableKeys.SERVICE_METADATA);
            return handles.isPresent() && listens.isPresent()
                    ? Optional.of(
                            new Service(
                                    context,
                                    listens.get(),
                                    handles.get(),
                                    handling,
                                    new LifecycleCommands(
                                            config.name(),
                                            config.addr(),
                                            options.commands(),
                                            context.logger()),
                                    reports))
                    : Optional.empty();
        }

        private FieldLogger log(ServiceOptions options) {
            FieldLogger log =
                    serviceLogger()
                            .with("kind", "service")
                            .with("service", config.name())
                            .with("listener", listenerType)
                            .with("handler", handlerType);
            return options.labels().isEmpty() ? log : log.with("labels", options.labels());
        }

        private ServiceReports.Plan plan(ServiceOptions options) {
            return new ServiceReports.Plan(
                    observers.find(config.observer()).orElse(null),
                    options.reports(),
                    observers.find(handler == null ? "" : handler.observer()).orElse(null),
                    group.read(ReportOptions::read, path + ".handler.metadata", handlerMetadata()),
                    options.enableStats());
        }

        private FieldLogger serviceLogger() {
            List<String> names =
                    Stream.concat(Stream.of(config.logger()), config.loggers().stream())
                            .filter(name -> !name.isEmpty())
                            .toList();
            return names.isEmpty() ? logger : Logs.logger(names);
        }

        private Optional<Handler> delegate(String type, HandlingContext context) {
            return objects.delegate(type, path + ".handler", handlerMetadata(), context);
        }

        private Map<String, ?> handlerMetadata() {
            return handler == null ? Map.of() : handler.metadata();
        }

        private Optional<Listener> listener(
                ServiceContext context, ServiceOptions options, ServiceReports reports) {
            Target address;
            try {
                address = Target.parse(Network.TCP, config.addr());
            } catch (GostException e) {
                problems.error(path + ".addr", String.valueOf(e.getMessage()));
                return Optional.empty();
            }
            Map<String, ?> metadata = listener == null ? Map.of() : listener.metadata();
            TlsConfig block = listener == null ? null : listener.tls();
            Way way = listenerWay(options);
            ListeningContext listening =
                    new ListeningContext(
                            config.name(),
                            path + ".listener",
                            context.logger().with("kind", "listener"),
                            address,
                            network,
                            new Router(network, way, options.dialTimeout(), 0),
                            tls.server(block, path + ".listener.tls"),
                            objects.multiplexer(path + ".listener", metadata, group),
                            context.accounting(),
                            reports.journal());
            Optional<Listener> made =
                    objects.listener(listenerType, path + ".listener", metadata, group, listening);
            tls.reportUnused(block, listening.usesTls(), path + ".listener.tls", listenerType);
            if (way != null) {
                made.flatMap(listens -> RemoteAddress.problem(listens, way))
                        .ifPresent(wrong -> problems.error(path + ".listener", wrong));
            }
            return made;
        }

        /** The way to the proxy that binds the service's address. */
        private @Nullable Way listenerWay(ServiceOptions options) {
            return listener == null || options.ignoreChain()
                    ? null
                    : routes.chains()
                            .way(
                                    listener.chain(),
                                    listener.chainGroup(),
                                    config.name(),
                                    path + ".listener")
                            .orElse(null);
        }

        private Router router(ServiceOptions options) {
            Way way =
                    handler == null || options.ignoreChain()
                            ? null
                            : routes.chains()
                                    .way(
                                            handler.chain(),
                                            handler.chainGroup(),
                                            config.name(),
                                            path + ".handler")
                                    .orElse(null);
            int retries = handler == null ? 0 : handler.retries();
            return new Router(network, way, options.dialTimeout(), retries);
        }

        private @Nullable Authenticator authenticator() {
            AuthConfig auth = handler == null ? null : handler.auth();
            if (handler == null || auth == null) {
                return null;
            }
            if (auth.username().isEmpty()) {
                problems.error(
                        path + ".handler.auth.username",
                        "is empty, which would let everybody in; give a user name");
            }
            if (auth.password().reveal().isEmpty() && !PASSWORDLESS.contains(handlerType)) {
                problems.error(
                        path + ".handler.auth.password",
                        "is empty, which would let in whoever knows the user name; give a"
                                + " password");
            }
            Authenticator user = new SingleUser(new Credentials(auth.username(), auth.password()));
            List<String> exempt =
                    group.read(
                            Assembler::exemptClients,
                            path + ".handler.metadata",
                            handlerMetadata());
            try {
                return exempt.isEmpty() ? user : new ExemptClients(exempt, user);
            } catch (IllegalArgumentException e) {
                problems.error(
                        path + ".handler.metadata.skipauth",
                        "\"" + e.getMessage() + "\" is neither an IP address nor a CIDR");
                return user;
            }
        }

        private @Nullable Forwarder forwarder(Router router) {
            ForwarderConfig forwarder = config.forwarder();
            return forwarder == null
                    ? null
                    : routes.forwarders()
                            .forwarder(forwarder, config.name(), path + ".forwarder", router)
                            .orElse(null);
        }
    }
}
