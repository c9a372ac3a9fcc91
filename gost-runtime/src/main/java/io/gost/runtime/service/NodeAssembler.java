package io.gost.runtime.service;

import io.gost.runtime.component.Accounts;
import io.gost.runtime.config.AuthConfig;
import io.gost.runtime.config.ConnectorConfig;
import io.gost.runtime.config.DialerConfig;
import io.gost.runtime.config.NodeConfig;
import io.gost.runtime.config.TlsConfig;
import io.gost.runtime.log.FieldLogger;
import io.gost.runtime.plugin.OptionGroup;
import io.gost.runtime.plugin.Plugins;
import io.gost.runtime.plugin.ProblemSink;
import io.gost.runtime.route.Node;
import io.gost.runtime.route.NodeContext;
import io.gost.runtime.route.Terms;
import io.gost.runtime.select.Traits;
import io.gost.spi.Connector;
import io.gost.spi.Credentials;
import io.gost.spi.Dialer;
import io.gost.spi.GostException;
import io.gost.spi.Network;
import io.gost.spi.Target;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds nodes. */
final class NodeAssembler {
    /** Dialers whose node address is not {@code host:port}. */
    private static final Set<String> FREE_ADDRESS = Set.of("direct", "virtual", "unix", "serial");

    private final PluginObjects objects;
    private final AvailableKeys available;
    private final BypassAssembler bypasses;
    private final TermsAssembler terms;
    private final TlsAssembler tls;
    private final ProblemSink problems;
    private final FieldLogger logger;

    /**
     * Prepares to build nodes.
     *
     * @param bypasses all of the configuration
     * @param tls makes the TLS of their connections
     * @param problems hears what is wrong with a node, which is then missing
     */
    NodeAssembler(
            Plugins plugins,
            BypassAssembler bypasses,
            TlsAssembler tls,
            ProblemSink problems,
            FieldLogger logger) {
        this.objects = new PluginObjects(plugins, problems);
        this.available = new AvailableKeys(problems);
        this.bypasses = bypasses;
        this.terms = new TermsAssembler(bypasses, problems);
        this.tls = tls.reportingTo(problems);
        this.problems = problems;
        this.logger = logger;
    }

    /**
     * Builds a node.
     *
     * @param config the node
     * @param path where it stands
     * @param plan the selector it will be a candidate of
     */
    Optional<Node> node(NodeConfig config, String path, SelectorAssembler.Plan plan) {
        available.check(path, config);
        available.checkMetadata(path + ".metadata", config.metadata(), AvailableKeys.NODE_METADATA);
        String dialerType = dialerType(config.dialer());
        String connectorType = connectorType(config.connector());
        FieldLogger log =
                logger.with("node", config.name())
                        .with("connector", connectorType)
                        .with("dialer", dialerType);
        OptionGroup group = objects.group();
        Optional<Connector> speaks = connector(config, connectorType, path, log, group);
        Optional<Dialer> dials = dialer(config, dialerType, path, log, group);
        Optional<Target> target = target(config.addr(), dialerType, path);
        Traits traits = group.read(CandidateOptions::read, path + ".metadata", config.metadata());
        group.reportUnread(AvailableKeys.NODE_METADATA);
        Terms serves =
                terms.terms(
                        bypasses.group(config.bypass(), config.bypasses(), path),
                        config.matcher(),
                        config.filter(),
                        path);
        if (speaks.isEmpty() || dials.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Node(
                        config.name(),
                        config.addr(),
                        target.get(),
                        dials.get(),
                        speaks.get(),
                        serves,
                        plan.standing(
                                config.name() + "@" + config.addr(),
                                TermsAssembler.withPriority(traits, config.matcher()))));
    }

    private static String dialerType(@Nullable DialerConfig config) {
        return config == null || config.type().isBlank() ? "tcp" : config.type();
    }

    private static String connectorType(@Nullable ConnectorConfig config) {
        return config == null || config.type().isBlank() ? "http" : config.type();
    }

    private Optional<Connector> connector(
            NodeConfig node, String type, String nodePath, FieldLogger log, OptionGroup group) {
        ConnectorConfig config = node.connector();
        String path = nodePath + ".connector";
        available.check(path, config);
        Map<String, ?> metadata = config == null ? Map.of() : config.metadata();
        AuthConfig auth = config == null ? null : config.auth();
        TlsConfig block = config == null ? null : config.tls();
        NodeContext context = context(node, path, log, auth, block, metadata, group);
        Optional<Connector> made = objects.connector(type, path, metadata, group, context);
        tls.reportUnused(block, context.usesTls(), path + ".tls", type);
        return made;
    }

    private Optional<Dialer> dialer(
            NodeConfig node, String type, String nodePath, FieldLogger log, OptionGroup group) {
        DialerConfig config = node.dialer();
        String path = nodePath + ".dialer";
        available.check(path, config);
        Map<String, ?> metadata = config == null ? Map.of() : config.metadata();
        AuthConfig auth = config == null ? null : config.auth();
        TlsConfig block = config == null ? null : config.tls();
        NodeContext context = context(node, path, log, auth, block, metadata, group);
        Optional<Dialer> made = objects.dialer(type, path, metadata, group, context);
        tls.reportUnused(block, context.usesTls(), path + ".tls", type);
        return made;
    }

    private NodeContext context(
            NodeConfig node,
            String path,
            FieldLogger log,
            @Nullable AuthConfig auth,
            @Nullable TlsConfig block,
            Map<String, ?> metadata,
            OptionGroup group) {
        return new NodeContext(
                node.name(),
                path,
                log,
                node.addr(),
                credentials(auth, path),
                tls.client(block, node.addr(), path + ".tls"),
                objects.multiplexer(path, metadata, group));
    }

    private @Nullable Credentials credentials(@Nullable AuthConfig auth, String path) {
        if (auth == null) {
            return null;
        }
        try {
            return Accounts.client(auth);
        } catch (GostException e) {
            problems.error(path + ".auth", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private Optional<Target> target(String address, String dialerType, String path) {
        if (FREE_ADDRESS.contains(dialerType)) {
            return Optional.of(new Target(Network.TCP, address, 0));
        }
        try {
            Target target = Target.parse(Network.TCP, address);
            if (target.port() > 0) {
                return Optional.of(target);
            }
        } catch (GostException e) {
            problems.error(path + ".addr", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        problems.error(path + ".addr", "address \"" + address + "\" has no port; wanted host:port");
        return Optional.empty();
    }
}
