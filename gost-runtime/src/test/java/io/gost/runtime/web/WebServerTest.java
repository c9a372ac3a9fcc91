package io.gost.runtime.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.runtime.log.Logs;
import io.gost.runtime.net.HostNetwork;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

@Timeout(60)
class WebServerTest {
    private static final WebLimits SMALL =
            new WebLimits(
                    1_000,
                    1_500,
                    3,
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(5));
    private static final WebApplication ECHO =
            request ->
                    WebResponse.of(
                            200,
                            "text/plain",
                            request.method()
                                    + " "
                                    + request.uri()
                                    + " "
                                    + request.body().remaining());

    private final HostNetwork network = HostNetwork.open(2, Logs.logger(""));
    private final List<WebServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(WebServer::close);
        network.close();
    }

    private WebServer serve(WebApplication application, WebLimits limits) {
        return serve("127.0.0.1:0", application, limits);
    }

    private WebServer serve(String address, WebApplication application, WebLimits limits) {
        WebServer server =
                WebServer.start(
                        network, WebAddress.of(address), application, limits, Logs.logger(""));
        servers.add(server);
        return server;
    }

    private WebClient client(WebServer server) throws IOException {
        return new WebClient(server.address());
    }

    @Test
    void answersOneRequestAfterTheOtherOnOneConnection() throws IOException {
        try (WebClient client = client(serve(ECHO, SMALL))) {
            client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(client.receive()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("GET /a 0");
            client.send("POST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nxyz");
            assertThat(client.receive()).endsWith("POST /b 3");
        }
    }

    @Test
    void anErrorIsAnAnswerToo() throws IOException {
        WebApplication failing =
                request -> {
                    if (request.uri().equals("/a")) {
                        throw new StackOverflowError();
                    }
                    return ECHO.answer(request);
                };
        try (WebClient client = client(serve(failing, SMALL))) {
            client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(client.receive()).startsWith("HTTP/1.1 500 ");
            client.send("GET /b HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(client.receive()).endsWith("GET /b 0");
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        CountDownLatch second = new CountDownLatch(1);
        WebApplication slowFirst =
                request -> {
                    if (request.uri().equals("/2")) {
                        second.countDown();
                    }
                    return ECHO.answer(request);
                };
        try (WebClient client = client(serve(slowFirst, SMALL))) {
            StringBuilder all = new StringBuilder();
            for (int i = 1; i <= 20; i++) {
                all.append("GET /" + i + " HTTP/1.1\r\nHost: h\r\n\r\n");
            }
            client.send(all.toString());
            for (int i = 1; i <= 20; i++) {
                assertThat(client.receive()).endsWith("GET /" + i + " 0");
            }
        }
    }

    @Test
    void requestsThatArriveByteByByteAreAnswered() throws IOException {
        try (WebClient client = client(serve(ECHO, SMALL))) {
            for (char each :
                    "PUT /x HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab".toCharArray()) {
                client.send(String.valueOf(each));
            }
            assertThat(client.receive()).endsWith("PUT /x 2");
        }
    }

    @Test
    void chunkedBodiesArePutTogether() throws IOException {
        try (WebClient client = client(serve(ECHO, SMALL))) {
            client.send("POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
            client.send("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
            assertThat(client.receive()).endsWith("POST /x 5");
        }
    }

    @Test
    void clientsThatEndTheirOutputStillGetTheAnswer() throws IOException {
        try (WebClient client = client(serve(ECHO, SMALL))) {
            client.send("GET /x HTTP/1.0\r\n\r\n").endOutput();
            assertThat(client.receiveAll()).contains("connection: close").endsWith("GET /x 0");
        }
    }

    @Test
    void announcedBodiesThatAreTooLongAreRefusedBeforeTheyAreSent() throws IOException {
        try (WebClient client = client(serve(ECHO, SMALL))) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n");
            client.send("Expect: 100-continue\r\n\r\n");
            assertThat(client.receiveAll()).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void bodiesThatTurnOutTooLongAreRefused() throws IOException {
        try (WebClient client = client(serve(ECHO, SMALL))) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
            client.send("3e8\r\n" + "x".repeat(1_000) + "\r\n1\r\nx\r\n");
            assertThat(client.receiveAll()).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void whoWaitsForContinueGetsIt() throws IOException {
        try (WebClient client = client(serve(ECHO, SMALL))) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n");
            client.send("Expect: 100-continue\r\n\r\n");
            assertThat(client.receive()).startsWith("HTTP/1.1 100 ");
            client.send("x");
            assertThat(client.receive()).endsWith("POST / 1");
        }
    }

    @Test
    void manyClientsTogetherCannotMakeTheServerKeepMoreThanItsLimit() throws IOException {
        WebServer server = serve(ECHO, SMALL);
        String head = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n";
        try (WebClient first = client(server);
                WebClient second = client(server)) {
            first.send(head + "x".repeat(999));
            second.send(head + "x".repeat(999));
            // One of them is over the limit at once; which one depends on what arrived first.
            CompletableFuture<String> toFirst = answer(first);
            CompletableFuture<String> toSecond = answer(second);
            assertThat(CompletableFuture.anyOf(toFirst, toSecond).join().toString())
                    .startsWith("HTTP/1.1 503 ");
            boolean firstGoesOn = !toFirst.isDone();
            (firstGoesOn ? first : second).send("x");
            assertThat((firstGoesOn ? toFirst : toSecond).join()).startsWith("HTTP/1.1 200 ");
        }
        try (WebClient later = client(server)) {
            later.send(head + "x".repeat(1_000));
            assertThat(later.receive()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void whatIsNoHttpIsABadRequest() throws IOException {
        WebServer server = serve(ECHO, SMALL);
        for (String garbage :
                List.of(
                        "\u0016\u0003\u0001\u0002\r\n\r\n",
                        "GET / HTTP/1.1\r\n\r\n",
                        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                        "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 2\r\n\r\nx")) {
            try (WebClient client = client(server)) {
                client.send(garbage);
                assertThat(client.receiveAll()).as(garbage).startsWith("HTTP/1.1 400 ");
            }
        }
    }

    @Test
    void longRequestLinesAndHeadersAreRefused() throws IOException {
        WebServer server = serve(ECHO, SMALL);
        try (WebClient client = client(server)) {
            client.send("GET /" + "x".repeat(WebLimits.LINE + 1) + " HTTP/1.1\r\n");
            assertThat(client.receiveAll()).startsWith("HTTP/1.1 414 ");
        }
        try (WebClient client = client(server)) {
            client.send("GET / HTTP/1.1\r\nA: " + "x".repeat(WebLimits.HEADERS + 1) + "\r\n");
            assertThat(client.receiveAll()).startsWith("HTTP/1.1 431 ");
        }
    }

    @Test
    void requestsThatNeverBecomeCompleteEndTheConnection() throws IOException {
        WebLimits hasty =
                new WebLimits(
                        1_000,
                        1_500,
                        3,
                        Duration.ofMillis(50),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(50));
        WebServer server = serve(ECHO, hasty);
        for (String beginning :
                List.of(
                        "",
                        "GET / HT",
                        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nx")) {
            try (WebClient client = client(server)) {
                client.send(beginning);
                assertThat(client.receiveAll()).as(beginning).isEmpty();
            }
        }
    }

    @Test
    void moreConnectionsThanTheLimitAreClosed() throws IOException {
        WebServer server = serve(ECHO, SMALL);
        List<WebClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < SMALL.connections(); i++) {
                WebClient client = client(server);
                clients.add(client);
                assertThat(client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").receive())
                        .startsWith("HTTP/1.1 200 ");
            }
            try (WebClient over = client(server)) {
                assertThat(over.receiveAll()).isEmpty();
            } catch (SocketException e) {
                assertThat(e).hasMessageContaining("reset");
            }
        } finally {
            for (WebClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void mistakesOfTheApplicationAreAnInternalError() throws IOException {
        WebApplication broken =
                _ -> {
                    throw new IllegalStateException("broken");
                };
        try (WebClient client = client(serve(broken, SMALL))) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(client.receive()).startsWith("HTTP/1.1 500 ");
        }
    }

    @Test
    void slowAnswersKeepNobodyElseWaiting() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        WebApplication application =
                request -> {
                    if (request.uri().equals("/slow")) {
                        try {
                            assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                    return ECHO.answer(request);
                };
        WebServer server = serve(application, SMALL);
        try (WebClient slow = client(server);
                WebClient quick = client(server)) {
            slow.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
            quick.send("GET /quick HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(quick.receive()).endsWith("GET /quick 0");
            release.countDown();
            assertThat(slow.receive()).endsWith("GET /slow 0");
        }
    }

    @Test
    void headersAreWithoutABody() throws IOException {
        try (WebClient client = client(serve(ECHO, SMALL))) {
            client.send("HEAD /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            assertThat(client.receiveAll()).contains("content-length: 9").endsWith("\r\n\r\n");
        }
    }

    @Test
    void listensOnSocketFilesAndRemovesThem(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("s");
        WebServer server = serve("unix://" + file, ECHO, SMALL);
        try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            client.connect(UnixDomainSocketAddress.of(file));
            client.write(
                    ByteBuffer.wrap("GET /u HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(1_000);
            while (client.read(answer) >= 0) {
                assertThat(answer.hasRemaining()).isTrue();
            }
            assertThat(new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8))
                    .endsWith("GET /u 0");
        }
        assertThatThrownBy(() -> serve("unix://" + file, ECHO, SMALL))
                .hasMessageContaining("the file exists");
        server.close();
        assertThat(file).doesNotExist();
    }

    @Test
    void replacesSocketFilesThatNobodyListensOnAndNothingElse(@TempDir Path directory)
            throws IOException {
        Path file = directory.resolve("s");
        var abandoned = java.nio.channels.ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        abandoned.bind(UnixDomainSocketAddress.of(file));
        abandoned.close();
        assertThat(file).exists();
        serve("unix://" + file, ECHO, SMALL).close();

        Files.writeString(file, "mine");
        assertThatThrownBy(() -> serve("unix://" + file, ECHO, SMALL))
                .hasMessageContaining(file.toString());
        assertThat(file).hasContent("mine");
    }

    @Test
    void addressesThatAreTakenAreNamed() {
        WebServer server = serve(ECHO, SMALL);
        int port = ((InetSocketAddress) server.address()).getPort();
        assertThatThrownBy(() -> serve("127.0.0.1:" + port, ECHO, SMALL))
                .hasMessageContaining("127.0.0.1:" + port);
    }

    private static CompletableFuture<String> answer(WebClient client) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread.startVirtualThread(
                () -> {
                    try {
                        answer.complete(client.receive());
                    } catch (IOException e) {
                        answer.completeExceptionally(e);
                    }
                });
        return answer;
    }
}
