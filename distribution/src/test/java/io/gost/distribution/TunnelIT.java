package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** What a tunnel owes its two ends, whatever they do. */
class TunnelIT {

    private static final long MEBIBYTE = 1 << 20;
    private static final byte[] BLOCK = new byte[256 * 1024];
    private static final int BLOCKS = (1 << 30) / BLOCK.length;

    static {
        new Random(1).nextBytes(BLOCK);
    }

    private static final byte[] PING = "ping".getBytes(ISO_8859_1);

    @RegisterExtension final Programs programs = new Programs();

    private InetSocketAddress serve(Tunnel protocol, Server target) throws IOException {
        String url = protocol.scheme() + "://127.0.0.1:0";
        Gost gost =
                programs.start(
                        "-L",
                        protocol == Tunnel.TCP
                                ? url + "/127.0.0.1:" + target.address().getPort()
                                : url);
        return gost.address("service-0");
    }

    @ParameterizedTest
    @EnumSource
    void clientThatEndsFirstStillGetsItsAnswer(Tunnel protocol) throws Exception {
        Server.Service answersAtTheEnd =
                client -> client.getOutputStream().write(client.getInputStream().readAllBytes());
        try (Server target = new Server(answersAtTheEnd);
                Socket tunnel = protocol.open(serve(protocol, target), target.address())) {
            tunnel.getOutputStream().write(PING);
            tunnel.shutdownOutput();
            assertThat(tunnel.getInputStream().readAllBytes()).isEqualTo(PING);
        }
    }

    @ParameterizedTest
    @EnumSource
    void targetThatEndsFirstStillGetsWhatFollows(Tunnel protocol) throws Exception {
        CompletableFuture<byte[]> received = new CompletableFuture<>();
        Server.Service endsFirst =
                client -> {
                    client.getOutputStream().write(PING);
                    client.shutdownOutput();
                    received.complete(client.getInputStream().readAllBytes());
                };
        try (Server target = new Server(endsFirst);
                Socket tunnel = protocol.open(serve(protocol, target), target.address())) {
            assertThat(tunnel.getInputStream().readAllBytes()).isEqualTo(PING);
            tunnel.getOutputStream().write(PING);
            tunnel.shutdownOutput();
            assertThat(received.join()).isEqualTo(PING);
        }
    }

