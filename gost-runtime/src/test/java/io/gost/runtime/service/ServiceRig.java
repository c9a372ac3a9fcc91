package io.gost.runtime.service;

import io.gost.runtime.component.Authenticator;
import io.gost.runtime.component.Bypass;
import io.gost.runtime.component.LentMultiplexer;
import io.gost.runtime.log.LogLevel;
import io.gost.runtime.log.LogSettings;
import io.gost.runtime.log.Logs;
import io.gost.runtime.net.HostNetwork;
import io.gost.runtime.plugin.OptionGroup;
import io.gost.runtime.plugin.Plugins;
import io.gost.runtime.plugin.ProblemSink;
import io.gost.runtime.route.Chain;
import io.gost.runtime.route.Router;
import io.gost.runtime.tls.Tls;
import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.SocketOptions;
import io.gost.spi.Target;
import io.gost.spi.TlsServer;
import io.gost.spi.support.StreamTransport;
import io.gost.spi.testkit.Await;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One service with a handler of the test's own, and its log. */
final class ServiceRig implements AutoCloseable {
    static final LentMultiplexer NO_MULTIPLEXER =
            (_, _) -> {
                throw new AssertionError("nobody multiplexes here");
            };

    static final ProblemSink NO_PROBLEMS =
            new ProblemSink() {
                @Override
                public void error(String path, String message) {
                    throw new AssertionError(path + ": " + message);
                }

                @Override
                public void warning(String path, String message) {
                    throw new AssertionError(path + ": " + message);
                }
            };

    static final LifecycleCommands NO_COMMANDS =
            new LifecycleCommands("test", "", Map.of(), Logs.logger(""));

    private static final LogSettings SILENT =
            new LogSettings("none", LogLevel.FATAL, LogSettings.Format.JSON);

    final HostNetwork network = HostNetwork.open(2, Logs.logger(""));
    private final Path log;
    private @Nullable Services services;

    ServiceRig(Path log) {
        this.log = log;
        Logs.configure(new LogSettings(log.toString(), LogLevel.DEBUG, LogSettings.Format.JSON));
    }

    /** Starts the service. */
    void serve(
            Function<HandlerContext, Handler> handler,
            @Nullable Authenticator authenticator,
            @Nullable Chain chain) {
        ServiceReports reports = Unobserved.reports("test");
        Accounting accounting = Unobserved.accounting("test");
        Router router = new Router(network, chain, Duration.ofSeconds(10), 0);
        ServiceContext context =
                new ServiceContext(
                        "test",
                        network,
                        router,
                        Bypass.NONE,
                        authenticator,
                        null,
                        Logs.logger("").with("service", "test"),
                        accounting);
        TlsServer tls =
                new Tls(null, Path.of(""), log.resolveSibling("home"), context.logger())
                        .server(null);
        ListeningContext listening =
                new ListeningContext(
                        "test",
                        "services[0].listener",
                        context.logger(),
                        Target.tcp("127.0.0.1", 0),
                        network,
                        router,
                        tls,
                        NO_MULTIPLEXER,
                        accounting,
                        reports.journal());
        StreamTransport tcp = () -> SocketOptions.DEFAULT;
        HandlingContext handling =
                new HandlingContext(
                        context,
                        "services[0].handler",
                        context.logger(),
                        tls,
                        NO_MULTIPLEXER,
                        (_, _) -> Optional.empty());
        OptionGroup options = new PluginObjects(Plugins.of(List.of()), NO_PROBLEMS).group();
        Parts parts = Parts.first(new LoopSchedule(network), context.logger());
        services =
                new Services(
                        List.of(
                                new ServiceState(
                                        new Service("test"),
                                        context,
                                        new Handling(
                                                "test", handler.apply(handling), handling, options),
                                        new Listening(
                                                tcp.listener(listening),
                                                Optional::empty,
                                                listening,
                                                NO_COMMANDS,
                                                options),
                                        reports)),
                        Map.of(),
                        parts,
                        Unobserved.metrics(),
                        context.logger());
        services.start();
    }

    void serve(Handler handler) {
        serve(_ -> handler, null, null);
    }

    Service service() {
        return started().all().getFirst();
    }

    Socket connect() throws IOException {
        Socket client = new Socket();
        client.connect((InetSocketAddress) service().address().orElseThrow(), 5_000);
        client.setSoTimeout(10_000);
        return client;
    }

    void awaitNoClients() {
        Await.until("all clients are gone", () -> service().clientCount() == 0);
    }

    /** The lines of ended sessions, after everything was stopped. */
    List<JsonNode> endedSessions() throws IOException {
        return lines().stream()
                .filter(line -> line.path("msg").asString().contains(" >< "))
                .toList();
    }

    /** All lines, after everything was stopped. */
    List<JsonNode> lines() throws IOException {
        close();
        JsonMapper json = new JsonMapper();
        return Files.readAllLines(log).stream().map(json::readTree).toList();
    }

    @Override
    public void close() {
        if (services != null) {
            services.close();
            services = null;
        }
        network.close();
        Logs.close(Duration.ofSeconds(5));
        Logs.configure(SILENT);
    }

    private Services started() {
        if (services == null) {
            throw new IllegalStateException("no service");
        }
        return services;
    }
}
