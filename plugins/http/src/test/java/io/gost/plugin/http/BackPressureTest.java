package io.gost.plugin.http;

import static io.gost.plugin.http.Lines.crlf;
import static io.gost.plugin.http.ProxyFixture.EMPTY_LINE;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Target;
import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.Payload;
import io.gost.spi.testkit.Peer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/** A side that does not read stops the other side, not the heap. */
class BackPressureTest {
    private static final int FLOOD = 16 * Payload.MEBIBYTE;
    private static final int BLOCK = 64 * 1024;
    private static final int MOST_PENDING = 2 * Payload.MEBIBYTE;
    private static final Duration QUIET = Duration.ofMillis(100);

    private static final String GET = "GET http://origin.test/ HTTP/1.1\nUser-Agent: t\n\n";

    @Test
    void originIsStoppedWhileItsClientDoesNotRead() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            Peer slow = proxy.network().connectNarrow(proxy.service().address());
            slow.send(crlf(GET));
            Peer origin = proxy.origin();
            origin.receiveUntil(EMPTY_LINE);
            origin.send(crlf("HTTP/1.1 200 OK\nContent-Length: " + FLOOD + "\n\n"));
            byte[] flood = Payload.of(1, FLOOD);
            CompletableFuture<?> flooding = flood(proxy, origin, flood);
            slow.receiveUntil(EMPTY_LINE);
            assertThat(slow.receive(FLOOD)).isEqualTo(flood);
            Await.result(flooding);
        }
    }

    @Test
    void clientIsStoppedWhileItsOriginDoesNotRead() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open();
                var narrow = proxy.network().narrowServer()) {
            proxy.network().router().route(Target.tcp("narrow.test", 80), narrow.address());
            proxy.say("PUT http://narrow.test/ HTTP/1.1\nContent-Length: " + FLOOD + "\n\n");
            byte[] flood = Payload.of(2, FLOOD);
            CompletableFuture<?> flooding = flood(proxy, proxy.client(), flood);
            Peer origin = narrow.accept();
            origin.receiveUntil(EMPTY_LINE);
            assertThat(origin.receive(FLOOD)).isEqualTo(flood);
            Await.result(flooding);
            origin.send(crlf("HTTP/1.1 200 OK\nContent-Length: 0\n\n"));
            proxy.hear("HTTP/1.1 200 OK\nContent-Length: 0\n\n");
        }
    }

    @Test
    void smallResponseThatUnpacksToALotIsUnpackedAsItIsRead() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open(Map.of("compression", true))) {
            Peer slow = proxy.network().connectNarrow(proxy.service().address());
            slow.send(crlf(GET));
            Peer origin = proxy.origin();
            assertThat(origin.receiveUntil(EMPTY_LINE)).contains("Accept-Encoding: gzip\r\n");
            byte[] packed = gzip(new byte[FLOOD]);
            origin.send(
                    crlf(
                            "HTTP/1.1 200 OK\nContent-Encoding: gzip\nContent-Length: "
                                    + packed.length
                                    + "\n\n"));
            origin.send(packed);
            String head = slow.receiveUntil(EMPTY_LINE);
            assertThat(head).isEqualTo(crlf("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n"));
            assertThat(pending(proxy)).isLessThan(MOST_PENDING);
            int received = 0;
            for (int size = chunkSize(slow); size > 0; size = chunkSize(slow)) {
                assertThat(slow.receive(size)).containsOnly(0);
                slow.receiveUntil("\r\n");
                received += size;
                assertThat(pending(proxy)).isLessThan(MOST_PENDING);
            }
            assertThat(received).isEqualTo(FLOOD);
            slow.receiveUntil("\r\n");
            slow.send(crlf(GET));
            origin.receiveUntil(EMPTY_LINE);
            origin.send(crlf("HTTP/1.1 204 No Content\n\n"));
            assertThat(slow.receiveUntil(EMPTY_LINE)).startsWith("HTTP/1.1 204 ");
        }
    }

    @Test
    void responseThatIsNotWhatItSaysBreaksOff() throws IOException {
        byte[] packed = gzip(new byte[1_000]);
        byte[] damaged = packed.clone();
        damaged[packed.length - 5]++;
        for (byte[] body :
                new byte[][] {
                    "short".getBytes(StandardCharsets.US_ASCII),
                    "this is not gzip".getBytes(StandardCharsets.US_ASCII),
                    Arrays.copyOf(packed, packed.length - 1),
                    damaged
                }) {
            try (ProxyFixture proxy = ProxyFixture.open(Map.of("compression", true))) {
                proxy.say(GET);
                Peer origin = proxy.origin();
                origin.receiveUntil(EMPTY_LINE);
                origin.send(
                        crlf(
                                "HTTP/1.1 200 OK\nContent-Encoding: gzip\nContent-Length: "
                                        + body.length
                                        + "\n\n"));
                origin.send(body);
                proxy.hear("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n");
                assertThat(proxy.client().receiveToEnd())
                        .asString(StandardCharsets.US_ASCII)
                        .doesNotEndWith("0\r\n\r\n");
            }
        }
    }

    /** Sends until nobody takes any more, and makes sure that this happens. */
    private static CompletableFuture<?> flood(ProxyFixture proxy, Peer from, byte[] flood) {
        AtomicInteger sent = new AtomicInteger();
        CompletableFuture<Boolean> flooding =
                proxy.network()
                        .blocking(
                                () -> {
                                    for (int at = 0; at < flood.length; at += BLOCK) {
                                        from.socket().getOutputStream().write(flood, at, BLOCK);
                                        sent.addAndGet(BLOCK);
                                    }
                                    return true;
                                });
        int[] last = {-1};
        long[] since = {System.nanoTime()};
        Await.until(
                "nothing more is taken",
                () -> {
                    if (sent.get() != last[0]) {
                        last[0] = sent.get();
                        since[0] = System.nanoTime();
                    }
                    return System.nanoTime() - since[0] > QUIET.toNanos();
                });
        assertThat(sent.get()).isLessThan(flood.length);
        assertThat(pending(proxy)).isLessThan(MOST_PENDING);
        return flooding;
    }

    /** The most bytes that wait on any channel. */
    private static long pending(ProxyFixture proxy) {
        long most = 0;
        for (Channel channel : proxy.network().openChannels()) {
            ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
            most = Math.max(most, buffer == null ? 0 : buffer.totalPendingWriteBytes());
        }
        return most;
    }

    private static int chunkSize(Peer peer) throws IOException {
        return Integer.parseInt(peer.receiveUntil("\r\n").strip(), 16);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }
}
