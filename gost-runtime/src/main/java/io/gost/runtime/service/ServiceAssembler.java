package io.gost.runtime.service;

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
import io.gost.runtime.plugin.ProblemSink;
import io.gost.runtime.route.Forwarder;
import io.gost.runtime.route.Router;
import io.gost.runtime.route.Way;
import io.gost.runtime.service.LifecycleCommands.Phase;
import io.gost.spi.GostException;
import io.gost.spi.Handler;
import io.gost.spi.Listener;
import io.gost.spi.Network;
import io.gost.spi.Target;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Builds services: of each the listening half, the handling half, and what its requests use. Each
 * of the three is kept when it is made of the same things as before.
 */
final class ServiceAssembler {
    private static final String DEFAULT_HANDLER = "auto";
    private static final String DEFAULT_LISTENER = "tcp";

    private final PluginObjects objects;
    private final RouteAssembler routes;
    private final AutherAssembler authers;
    private final TlsAssembler tls;
    private final ObserverAssembler observers;
    private final Tools tools;

    /** What services are built with. */
    record Tools(
            HostNetwork network,
            AvailableKeys available,
            ProblemSink problems,
            FieldLogger logger,
            Parts parts,
            Metrics metrics) {}

    ServiceAssembler(
            PluginObjects objects,
            RouteAssembler routes,
            AutherAssembler authers,
            TlsAssembler tls,
            ObserverAssembler observers,
            Tools tools) {
        this.objects = objects;
        this.routes = routes;
        this.authers = authers;
        this.tls = tls;
        this.observers = observers;
        this.tools = tools;
    }

    /**
     * Builds a service, or keeps the one of before.
     *
     * @param config the service
     * @param path where it stands
     */
    Optional<ServiceState> service(ServiceConfig config, String path) {
        return tools.parts()
                .keep(
                        "service",
                        config.name(),
                        config,
                        () -> new ServiceAssembly(config, path).assemble());
    }

    /** One service while it is built. */
    private final class ServiceAssembly {
        private final ServiceConfig config;
        private final String path;
        private final Parts parts = tools.parts();
        private final ProblemSink problems = tools.problems();
        private final @Nullable HandlerConfig handler;
        private final @Nullable ListenerConfig listener;
        private final String handlerType;
        private final String listenerType;

        /** What requests use, and the metadata that was read for it. */
        private record Requests(ServiceContext context, OptionGroup options) {}

        ServiceAssembly(ServiceConfig config, String path) {
            this.config = config;
            this.path = path;
            this.handler = config.handler();
            this.listener = config.listener();
            this.handlerType =
                    handler == null || handler.type().isBlank() ? DEFAULT_HANDLER : handler.type();
            this.listenerType =
                    listener == null || listener.type().isBlank()
                            ? DEFAULT_LISTENER
                            : listener.type();
        }

        Optional<ServiceState> assemble() {
            AvailableKeys available = tools.available();
            available.check(path, config);
            available.check(path + ".handler", handler);
            available.check(path + ".listener", listener);
            available.checkMetadata(
                    path + ".metadata", config.metadata(), AvailableKeys.SERVICE_METADATA);
            Service service =
                    parts.keep(
                            "identity",
                            config.name(),
                            "",
                            () -> {
                                Service made = new Service(config.name());
                                parts.add(made);
                                return made;
                            });
            Reporting reporting = reporting(service);
            Requests requests =
                    parts.keep(
                            "requests",
                            config.name(),
                            requestsKey(reporting),
                            () -> requests(service, reporting.accounting()));
            ServiceContext context = requests.context();
            Optional<Handling> handling =
                    parts.keep(
                            "handler",
                            config.name(),
                            handlerKey(context),
                            () -> handling(service, context));
            LifecycleCommands commands = commands(context.logger());
            Optional<Listening> listening =
                    parts.keep(
                            "listener",
                            config.name(),
                            listenerKey(commands, reporting),
                            () -> listening(commands, reporting, context.logger()));
            reportUnread(requests, handling, listening);
            ServiceReports reports = reporting.reports();
            return handling.flatMap(
                    handles ->
                            listening.map(
                                    listens ->
                                            new ServiceState(
                                                    service, context, handles, listens, reports)));
        }

