package io.gost.runtime.service;

import io.gost.runtime.component.Accounts;
import io.gost.runtime.component.LentMultiplexer;
import io.gost.runtime.config.AuthConfig;
import io.gost.runtime.config.ChainConfig;
import io.gost.runtime.config.Config;
import io.gost.runtime.config.ConnectorConfig;
import io.gost.runtime.config.DialerConfig;
import io.gost.runtime.config.HopConfig;
import io.gost.runtime.config.NodeConfig;
import io.gost.runtime.config.TlsConfig;
import io.gost.runtime.log.FieldLogger;
import io.gost.runtime.plugin.OptionGroup;
import io.gost.runtime.plugin.ProblemSink;
import io.gost.runtime.route.Chain;
import io.gost.runtime.route.Hop;
import io.gost.runtime.route.Node;
import io.gost.runtime.route.NodeContext;
import io.gost.runtime.select.Traits;
import io.gost.spi.Connector;
import io.gost.spi.Credentials;
import io.gost.spi.Dialer;
import io.gost.spi.GostException;
import io.gost.spi.Network;
import io.gost.spi.Target;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds chains, hops and nodes. */
final class ChainAssembler {
    /** Dialers whose node address is not {@code host:port}. */
    private static final Set<String> FREE_ADDRESS = Set.of("direct", "virtual", "unix", "serial");

    private final PluginObjects objects;
    private final SelectorAssembler selectors;
    private final AvailableKeys available;
    private final TlsAssembler tls;
    private final ProblemSink problems;
    private final FieldLogger logger;
    private final Map<String, Hop> sharedHops = new HashMap<>();
    private final Set<Hop> hops = new HashSet<>();

    ChainAssembler(
            PluginObjects objects,
            SelectorAssembler selectors,
            AvailableKeys available,
            TlsAssembler tls,
            ProblemSink problems,
            FieldLogger logger) {
        this.objects = objects;
        this.selectors = selectors;
        this.available = available;
        this.tls = tls;
        this.problems = problems;
        this.logger = logger;
    }

    /** All chains by name. A chain with a problem is missing parts; the problem is reported. */
    Map<String, Chain> assemble(Config config) {
        for (int i = 0; i < config.hops().size(); i++) {
            HopConfig hop = config.hops().get(i);
            sharedHops.put(hop.name(), hop(hop, "hops[" + i + "]"));
        }
        Map<String, Chain> chains = new LinkedHashMap<>();
        for (int i = 0; i < config.chains().size(); i++) {
            ChainConfig chain = config.chains().get(i);
            chains.put(chain.name(), chain(chain, "chains[" + i + "]"));
        }
        return chains;
    }

    /** The hops of all chains, each of them once. */
    Set<Hop> hops() {
        return Set.copyOf(hops);
    }

    private Chain chain(ChainConfig config, String path) {
        available.check(path, config);
        List<Hop> hops = new ArrayList<>();
        for (int i = 0; i < config.hops().size(); i++) {
            HopConfig hop = config.hops().get(i);
            String hopPath = path + ".hops[" + i + "]";
            if (hop.inline()) {
                hops.add(hop(hop, hopPath));
            } else {
                shared(hop.name(), hopPath).ifPresent(hops::add);
            }
        }
        return new Chain(config.name(), hops);
    }

    private Optional<Hop> shared(String name, String path) {
        Hop hop = sharedHops.get(name);
        if (hop == null) {
            problems.error(
                    path,
                    "hop \"" + name + "\" does not exist; give it nodes or define it under hops");
        }
        return Optional.ofNullable(hop);
    }

    private Hop hop(HopConfig config, String path) {
        available.check(path, config);
        if (config.nodes().isEmpty()) {
            problems.error(path + ".nodes", "hop \"" + config.name() + "\" has no nodes");
        }
        SelectorAssembler.Plan plan = selectors.plan(config.selector(), config.name(), path);
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < config.nodes().size(); i++) {
            node(config.nodes().get(i), path + ".nodes[" + i + "]", plan).ifPresent(nodes::add);
        }
        Hop hop = new Hop(config.name(), plan.over(nodes));
        hops.add(hop);
        return hop;
    }

    private Optional<Node> node(NodeConfig config, String path, SelectorAssembler.Plan plan) {
        available.check(path, config);
        available.checkMetadata(path + ".metadata", config.metadata(), AvailableKeys.NODE_METADATA);
        ConnectorConfig connector = config.connector();
        DialerConfig dialer = config.dialer();
        available.check(path + ".connector", connector);
        available.check(path + ".dialer", dialer);
        String dialerType = dialer == null || dialer.type().isBlank() ? "tcp" : dialer.type();
        String connectorType =
                connector == null || connector.type().isBlank() ? "http" : connector.type();
        FieldLogger log =
                logger.with("node", config.name())
                        .with("connector", connectorType)
                        .with("dialer", dialerType);
        OptionGroup group = objects.group();
        Map<String, ?> speaking = connector == null ? Map.of() : connector.metadata();
        Map<String, ?> dialing = dialer == null ? Map.of() : dialer.metadata();
        TlsConfig connectorTls = connector == null ? null : connector.tls();
        TlsConfig dialerTls = dialer == null ? null : dialer.tls();
        NodeContext connectorContext =
                context(
                        config,
                        path + ".connector",
                        log,
                        connector == null ? null : connector.auth(),
                        connectorTls,
                        objects.multiplexer(path + ".connector", speaking, group));
        NodeContext dialerContext =
                context(
                        config,
                        path + ".dialer",
                        log,
                        dialer == null ? null : dialer.auth(),
                        dialerTls,
                        objects.multiplexer(path + ".dialer", dialing, group));
        Optional<Connector> speaks =
                objects.connector(
                        connectorType, path + ".connector", speaking, group, connectorContext);
        Optional<Dialer> dials =
                objects.dialer(dialerType, path + ".dialer", dialing, group, dialerContext);
        tls.reportUnused(
                connectorTls, connectorContext.usesTls(), path + ".connector.tls", connectorType);
        tls.reportUnused(dialerTls, dialerContext.usesTls(), path + ".dialer.tls", dialerType);
        Optional<Target> target = target(config.addr(), dialerType, path);
        Traits traits = group.read(CandidateOptions::read, path + ".metadata", config.metadata());
        group.reportUnread(AvailableKeys.NODE_METADATA);
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
                        plan.standing(config.name() + "@" + config.addr(), traits)));
    }

    private NodeContext context(
            NodeConfig node,
            String path,
            FieldLogger log,
            @Nullable AuthConfig auth,
            @Nullable TlsConfig block,
            LentMultiplexer multiplexer) {
        return new NodeContext(
                node.name(),
                path,
                log,
                node.addr(),
                credentials(auth, path),
                tls.client(block, path + ".tls"),
                multiplexer);
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
