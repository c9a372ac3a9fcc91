package io.gost.runtime.service;

import io.gost.runtime.component.Authenticator;
import io.gost.runtime.component.ExemptClients;
import io.gost.runtime.component.SingleUser;
import io.gost.runtime.config.AuthConfig;
import io.gost.runtime.config.Config;
import io.gost.runtime.config.ForwardNodeConfig;
import io.gost.runtime.config.ForwarderConfig;
import io.gost.runtime.config.HandlerConfig;
import io.gost.runtime.config.ListenerConfig;
import io.gost.runtime.config.ServiceConfig;
import io.gost.runtime.config.TlsConfig;
import io.gost.runtime.log.FieldLogger;
import io.gost.runtime.net.HostNetwork;
import io.gost.runtime.plugin.OptionGroup;
import io.gost.runtime.plugin.Plugins;
import io.gost.runtime.plugin.ProblemSink;
import io.gost.runtime.route.Chain;
import io.gost.runtime.route.ForwardNode;
import io.gost.runtime.route.Forwarder;
import io.gost.runtime.route.Router;
import io.gost.runtime.select.Traits;
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

    private final HostNetwork network;
    private final FieldLogger logger;
    private final ProblemSink problems;
    private final PluginObjects objects;
    private final AvailableKeys available;
    private final SelectorAssembler selectors;
    private final Path home;

    /**
     * Prepares for one configuration.
     *
     * @param plugins where types come from
     * @param network this host's network
     * @param logger the root of all loggers
     * @param problems hears everything that is wrong
     * @param home the user's home directory
     */
    public Assembler(
            Plugins plugins,
            HostNetwork network,
            FieldLogger logger,
            ProblemSink problems,
            Path home) {
        this.network = network;
        this.logger = logger;
        this.problems = problems;
        this.objects = new PluginObjects(plugins, problems);
        this.available = new AvailableKeys(problems);
        this.selectors = new SelectorAssembler(objects, available, logger);
        this.home = home;
    }

    /**
     * Builds everything.
     *
     * @param config the configuration
     * @return the services in configuration order; of no use when problems were reported
     */
    public Services assemble(Config config) {
        available.check("", config);
        available.check("log", config.log());
        TlsAssembler tls = new TlsAssembler(config, home, problems, logger);
        ChainAssembler chains =
                new ChainAssembler(objects, selectors, available, tls, problems, logger);
        Map<String, Chain> byName = chains.assemble(config);
        List<Service> services = new ArrayList<>();
        for (int i = 0; i < config.services().size(); i++) {
            ServiceConfig service = config.services().get(i);
            String path = "services[" + i + "]";
            new ServiceAssembly(service, path, byName, tls).assemble().ifPresent(services::add);
        }
        return new Services(services, chains.hops(), logger);
    }

    /** Whether targets can be reached over a network. */
    private static boolean isBuilt(Network network) {
        return switch (network) {
            case TCP, TCP4, TCP6, UDP, UDP4, UDP6 -> true;
            case UNIX, SERIAL, IP -> false;
        };
    }

    private static List<String> exemptClients(Options options) {
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
        private final Map<String, Chain> chainsByName;
        private final TlsAssembler tls;
        private final @Nullable HandlerConfig handler;
        private final @Nullable ListenerConfig listener;
        private final String handlerType;
        private final String listenerType;
        private final OptionGroup group = objects.group();

        ServiceAssembly(
                ServiceConfig config,
                String path,
                Map<String, Chain> chainsByName,
                TlsAssembler tls) {
            this.config = config;
            this.path = path;
            this.chainsByName = chainsByName;
            this.tls = tls;
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
            ServiceContext context =
                    new ServiceContext(
                            config.name(),
                            network,
                            router(options),
                            authenticator(),
                            forwarder(),
                            logger.with("kind", "service")
                                    .with("service", config.name())
                                    .with("listener", listenerType)
                                    .with("handler", handlerType));
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
            Optional<Listener> listens = listener(context);
            group.reportUnread(AvailableKeys.SERVICE_METADATA);
            return handles.isPresent() && listens.isPresent()
                    ? Optional.of(new Service(context, listens.get(), handles.get(), handling))
                    : Optional.empty();
        }

        private Optional<Handler> delegate(String type, HandlingContext context) {
            return objects.delegate(type, path + ".handler", handlerMetadata(), context);
        }

        private Map<String, ?> handlerMetadata() {
            return handler == null ? Map.of() : handler.metadata();
        }

        private Optional<Listener> listener(ServiceContext context) {
            Target address;
            try {
                address = Target.parse(Network.TCP, config.addr());
            } catch (GostException e) {
                problems.error(path + ".addr", String.valueOf(e.getMessage()));
                return Optional.empty();
            }
            Map<String, ?> metadata = listener == null ? Map.of() : listener.metadata();
            TlsConfig block = listener == null ? null : listener.tls();
            ListeningContext listening =
                    new ListeningContext(
                            config.name(),
                            path + ".listener",
                            context.logger().with("kind", "listener"),
                            address,
                            network,
                            tls.server(block, path + ".listener.tls"),
                            objects.multiplexer(path + ".listener", metadata, group));
            Optional<Listener> made =
                    objects.listener(listenerType, path + ".listener", metadata, group, listening);
            tls.reportUnused(block, listening.usesTls(), path + ".listener.tls", listenerType);
            return made;
        }

        private Router router(ServiceOptions options) {
            String name = handler == null || options.ignoreChain() ? "" : handler.chain();
            Chain chain = chainsByName.get(name);
            if (chain == null && !name.isEmpty()) {
                problems.error(path + ".handler.chain", "chain \"" + name + "\" does not exist");
            }
            int retries = handler == null ? 0 : handler.retries();
            return new Router(network, chain, options.dialTimeout(), retries);
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

        private @Nullable Forwarder forwarder() {
            ForwarderConfig forwarder = config.forwarder();
            if (forwarder == null) {
                return null;
            }
            String forwarderPath = path + ".forwarder";
            available.check(forwarderPath, forwarder);
            SelectorAssembler.Plan plan =
                    selectors.plan(forwarder.selector(), config.name(), forwarderPath);
            List<ForwardNode> nodes = new ArrayList<>();
            for (int i = 0; i < forwarder.nodes().size(); i++) {
                forwardNode(forwarder.nodes().get(i), forwarderPath + ".nodes[" + i + "]", plan)
                        .ifPresent(nodes::add);
            }
            if (forwarder.nodes().isEmpty()) {
                problems.error(forwarderPath + ".nodes", "the forwarder has no targets");
            }
            return new Forwarder(plan.over(nodes));
        }

        private Optional<ForwardNode> forwardNode(
                ForwardNodeConfig node, String nodePath, SelectorAssembler.Plan plan) {
            available.check(nodePath, node);
            available.checkMetadata(
                    nodePath + ".metadata", node.metadata(), AvailableKeys.NODE_METADATA);
            OptionGroup nodeGroup = objects.group();
            Traits traits =
                    nodeGroup.read(CandidateOptions::read, nodePath + ".metadata", node.metadata());
            nodeGroup.reportUnread(AvailableKeys.NODE_METADATA);
            Network over = Network.of(node.network()).filter(Assembler::isBuilt).orElse(null);
            if (over == null && !node.network().isEmpty()) {
                problems.error(
                        nodePath + ".network",
                        "\""
                                + node.network()
                                + "\" is not available in this version; wanted tcp or udp");
                return Optional.empty();
            }
            try {
                Target target = Target.parse(Network.TCP, node.addr());
                return Optional.of(
                        new ForwardNode(
                                node.name(),
                                target,
                                over,
                                plan.standing(node.name() + "@" + node.addr(), traits)));
            } catch (GostException e) {
                problems.error(nodePath + ".addr", String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        }
    }
}