        private void reportUnread(
                Requests requests, Optional<Handling> handling, Optional<Listening> listening) {
            OptionGroup all = objects.group();
            all.include(requests.options());
            handling.map(Handling::options).ifPresent(all::include);
            listening.map(Listening::options).ifPresent(all::include);
            all.reportUnread(AvailableKeys.SERVICE_METADATA);
        }

        /** Everything but the listener. */
        private Object requestsKey(Reporting reporting) {
            return Arrays.asList(
                    handler,
                    config.forwarder(),
                    config.bypass(),
                    config.bypasses(),
                    config.metadata(),
                    config.logger(),
                    config.loggers(),
                    listenerType,
                    new SameObject(reporting));
        }

        /** A handler does not know the way that its requests take. */
        private Object handlerKey(ServiceContext context) {
            HandlerConfig itself = handler == null ? null : handler.withoutWay();
            return Arrays.asList(
                    itself,
                    context.forwarder() != null,
                    config.metadata(),
                    config.logger(),
                    config.loggers());
        }

        private Object listenerKey(LifecycleCommands commands, Reporting reporting) {
            return Arrays.asList(
                    config.addr(),
                    listener,
                    config.metadata(),
                    config.logger(),
                    config.loggers(),
                    new SameObject(commands),
                    new SameObject(reporting));
        }

        /** Those for the same address, which need not be run again. */
        private LifecycleCommands commands(FieldLogger logger) {
            Map<Phase, List<String>> commands = options(objects.group()).commands();
            return parts.keep(
                    "commands",
                    config.name(),
                    List.of(config.addr(), commands),
                    () -> new LifecycleCommands(config.name(), config.addr(), commands, logger));
        }

        /** Counts on through whatever changes of the service, unless what is counted does. */
        private Reporting reporting(Service service) {
            ServiceOptions options = options(objects.group());
            ReportOptions clients =
                    objects.group()
                            .read(
                                    ReportOptions::read,
                                    path + ".handler.metadata",
                                    handlerMetadata());
            String clientsObserver = handler == null ? "" : handler.observer();
            return parts.keep(
                    "reports",
                    config.name(),
                    Arrays.asList(
                            options.enableStats(),
                            options.reports(),
                            config.observer(),
                            clients,
                            clientsObserver),
                    () -> {
                        ServiceReports reports =
                                new ServiceReports(
                                        config.name(),
                                        new ServiceReports.Plan(
                                                observers.find(config.observer()).orElse(null),
                                                options.reports(),
                                                observers.find(clientsObserver).orElse(null),
                                                clients,
                                                options.enableStats()),
                                        new LoopSchedule(tools.network()),
                                        logger(options));
                        Accounting accounting =
                                new Accounting(
                                        tools.metrics().hold(config.name()),
                                        reports.statistics(),
                                        reports.clients());
                        Reporting reporting = new Reporting(service, reports, accounting);
                        parts.add(reporting.telling());
                        parts.add(reporting);
                        return reporting;
                    });
        }

        private FieldLogger logger(ServiceOptions options) {
            List<String> names =
                    Stream.concat(Stream.of(config.logger()), config.loggers().stream())
                            .filter(name -> !name.isEmpty())
                            .toList();
            FieldLogger root = names.isEmpty() ? tools.logger() : Logs.logger(names);
            FieldLogger log =
                    root.with("kind", "service")
                            .with("service", config.name())
                            .with("listener", listenerType)
                            .with("handler", handlerType);
            return options.labels().isEmpty() ? log : log.with("labels", options.labels());
        }

