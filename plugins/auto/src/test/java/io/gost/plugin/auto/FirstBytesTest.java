package io.gost.plugin.auto;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;

final class FirstBytesTest {
    @ParameterizedTest
    @CsvSource({
        "04010050c0a8010100, SOCKS4",
        "050100, SOCKS5",
        "1603010200, TLS",
        "1603030200, TLS",
        "1603040200, TLS",
        "1603000200, HTTP", // SSL 3.0
        "1603050200, HTTP",
        "1602010200, HTTP",
        "00, HTTP",
        "474554202f, HTTP"
    })
    void tellsProtocolsApartAndLeavesTheirBytes(String hex, Protocol protocol) {
        byte[] bytes = ByteBufUtil.decodeHexDump(hex);
        try (Peek<Protocol> atOnce = Peek.atOnce(new FirstBytes(), bytes)) {
            assertThat(atOnce.result()).isCompletedWithValue(protocol);
            assertThat(atOnce.left()).isEqualTo(bytes);
        }
        try (Peek<Protocol> slow = Peek.byteByByte(new FirstBytes(), bytes)) {
            assertThat(slow.result()).isCompletedWithValue(protocol);
            assertThat(slow.left()).isEqualTo(bytes);
        }
    }

    @Test
    void needsOneByteUnlessItMayBeTls() {
        try (Peek<Protocol> socks = new Peek<>(new FirstBytes())) {
            socks.receive((byte) 5);
            assertThat(socks.result()).isCompletedWithValue(Protocol.SOCKS5);
        }
        try (Peek<Protocol> tls = new Peek<>(new FirstBytes())) {
            tls.receive((byte) 0x16, (byte) 3);
            assertThat(tls.result()).isNotDone();
            tls.receive((byte) 1);
            assertThat(tls.result()).isCompletedWithValue(Protocol.TLS);
        }
    }

    @Test
    void leavesWhatCameBehindTheFirstBytes() {
        byte[] request = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (Peek<Protocol> peek = Peek.atOnce(new FirstBytes(), request)) {
            peek.receive(request);
            assertThat(new String(peek.left(), StandardCharsets.US_ASCII))
                    .isEqualTo("GET / HTTP/1.1\r\n\r\n".repeat(2));
        }
    }
}
