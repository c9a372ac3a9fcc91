package io.gost.plugin.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Options;
import io.gost.spi.support.PeerChannels.Life;
import io.gost.spi.support.PeerChannels.Limits;
import io.gost.spi.support.PeerQueues;
import io.gost.spi.testkit.DeclaredKeys;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

final class UdpOptionsTest {
    @Test
    void defaultsAreThoseOfGostButForTheBacklog() {
        assertThat(read(Map.of()))
                .isEqualTo(
                        new UdpOptions(
                                false,
                                false,
                                new PeerQueues(Duration.ofSeconds(5), 1_024, 4_096, 128),
                                16_384));
        assertThat(read(Map.of()).limits())
                .isEqualTo(
                        new Limits(
                                Duration.ofSeconds(5),
                                Life.FIRST_REPLY,
                                1_024,
                                128,
                                128 * (4_096 + 64),
                                16_384));
    }

    @Test
    void everyKeyIsMapped() {
        assertThat(
                        read(
                                Map.of(
                                        "keepalive",
                                        true,
                                        "stateless",
                                        "true",
                                        "keepalive.ttl",
                                        "1m",
                                        "backlog",
                                        10,
                                        "udp.bufferSize",
                                        "1500",
                                        "recvQueueSize",
                                        20,
                                        "maxSessions",
                                        30)))
                .isEqualTo(
                        new UdpOptions(
                                true,
                                true,
                                new PeerQueues(Duration.ofMinutes(1), 10, 1_500, 20),
                                30));
        assertThat(DeclaredKeys.of(UdpOptions::read).spellings())
                .containsExactlyInAnyOrder(
                        "keepalive",
                        "stateless",
                        "ttl keepalive.ttl",
                        "backlog",
                        "readBufferSize udp.bufferSize",
                        "readQueueSize recvQueueSize",
                        "maxSessions");
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
                                        0,
                                        "maxSessions",
                                        -5)))
                .isEqualTo(read(Map.of()));
    }

    @Test
    void aQueueHasRoomForTheLargestDatagram() {
        assertThat(read(Map.of("readQueueSize", 1, "readBufferSize", 1)).limits().queueBytes())
                .isGreaterThan(65_535);
        assertThat(
                        read(Map.of("readQueueSize", 1_000_000, "readBufferSize", "1MiB"))
                                .limits()
                                .queueBytes())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void keepaliveAndStatelessDecideWhatASessionIs() {
        assertThat(read(Map.of("keepalive", true)).limits().life()).isEqualTo(Life.CONVERSATION);
        assertThat(read(Map.of("stateless", true)).limits().life()).isEqualTo(Life.ONE_DATAGRAM);
    }

    @Test
    void theReadmeHasARowForEveryKey() throws IOException {
        DeclaredKeys.of(UdpOptions::read).expectRowsIn(Path.of("README.md"));
    }

    private static UdpOptions read(Map<String, Object> metadata) {
        return UdpOptions.read(Options.of(metadata));
    }
}