        private Requests requests(Service service, Accounting accounting) {
            OptionGroup options = objects.group();
            ServiceOptions read = options(options);
            // Read for its keys to be known; what they say is in the service's reports.
            options.read(ReportOptions::read, path + ".handler.metadata", handlerMetadata());
            Router router = router(read);
            ServiceContext context =
                    new ServiceContext(
                            config.name(),
                            tools.network(),
                            router,
                            routes.bypasses().group(config.bypass(), config.bypasses(), path),
                            handler == null
                                    ? null
                                    : authers.of(handler, handlerType, path + ".handler", options),
                            forwarder(router),
                            logger(read),
                            accounting);
            parts.add(new RequestsResource(service, context));
            return new Requests(context, options);
        }

        private ServiceOptions options(OptionGroup group) {
            return group.read(ServiceOptions::read, path + ".metadata", config.metadata());
        }

        private Optional<Handling> handling(Service service, ServiceContext context) {
            OptionGroup options = objects.group();
            String at = path + ".handler";
            HandlingContext lent =
                    new HandlingContext(
                            context,
                            at,
                            context.logger().with("kind", "handler"),
                            tls.server(handler == null ? null : handler.tls(), at + ".tls"),
                            objects.multiplexer(at, handlerMetadata(), options),
                            this::delegate);
            Optional<Handling> made =
                    objects.handler(handlerType, at, handlerMetadata(), options, lent)
                            .map(handles -> new Handling(service.name(), handles, lent, options));
            made.ifPresent(parts::add);
            return made;
        }

        private Optional<Handler> delegate(String type, HandlingContext context) {
            return objects.delegate(type, path + ".handler", handlerMetadata(), context);
        }

        private Map<String, ?> handlerMetadata() {
            return handler == null ? Map.of() : handler.metadata();
        }

        private Optional<Listening> listening(
                LifecycleCommands commands, Reporting reporting, FieldLogger logger) {
            Target address;
            try {
                address = Target.parse(Network.TCP, config.addr());
            } catch (GostException e) {
                problems.error(path + ".addr", String.valueOf(e.getMessage()));
                return Optional.empty();
            }
            OptionGroup options = objects.group();
            String at = path + ".listener";
            Map<String, ?> metadata = listener == null ? Map.of() : listener.metadata();
            TlsConfig block = listener == null ? null : listener.tls();
            ServiceOptions service = options(options);
            Way way = listenerWay(service);
            ListeningContext lent =
                    new ListeningContext(
                            config.name(),
                            at,
                            logger.with("kind", "listener"),
                            address,
                            tools.network(),
                            new Router(tools.network(), way, service.dialTimeout(), 0),
                            tls.server(block, at + ".tls"),
                            objects.multiplexer(at, metadata, options),
                            reporting.accounting(),
                            reporting.reports().journal());
            Optional<Listener> made = objects.listener(listenerType, at, metadata, options, lent);
            tls.reportUnused(block, lent.usesTls(), at + ".tls", listenerType);
            if (way != null) {
                made.flatMap(listens -> RemoteAddress.problem(listens, way))
                        .ifPresent(wrong -> problems.error(at, wrong));
            }
            return made.map(
                    listens ->
                            new Listening(
                                    listens,
                                    () ->
                                            objects.listener(
                                                    listenerType,
                                                    at,
                                                    metadata,
                                                    objects.group(),
                                                    lent),
                                    lent,
                                    commands,
                                    options));
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
            return new Router(tools.network(), way, options.dialTimeout(), retries);
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

    /**
     * Keeps what requests lead to for as long as there are any: those on their way, and, of a
     * service that is gone, those its clients may still make.
     */
    private record RequestsResource(Service service, ServiceContext context)
            implements Part.Resource {
        @Override
        public String name() {
            return "requests of service " + service.name();
        }

        @Override
        public boolean isInUse() {
            return context.requests().any() || (service.isCurrent(context) && service.isInUse());
        }

        @Override
        public void close() {
            // What they lead to has closed itself, or will.
        }
    }
}
