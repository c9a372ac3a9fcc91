package io.gost.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.util.List;

class ClientHelloTest {
    /** Record and handshake headers. */
    private static final int HEADERS = 9;

    private static final byte[] HELLO = Hello.of("proxy.test", "h2", "http/1.1");

    @Test
    void nameAndProtocolsAreRead() {
        assertThat(read(HELLO.length))
                .isEqualTo(new ClientHello("proxy.test", List.of("h2", "http/1.1")));
    }

    @Property
    void aGreetingCutAnywhereIsReadWithoutHarm(
            @ForAll @IntRange(min = HEADERS, max = 120) int end) {
        if (end < HELLO.length) {
            assertThat(read(end).serverName()).isIn("", "proxy.test");
        }
    }

    @Property
    void noiseIsReadWithoutHarm(@ForAll byte[] noise) {
        ByteBuf in = Unpooled.wrappedBuffer(noise);
        ClientHello.read(in);
        assertThat(in.readerIndex()).isZero();
    }

    private static ClientHello read(int end) {
        return ClientHello.read(Unpooled.wrappedBuffer(HELLO, HEADERS, end - HEADERS));
    }
}
