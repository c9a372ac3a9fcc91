package io.gost.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.config.ServiceEvent;
import io.gost.runtime.config.ServiceStats;
import io.gost.runtime.config.ServiceStatus;
import io.gost.spi.testkit.Await;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

class ServiceStatusTest extends ConfiguredServices {
    private static final String COUNTED = "  metadata: {enableStats: true}\n";

    @Test
    void aServiceTellsWhatHappenedToItInTheWordsOfGost() {
        Services services = start(services(service("s0", "")));
        ServiceStatus status = services.all().getFirst().report();
        assertThat(status.state()).isEqualTo("ready");
        assertThat(status.stats()).isNull();
        assertThat(status.lastError()).isEmpty();
        assertThat(status.events().stream().map(ServiceEvent::msg))
                .containsExactly(
                        "service s0 is running",
                        "service s0 is ready",
                        "service s0 is listening on " + address(services, 0));
    }

    @Test
    void aServiceThatWasStoppedIsClosed() {
        Services services = start(services(service("s0", "")));
        services.close();
        assertThat(services.all().getFirst().report().state()).isEqualTo("closed");
    }

    @Test
    void statisticsAreKeptWhenTheyAreWantedAndReadingThemChangesNothing() throws IOException {
        Services services = start(services(service("s0", "") + COUNTED));
        assertThat(stats(services)).isEqualTo(new ServiceStats(0, 0, 0, 0, 0));
        String request = "- - " + echo();
        assertThat(ask(services, 0, request, "ping")).isEqualTo("ok ping");
        awaitNobody(services);
        long asked = (request + "\nping").length();
        ServiceStats counted = new ServiceStats(1, 0, 0, asked, "ok\nping".length());
        assertThat(stats(services)).isEqualTo(counted);
        assertThat(stats(services)).isEqualTo(counted);
    }

    @Test
    void connectionsThatAreOpenAndThoseThatFailedAreCounted() throws IOException {
        Services services = start(services(service("s0", "") + COUNTED));
        try (Socket client = connect(services, 0)) {
            assertThat(client.isConnected()).isTrue();
            Await.until("it is counted", () -> stats(services).currentConns() == 1);
            assertThat(ask(services, 0, "- - 127.0.0.1:1", "")).doesNotStartWith("ok");
            Await.until("one is left", () -> stats(services).currentConns() == 1);
            assertThat(stats(services).totalConns()).isEqualTo(2);
            assertThat(stats(services).totalErrs()).isEqualTo(1);
        }
        awaitNobody(services);
        assertThat(stats(services).totalErrs()).isEqualTo(1);
    }

    @Test
    void bytesAreCountedWhileTheyFlowAndNotAtTheEnd() throws IOException {
        Services services = start(services(service("s0", "") + COUNTED));
        try (Socket client = connect(services, 0)) {
            client.getOutputStream()
                    .write(("- - " + echo() + "\nping").getBytes(StandardCharsets.UTF_8));
            assertThat(client.getInputStream().readNBytes(7)).hasSize(7);
            Await.until("they are counted", () -> stats(services).outputBytes() == 7);
        }
    }

    private static void awaitNobody(Services services) {
        Await.until("nobody is left", () -> stats(services).currentConns() == 0);
    }

    private static ServiceStats stats(Services services) {
        return Objects.requireNonNull(services.all().getFirst().report().stats());
    }
}