    @ParameterizedTest
    @EnumSource
    void clientMaySendOneByteAtATime(Tunnel protocol) throws Exception {
        try (Server target = Server.echo();
                Socket tunnel =
                        new Socket() {
                            @Override
                            public OutputStream getOutputStream() throws IOException {
                                return new FilterOutputStream(
                                        super.getOutputStream()); // writes byte by byte
                            }
                        }) {
            tunnel.setTcpNoDelay(true);
            tunnel.connect(serve(protocol, target));
            protocol.handshake(tunnel, target.address(), null);
            assertThat(Exchange.echo(tunnel, PING)).isEqualTo(PING);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "TCP")
    void proxyResolvesTheNameOfATarget(Tunnel protocol) throws Exception {
        try (Server target = Server.echo()) {
            InetSocketAddress name =
                    InetSocketAddress.createUnresolved("localhost", target.address().getPort());
            try (Socket tunnel = protocol.open(serve(protocol, target), name)) {
                assertThat(Exchange.echo(tunnel, PING)).isEqualTo(PING);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoThousandTunnelsAreOpenAtOnce(Tunnel protocol) throws Exception {
        int count = 2_000;
        try (Server target = Server.echo()) {
            InetSocketAddress proxy = serve(protocol, target);
            CountDownLatch allOpen = new CountDownLatch(count);
            List<CompletableFuture<Void>> clients = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                clients.add(
                        Exchange.inBackground(
                                () -> {
                                    try (Socket tunnel = protocol.open(proxy, target.address())) {
                                        assertPong(tunnel);
                                        allOpen.countDown();
                                        await(allOpen);
                                        assertPong(tunnel);
                                    }
                                }));
            }
            CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).join();
        }
    }

    private static void assertPong(Socket tunnel) throws IOException {
        tunnel.getOutputStream().write(PING);
        assertThat(tunnel.getInputStream().readNBytes(PING.length)).isEqualTo(PING);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }

    @Test
    void nothingOfClosedTunnelsIsLeft() throws Exception {
        Gost gost = programs.start("-L", "auto://127.0.0.1:0");
        InetSocketAddress proxy = gost.address("service-0");
        long listening = Proc.sockets(gost);
        try (Server target = Server.echo()) {
            for (int i = 0; i < 100; i++) {
                useOnce(proxy, target);
            }
            Await.until("sockets as before", () -> Proc.sockets(gost) == listening);
        }
    }

    private static void useOnce(InetSocketAddress proxy, Server target) throws IOException {
        for (Tunnel protocol : List.of(Tunnel.HTTP, Tunnel.SOCKS4, Tunnel.SOCKS5)) {
            try (Socket tunnel = protocol.open(proxy, target.address())) {
                assertPong(tunnel);
            }
        }
    }

    @Test
    void readerThatStallsCostsNoMoreThanFourMebibytes() throws Exception {
        int count = 16;
        CountDownLatch over = new CountDownLatch(1);
        Server.Service neverReads = _ -> await(over);
        Gost gost = programs.start("-L", "socks5://127.0.0.1:0");
        List<Socket> tunnels = new ArrayList<>();
        try (Server target = new Server(neverReads)) {
            AtomicLong sent = new AtomicLong();
            for (int i = 0; i < count; i++) {
                Socket tunnel = Tunnel.SOCKS5.open(gost.address("service-0"), target.address());
                tunnels.add(tunnel);
            }
            long before = Proc.pss(gost);
            for (Socket tunnel : tunnels) {
                Exchange.inBackground(() -> fill(tunnel, sent));
            }
            AtomicLong seen = new AtomicLong(-1);
            Await.until(
                    "writers blocked",
                    Duration.ofMillis(500),
                    () -> seen.getAndSet(sent.get()) == sent.get());
            assertThat(Proc.pss(gost) - before).isLessThan(count * 4 * MEBIBYTE);
        } finally {
            over.countDown();
            for (Socket tunnel : tunnels) {
                tunnel.close();
            }
        }
    }

    private static void fill(Socket tunnel, AtomicLong sent) throws IOException {
        byte[] block = new byte[64 * 1024];
        while (true) {
            tunnel.getOutputStream().write(block);
            sent.addAndGet(block.length);
        }
    }

    @Test
    void oneGibibyteEachWayThroughTwoHopsArrivesUnchanged() throws Exception {
        Gost second = programs.start("-L", "socks5://127.0.0.1:0");
        Gost first =
                programs.start(
                        "-L",
                        "http://127.0.0.1:0",
                        "-F",
                        "socks5://127.0.0.1:" + second.address("service-0").getPort());
        try (Server target = Server.echo();
                Socket tunnel = Tunnel.HTTP.open(first.address("service-0"), target.address())) {
            CompletableFuture<Void> sent =
                    Exchange.inBackground(
                            () -> {
                                for (int i = 0; i < BLOCKS; i++) {
                                    tunnel.getOutputStream().write(block(i));
                                }
                                tunnel.shutdownOutput();
                            });
            InputStream in = tunnel.getInputStream();
            for (int i = 0; i < BLOCKS; i++) {
                assertThat(Arrays.equals(in.readNBytes(BLOCK.length), block(i)))
                        .as("block %s", i)
                        .isTrue();
            }
            assertThat(in.read()).isEqualTo(-1);
            sent.join();
        }
        assertThat(Proc.pss(first)).isLessThan(200 * MEBIBYTE);
        assertThat(Proc.pss(second)).isLessThan(200 * MEBIBYTE);
    }

    /** Blocks differ, and each from itself shifted. */
    private static byte[] block(int number) {
        byte[] block = BLOCK.clone();
        ByteBuffer.wrap(block).putInt(0, number).putInt(block.length / 2, number);
        return block;
    }
}
