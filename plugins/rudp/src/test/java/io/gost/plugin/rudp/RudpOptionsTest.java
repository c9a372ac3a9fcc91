package io.gost.plugin.rudp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Options;
import io.gost.spi.support.PeerQueues;
import io.gost.spi.testkit.DeclaredKeys;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

final class RudpOptionsTest {
    private final RudpListenerProvider provider = new RudpListenerProvider();

    @Test
    void defaultsAreThoseOfGost() {
        assertThat(read(Map.of()))
                .isEqualTo(new PeerQueues(Duration.ofSeconds(5), 128, 8_192, 1_024));
    }

    @Test
    void everyKeyIsMapped() {
        assertThat(
                        read(
                                Map.of(
                                        "ttl",
                                        "1m",
                                        "backlog",
                                        10,
                                        "readBufferSize",
                                        1_500,
                                        "readQueueSize",
                                        20)))
                .isEqualTo(new PeerQueues(Duration.ofMinutes(1), 10, 1_500, 20));
        assertThat(DeclaredKeys.of(provider::read).spellings())
                .containsExactlyInAnyOrder(
                        "ttl keepalive.ttl",
                        "backlog",
                        "readBufferSize udp.bufferSize",
                        "readQueueSize recvQueueSize");
    }

    @Test
    void valuesBelowOneAreTheDefaults() {
        assertThat(
                        read(
                                Map.of(
                                        "ttl",
                                        "-1s",
                                        "backlog",
                                        -1,
                                        "readBufferSize",
                                        0,
                                        "readQueueSize",
                                        -5)))
                .isEqualTo(read(Map.of()));
    }

    @Test
    void theReadmeHasARowForEveryKey() throws IOException {
        DeclaredKeys.of(provider::read).expectRowsIn(Path.of("README.md"));
    }

    private PeerQueues read(Map<String, Object> metadata) {
        return provider.read(Options.of(metadata));
    }
}
