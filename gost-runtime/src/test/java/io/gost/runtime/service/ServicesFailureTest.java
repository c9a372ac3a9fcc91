package io.gost.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gost.runtime.component.Bypass;
import io.gost.runtime.log.Logs;
import io.gost.runtime.net.Handover;
import io.gost.runtime.net.HostNetwork;
import io.gost.runtime.plugin.OptionGroup;
import io.gost.runtime.plugin.Plugins;
import io.gost.runtime.route.Router;
import io.gost.runtime.tls.Tls;
import io.gost.spi.Acceptor;
import io.gost.spi.GostException;
import io.gost.spi.Handler;
import io.gost.spi.Listener;
import io.gost.spi.Session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Plugins that fail when services are started or stopped. */
class ServicesFailureTest {
    private final HostNetwork network = HostNetwork.open(1, NOPLogger.NOP_LOGGER);
    private final List<String> events = new ArrayList<>();

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void aServiceThatCannotBeStoppedDoesNotKeepTheOthersFromIt() {
        Services services = services(service("a"), service("stop fails"), service("close fails"));
        services.start();
        services.close();
        assertThat(events)
                .containsExactly(
                        "start a",
                        "start stop fails",
                        "start close fails",
                        "stop close fails",
                        "stop stop fails",
                        "stop a",
                        "close close fails",
                        "close stop fails",
                        "close a");
    }

    @Test
    void aServiceThatCannotBeStartedIsNamedAndTheEarlierOnesAreStopped() {
        Services services = services(service("a"), service("start fails"), service("never"));
        assertThatExceptionOfType(GostException.class)
                .isThrownBy(services::start)
                .withMessage("service start fails: start start fails");
        assertThat(events)
                .containsExactly("start a", "start start fails", "stop start fails", "stop a");
    }

    @Test
    void aListenerThatBreaksItsContractInTheMiddleStopsTheEarlierOnesAsWell() {
        Services services = services(service("a"), service("ask fails"));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(services::start);
        assertThat(events).containsExactly("start a", "stop a");
    }

    @Test
    void aListenerThatStartsAfterItWasStoppedIsStoppedOnceMore() {
        CompletableFuture<SocketAddress> starting = new CompletableFuture<>();
        Listener slow =
                new Listener() {
                    @Override
                    public CompletionStage<SocketAddress> start(Acceptor acceptor) {
                        return starting;
                    }

                    @Override
                    public CompletionStage<Void> stop() {
                        events.add("stop");
                        return CompletableFuture.completedStage(null);
                    }
                };
        Listening listening = listening(slow);
        listening.start(_ -> {}, new Handover());
        listening.stop();
        assertThat(events).containsExactly("stop");
        starting.complete(new InetSocketAddress(0));
        assertThat(events).containsExactly("stop", "stop");
        assertThat(listening.status()).isEmpty();
    }

    private static Listening listening(Listener listener) {
        OptionGroup options =
                new PluginObjects(Plugins.of(List.of()), ServiceRig.NO_PROBLEMS).group();
        return new Listening(listener, Optional::empty, null, ServiceRig.NO_COMMANDS, options);
    }

    private Services services(ServiceState... services) {
        Parts parts = Parts.first(new LoopSchedule(network), NOPLogger.NOP_LOGGER);
        return new Services(
                List.of(services), Map.of(), parts, Unobserved.metrics(), NOPLogger.NOP_LOGGER);
    }

    /** A service that fails where its name says. */
    private ServiceState service(String name) {
        Router router = new Router(network, null, Duration.ZERO, 0);
        ServiceContext context =
                new ServiceContext(
                        name,
                        network,
                        router,
                        Bypass.NONE,
                        null,
                        null,
                        Logs.logger(""),
                        Unobserved.accounting(name));
        HandlingContext handling =
                new HandlingContext(
                        context,
                        "services[0].handler",
                        context.logger(),
                        new Tls(null, Path.of(""), Path.of("target"), context.logger())
                                .server(null),
                        ServiceRig.NO_MULTIPLEXER,
                        (_, _) -> Optional.empty());
        OptionGroup options =
                new PluginObjects(Plugins.of(List.of()), ServiceRig.NO_PROBLEMS).group();
        return new ServiceState(
                new Service(name),
                context,
                new Handling(name, new Closing(name), handling, options),
                listening(new Named(name)),
                Unobserved.reports(name));
    }

    private void happens(String step, String name) {
        events.add(step + " " + name);
        if (name.equals(step + " fails")) {
            throw new IllegalStateException(step + " " + name);
        }
    }

    private final class Named implements Listener {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public boolean startsLater() {
            if (name.equals("ask fails")) {
                throw new IllegalStateException(name);
            }
            return false;
        }

        @Override
        public CompletionStage<SocketAddress> start(Acceptor acceptor) {
            happens("start", name);
            return CompletableFuture.completedStage(new InetSocketAddress(0));
        }

        @Override
        public CompletionStage<Void> stop() {
            happens("stop", name);
            return CompletableFuture.completedStage(null);
        }
    }

    private final class Closing implements Handler {
        private final String name;

        Closing(String name) {
            this.name = name;
        }

        @Override
        public void handle(Session session) {}

        @Override
        public void close() {
            happens("close", name);
        }
    }
}
