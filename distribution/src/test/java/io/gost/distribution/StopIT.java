package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** What becomes of connections when the program is asked to end. */
@DisabledOnOs(OS.WINDOWS)
class StopIT {
    private static final int DOWNLOADS = 200;
    private static final byte[] PIECE = new byte[16 * 1024];
    private static final int PIECES = 20;
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Length: " + PIECES * PIECE.length + "\r\n\r\n";

    @RegisterExtension final Programs programs = new Programs();

    private final CountDownLatch goOn = new CountDownLatch(1);

    /** Sends the first piece of a document, and the others when the test says so. */
    private Server slowOrigin() throws IOException {
        return new Server(
                client -> {
                    Tunnel.readHead(client.getInputStream());
                    OutputStream out = client.getOutputStream();
                    out.write(HEAD.getBytes(ISO_8859_1));
                    out.write(PIECE);
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    for (int piece = 1; piece < PIECES; piece++) {
                        out.write(PIECE);
                    }
                });
    }

    private static Socket request(InetSocketAddress proxy, Server origin) throws IOException {
        Socket client = new Socket(proxy.getAddress(), proxy.getPort());
        client.setSoTimeout(30_000);
        String url = "http://127.0.0.1:" + origin.address().getPort() + "/";
        client.getOutputStream()
                .write(Tunnel.httpRequest("GET", url, "x", null).getBytes(ISO_8859_1));
        return client;
    }

    private static void signal(Gost gost, String name) throws Exception {
        assertThat(Command.of("kill", "-" + name, String.valueOf(gost.pid())).run().status())
                .isZero();
    }

    private static boolean refuses(InetSocketAddress address) {
        try (Socket attempt = new Socket(address.getAddress(), address.getPort())) {
            return !attempt.isConnected();
        } catch (ConnectException refused) {
            return true;
        } catch (IOException other) {
            return false;
        }
    }

    /** Downloads that have begun when this returns; each completes with the bytes that it got. */
    private static List<CompletableFuture<Long>> begin(
            int count, InetSocketAddress proxy, Server origin) throws InterruptedException {
        List<CompletableFuture<Long>> downloads = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            CompletableFuture<Long> download = new CompletableFuture<>();
            downloads.add(download);
            Thread.ofVirtual().start(() -> download(proxy, origin, begun, download));
        }
        begun.await();
        return downloads;
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5+tls", "relay+mtls", "http+mwss", "relay+quic"})
    void streamsOfSharedConnectionsAreCompletedToo(String scheme) throws Exception {
        Gost far = programs.start("-L", scheme + "://127.0.0.1:0", "--drain", "60");
        Gost near =
                programs.start(
                        "-L",
                        "http://127.0.0.1:0",
                        "-F",
                        scheme + "://127.0.0.1:" + far.address("service-0").getPort());
        try (Server origin = slowOrigin()) {
            List<CompletableFuture<Long>> downloads = begin(20, near.address("service-0"), origin);
            signal(far, "TERM");
            Await.until(
                    "draining",
                    () ->
                            far.output().stream()
                                    .anyMatch(line -> line.contains("draining: 20 connections")));
            goOn.countDown();
            assertThat(downloads).allMatch(each -> each.join() == (long) PIECES * PIECE.length);
        }
        assertThat(far.awaitEnd()).isZero();
    }

    @Test
    void downloadsUnderWayAreCompletedAndNobodyNewIsAccepted() throws Exception {
        Gost gost = programs.start("-L", "http://127.0.0.1:0", "--drain", "60");
        InetSocketAddress proxy = gost.address("service-0");
        try (Server origin = slowOrigin()) {
            List<CompletableFuture<Long>> downloads = begin(DOWNLOADS, proxy, origin);
            signal(gost, "TERM");
            Await.until("refused", () -> refuses(proxy));
            goOn.countDown();
            assertThat(downloads).allMatch(each -> each.join() == (long) PIECES * PIECE.length);
        }
        assertThat(gost.awaitEnd()).isZero();
        assertThat(gost.output())
                .anyMatch(line -> line.contains("draining: " + DOWNLOADS + " connections"))
                .anyMatch(line -> line.contains("drained: all of " + DOWNLOADS));
    }

    private static void download(
            InetSocketAddress proxy,
            Server origin,
            CountDownLatch begun,
            CompletableFuture<Long> bytes) {
        try (Socket client = request(proxy, origin)) {
            InputStream in = client.getInputStream();
            Tunnel.readHead(in);
            in.readNBytes(PIECE.length);
            begun.countDown();
            byte[] rest = in.readNBytes((PIECES - 1) * PIECE.length);
            bytes.complete((long) PIECE.length + rest.length);
        } catch (IOException e) {
            bytes.completeExceptionally(e);
        }
    }

    @Test
    void downloadsThatTakeLongerAreCut() throws Exception {
        Gost gost = programs.start("-L", "http://127.0.0.1:0", "--drain", "1");
        try (Server origin = slowOrigin();
                Socket client = request(gost.address("service-0"), origin)) {
            Tunnel.readHead(client.getInputStream());
            signal(gost, "TERM");
            assertThat(gost.awaitEnd()).isZero();
            goOn.countDown();
        }
        assertThat(gost.output())
                .anyMatch(line -> line.contains("0 of 1 connections have ended, the other 1"));
    }

    @Test
    void idleClientsAreNotWaitedFor() throws Exception {
        Gost gost = programs.start("-L", "http://127.0.0.1:0", "--drain", "1h");
        goOn.countDown();
        try (Server origin = slowOrigin();
                Socket client = request(gost.address("service-0"), origin)) {
            InputStream in = client.getInputStream();
            Tunnel.readHead(in);
            in.readNBytes(PIECES * PIECE.length);
            signal(gost, "TERM");
            assertThat(gost.awaitEnd()).isZero();
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void withoutDrainTheEndComesAtOnce() throws Exception {
        Gost gost = programs.start("-L", "http://127.0.0.1:0", "--drain", "0");
        try (Server origin = slowOrigin();
                Socket client = request(gost.address("service-0"), origin)) {
            Tunnel.readHead(client.getInputStream());
            signal(gost, "TERM");
            assertThat(gost.awaitEnd()).isZero();
            goOn.countDown();
        }
        assertThat(gost.output()).noneMatch(line -> line.contains("draining"));
    }

    @Test
    void secondSignalEndsAtOnce() throws Exception {
        Gost gost = programs.start("-L", "http://127.0.0.1:0", "--drain", "1h");
        programs.forget(gost);
        try (Server origin = slowOrigin();
                Socket client = request(gost.address("service-0"), origin)) {
            Tunnel.readHead(client.getInputStream());
            signal(gost, "TERM");
            Await.until(
                    "draining",
                    () -> gost.output().stream().anyMatch(line -> line.contains("draining: 1")));
            signal(gost, "TERM");
            assertThat(gost.awaitEnd()).isOne();
            goOn.countDown();
        }
    }
}
