package io.gost.plugin.ws;

import static io.gost.plugin.ws.Wire.hex;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.testkit.Payload;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Compression, by the rules of RFC 7692 and within bounds. */
class PerMessageDeflateTest {
    private static final int ALL = Integer.MAX_VALUE / 2;
    private static final Map<String, ?> ON = Map.of("enableCompression", true);
    private static final String AGREED =
            "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover;"
                    + " client_no_context_takeover\r\n";

    private static Line server(int step) {
        Line line = Line.server(ON, step);
        line.arrives(Line.upgradeRequest("Sec-WebSocket-Extensions: permessage-deflate; x=1\r\n"));
        assertThat(new String(line.says(), StandardCharsets.US_ASCII)).contains(AGREED);
        return line;
    }

    private static Line client(int step) {
        Line line = Line.client(ON, "node:1", step);
        line.arrives(Line.upgradeAnswer(line.says(), AGREED));
        assertThat(line.isUpgraded()).isTrue();
        return line;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, ALL})
    void whatOneSideCompressesTheOtherInflates(int step) {
        try (Line client = client(step);
                Line server = server(step)) {
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            for (int length : new int[] {1, 10, 5000, 70_000}) {
                byte[] message = new byte[length];
                System.arraycopy(Payload.of(length, length), 0, message, 0, length / 2);
                said.writeBytes(message);
                client.write(message);
            }
            byte[] wire = client.says();
            assertThat(wire.length).isLessThan(said.size() * 3 / 4);
            server.arrives(wire);
            assertThat(server.received()).isEqualTo(said.toByteArray());
            server.write(said.toByteArray());
            client.arrives(server.says());
            assertThat(client.received()).isEqualTo(said.toByteArray());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, ALL})
    void examplesOfTheRfcAreUnderstood(int step) {
        for (String example :
                new String[] {
                    "c107 f248cdc9c90700", // §7.2.3.1
                    "4103 f248cd 8004 c9c90700", // the same in fragments
                    "c10b 000500faff48656c6c6f00", // §7.2.3.3, no compression
                    "c108 f348cdc9c9070000", // §7.2.3.4, BFINAL
                    "c10d f2480500 0000ffff cac9c90700", // §7.2.3.5, two blocks
                    "8105 48656c6c6f", // not compressed
                }) {
            try (Line client = client(step)) {
                client.arrives(hex(example + example));
                assertThat(client.received())
                        .as(example)
                        .containsExactly("HelloHello".getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    @Test
    void noiseIsAFailure() {
        try (Line client = client(ALL)) {
            client.arrives(hex("c104 ffffffff"));
            assertThat(client.events())
                    .containsExactly("websocket message is not what deflate makes");
            assertThat(client.isOpen()).isFalse();
        }
    }

    @Test
    void bombIsInflatedOnlyAsFastAsItIsRead() {
        try (Line sender = client(ALL);
                Line server = server(ALL)) {
            sender.write(new byte[16 << 20]);
            byte[] bomb = sender.says();
            assertThat(bomb.length).isLessThan(1 << 20);
            server.readsAtMost(100_000);
            server.arrives(bomb);
            server.endOfInput();
            assertThat(server.received().length).isBetween(100_000, 100_000 + (16 << 10));
            assertThat(server.events()).isEmpty();
            server.readsAtMost(Long.MAX_VALUE);
            server.reads(true);
            assertThat(server.received()).hasSizeGreaterThan((16 << 20) - 200_000);
            assertThat(server.events()).containsExactly("end of input");
        }
    }

    @Test
    void closingWithSomethingUnreadIsAFailure() {
        try (Line sender = client(ALL);
                Line server = server(ALL)) {
            sender.write(new byte[1 << 20]);
            server.readsAtMost(1);
            server.arrives(sender.says());
            server.closeNow();
            assertThat(server.events())
                    .containsExactly("websocket closed before its last message was read");
        }
    }
}
