package io.gost.plugin.http;

import static io.gost.plugin.http.ProxyFixture.EMPTY_LINE;
import static io.gost.plugin.http.ProxyFixture.expect;
import static io.gost.plugin.http.ProxyFixture.say;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Target;
import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.Payload;
import io.gost.spi.testkit.Peer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.Map;

/** Plain requests: what the origin gets, what the client gets, and which connections last. */
class ForwardProxyTest {
    private static final String GET =
            """
            GET http://origin.test/ HTTP/1.1
            Host: origin.test
            User-Agent: test

            """;

    private static final String GET_AT_ORIGIN =
            """
            GET / HTTP/1.1
            Host: origin.test
            User-Agent: test

            """;

    private static final String OK =
            """
            HTTP/1.1 200 OK
            Content-Length: 2

            ok\
            """;

    /** The encoded form of {@code 127.0.0.1:21105}. */
    private static final String HIDDEN = "TNFR501USTNMakF1TUM0eE9qSXhNVEEx";

    private static final String UPGRADE =
            """
            GET http://origin.test/ws HTTP/1.1
            Host: origin.test
            Connection: Upgrade
            Upgrade: websocket

            """;

    private static final String SWITCHING =
            """
            HTTP/1.1 101 Switching Protocols
            Connection: Upgrade
            Upgrade: WebSocket

            """;

    @Test
    void upstreamConnectionServesTheNextRequestOfTheSameClient() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.say(GET);
            Peer origin = proxy.origin();
            for (int request = 0; request < 3; request++) {
                expect(origin, GET_AT_ORIGIN);
                say(origin, OK);
                proxy.hear(OK);
                proxy.say(GET);
            }
            assertThat(proxy.connections()).isOne();
            assertThat(proxy.session().targets())
                    .hasSizeGreaterThanOrEqualTo(3)
                    .containsOnly(Target.tcp("origin.test", 80));
        }
    }

    @Test
    void withoutKeepaliveEveryRequestHasAnUpstreamConnectionOfItsOwn() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open(Map.of("keepalive", "false"))) {
            for (int request = 0; request < 2; request++) {
                proxy.say(GET);
                Peer origin = proxy.origin();
                expect(
                        origin,
                        """
                        GET / HTTP/1.1
                        Host: origin.test
                        User-Agent: test
                        Connection: close

                        """);
                say(origin, OK);
                proxy.hear(OK);
                origin.expectClosed();
            }
        }
    }

    @Test
    void requestsSentAheadAreAnsweredInOrder() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            for (int request = 0; request < 5; request++) {
                proxy.say(GET.replace("test/ ", "test/" + request + " "));
            }
            Peer origin = proxy.origin();
            for (int request = 0; request < 5; request++) {
                assertThat(origin.receiveUntil(EMPTY_LINE)).startsWith("GET /" + request + " ");
                String answer = OK.replace("ok", "a" + request);
                say(origin, answer);
                proxy.hear(answer);
            }
            assertThat(proxy.connections()).isOne();
        }
    }

    @Test
    void eachTargetHasAConnectionOfItsOwn() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open();
                var other = proxy.network().manualServer()) {
            proxy.network().router().route(Target.tcp("other.test", 8_080), other.address());
            proxy.say(GET);
            Peer first = proxy.origin();
            expect(first, GET_AT_ORIGIN);
            say(first, OK);
            proxy.hear(OK);
            proxy.say(GET.replace("origin.test", "other.test:8080"));
            Peer second = other.accept();
            expect(second, GET_AT_ORIGIN.replace("origin.test", "other.test:8080"));
            say(second, OK);
            proxy.hear(OK);
            proxy.say(GET);
            expect(first, GET_AT_ORIGIN);
            say(first, OK);
            proxy.hear(OK);
        }
    }

    @Test
    void interimResponsesArePassedOn() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.say(
                    """
                    POST http://origin.test/ HTTP/1.1
                    Host: origin.test
                    Expect: 100-continue
                    Content-Length: 4

                    """);
            Peer origin = proxy.origin();
            expect(
                    origin,
                    """
                    POST / HTTP/1.1
                    Host: origin.test
                    User-Agent: Go-http-client/1.1
                    Content-Length: 4
                    Expect: 100-continue

                    """);
            say(origin, "HTTP/1.1 100 Continue\n\n");
            proxy.hear("HTTP/1.1 100 Continue\n\n");
            proxy.say("body");
            assertThat(origin.receiveText(4)).isEqualTo("body");
            say(origin, OK);
            proxy.hear(OK);
        }
    }

    @Test
    void responsesWithoutBodyEndWithTheirHeader() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.say(GET.replace("GET", "HEAD"));
            Peer origin = proxy.origin();
            expect(origin, GET_AT_ORIGIN.replace("GET", "HEAD"));
            say(origin, "HTTP/1.1 200 OK\nContent-Length: 1000\n\n");
            proxy.hear("HTTP/1.1 200 OK\nContent-Length: 1000\n\n");
            proxy.say(GET);
            expect(origin, GET_AT_ORIGIN);
            say(origin, "HTTP/1.1 204 No Content\nX-A: 1\n\n");
            proxy.hear("HTTP/1.1 204 No Content\nX-A: 1\n\n");
            proxy.say(GET);
            expect(origin, GET_AT_ORIGIN);
            say(origin, "HTTP/1.1 304 Not Modified\nEtag: x\nContent-Length: 7\n\n");
            proxy.hear("HTTP/1.1 304 Not Modified\nEtag: x\n\n");
            proxy.say(GET);
            expect(origin, GET_AT_ORIGIN);
            say(origin, "HTTP/1.1 200 OK\nContent-Length: 0\n\n");
            proxy.hear("HTTP/1.1 200 OK\nContent-Length: 0\n\n");
        }
    }

    @Test
    void largeBodiesGoBothWaysUnchanged() throws Exception {
        byte[] body = Payload.of(7, 3_000_000);
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.say(
                    """
                    PUT http://origin.test/ HTTP/1.1
                    Host: origin.test
                    Content-Length: 3000000

                    """);
            Peer origin = proxy.origin();
            origin.receiveUntil(EMPTY_LINE);
            var upload = proxy.network().blocking(() -> origin.receive(body.length));
            proxy.client().send(body);
            assertThat(upload.get()).isEqualTo(body);
            say(origin, "HTTP/1.1 200 OK\nContent-Length: 3000000\n\n");
            proxy.network()
                    .blocking(
                            () -> {
                                origin.send(body);
                                return true;
                            });
            proxy.client().receiveUntil(EMPTY_LINE);
            assertThat(proxy.client().receive(body.length)).isEqualTo(body);
        }
    }

    @Test
    void chunksThatArriveByteByByteAreUnderstood() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.openTrickling()) {
            proxy.say(
                    """
                    POST http://origin.test/ HTTP/1.1
                    Host: origin.test
                    Transfer-Encoding: chunked

                    """);
            Peer origin = proxy.origin();
            origin.receiveUntil(EMPTY_LINE);
            proxy.say("2;name=value\nab\n0\nX-Sum: 1\n\n" + GET);
            expect(origin, "1\na\n1\nb\n0\nX-Sum: 1\n\n");
            say(origin, OK);
            proxy.hear(OK);
            expect(origin, GET_AT_ORIGIN);
        }
    }

    @Test
    void chunksGoBothWaysWithoutTheirExtensionsAndWithTheirTrailers() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.say(
                    """
                    POST http://origin.test/ HTTP/1.1
                    Host: origin.test
                    Transfer-Encoding: chunked
                    Trailer: X-Sum

                    4;name="value"
                    body
                    0
                    X-Sum: 1
                    Content-Length: 9

                    """);
            Peer origin = proxy.origin();
            expect(
                    origin,
                    """
                    POST / HTTP/1.1
                    Host: origin.test
                    User-Agent: Go-http-client/1.1
                    Transfer-Encoding: chunked
                    Trailer: X-Sum

                    4
                    body
                    0
                    X-Sum: 1

                    """);
            String answer =
                    """
                    HTTP/1.1 200 OK
                    Transfer-Encoding: chunked

                    3
                    abc
                    0

                    """;
            say(origin, answer);
            proxy.hear(answer);
            proxy.say(GET);
            expect(origin, GET_AT_ORIGIN);
        }
    }

    @Test
    void responseThatEndsWithItsConnectionEndsTheClientsToo() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.say(GET);
            Peer origin = proxy.origin();
            expect(origin, GET_AT_ORIGIN);
            say(origin, "HTTP/1.1 200 OK\n\nwhatever");
            origin.endOutput();
            proxy.hearLast("HTTP/1.1 200 OK\nConnection: close\n\nwhatever");
        }
    }

    @Test
    void clientOfHttp10GetsNoChunksAndNoInterimResponses() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.say("GET http://origin.test/ HTTP/1.0\nConnection: keep-alive\n\n");
            Peer origin = proxy.origin();
            expect(
                    origin,
                    """
                    GET / HTTP/1.1
                    Host: origin.test
                    User-Agent: Go-http-client/1.1

                    """);
            say(origin, "HTTP/1.1 103 Early Hints\nLink: x\n\n");
            say(origin, "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\nabc\n0\n\n");
            proxy.hearLast("HTTP/1.0 200 OK\nConnection: close\n\nabc");
        }
    }

    @Test
    void clientOfHttp10KeepsItsConnectionIfItAsksForThat() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            String request = "GET http://origin.test/ HTTP/1.0\nConnection: keep-alive\n\n";
            proxy.say(request);
            Peer origin = proxy.origin();
            for (int i = 0; i < 2; i++) {
                origin.receiveUntil(EMPTY_LINE);
                say(origin, OK);
                proxy.hear("HTTP/1.0 200 OK\nContent-Length: 2\nConnection: keep-alive\n\nok");
                proxy.say(request);
            }
        }
    }

    @Test
    void clientThatAsksForItIsClosedAfterTheResponse() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.say(GET.replace("User-Agent: test", "User-Agent: test\nConnection: close"));
            Peer origin = proxy.origin();
            assertThat(origin.receiveUntil(EMPTY_LINE)).contains("Connection: close\r\n");
            say(origin, OK);
            proxy.hearLast("HTTP/1.1 200 OK\nConnection: close\nContent-Length: 2\n\nok");
        }
    }

    @Test
    void requestThatFindsItsKeptConnectionDeadIsSentOnceMore() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            Peer first = answerOnce(proxy);
            proxy.say(GET);
            expect(first, GET_AT_ORIGIN);
            first.close();
            Peer second = proxy.origin();
            expect(second, GET_AT_ORIGIN);
            say(second, OK);
            proxy.hear(OK);
        }
    }

    @Test
    void requestIsSentOnceMoreOnlyOnce() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            Peer first = answerOnce(proxy);
            proxy.say(GET);
            expect(first, GET_AT_ORIGIN);
            first.close();
            Peer second = proxy.origin();
            expect(second, GET_AT_ORIGIN);
            second.close();
            proxy.hearLast("HTTP/1.1 503 Service Unavailable\nContent-Length: 0\n\n");
        }
    }

    @Test
    void requestThatMustNotHappenTwiceIsNotSentOnceMore() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            Peer first = answerOnce(proxy);
            proxy.say(GET.replace("GET", "POST"));
            first.receiveUntil(EMPTY_LINE);
            first.close();
            proxy.hearLast("HTTP/1.1 503 Service Unavailable\nContent-Length: 0\n\n");
            assertThat(proxy.connections()).isOne();
        }
    }

    @Test
    void keptConnectionThatTheOriginClosesIsForgotten() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            answerOnce(proxy).close();
            Await.until(
                    "the proxy has closed its end, too",
                    () -> proxy.network().openChannels().size() == 1);
            proxy.say(GET.replace("GET", "POST"));
            Peer second = proxy.origin();
            second.receiveUntil(EMPTY_LINE);
            say(second, OK);
            proxy.hear(OK);
        }
    }

    @Test
    void bytesBehindAResponseNeverAnswerTheNextRequest() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.say(GET);
            Peer first = proxy.origin();
            expect(first, GET_AT_ORIGIN);
            say(first, OK + "HTTP/1.1 200 OK\nContent-Length: 4\n\nevil");
            proxy.hear(OK);
            first.expectClosed();
            proxy.say(GET);
            Peer second = proxy.origin();
            expect(second, GET_AT_ORIGIN);
            say(second, OK);
            proxy.hear(OK);
        }
    }

    @Test
    void responseThatBreaksOffBreaksTheClientsConnection() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.say(GET);
            Peer origin = proxy.origin();
            expect(origin, GET_AT_ORIGIN);
            say(origin, "HTTP/1.1 200 OK\nContent-Length: 10\n\nhalf");
            origin.close();
            proxy.hear("HTTP/1.1 200 OK\nContent-Length: 10\n\nhalf");
            proxy.client().expectClosed();
            assertThat(proxy.session().awaitEnd().failure())
                    .extracting(GostException::category)
                    .isEqualTo(Category.UNREACHABLE);
        }
    }

    @Test
    void originThatDoesNotAnswerInTimeIsA503() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open(Map.of("readTimeout", "100ms"))) {
            proxy.say(GET);
            Peer origin = proxy.origin();
            expect(origin, GET_AT_ORIGIN);
            proxy.hearLast("HTTP/1.1 503 Service Unavailable\nContent-Length: 0\n\n");
            assertThat(proxy.session().awaitEnd().failure())
                    .extracting(GostException::category)
                    .isEqualTo(Category.TIMEOUT);
        }
    }

    @Test
    void earlyResponseToAnUnfinishedUploadReachesTheClient() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.say(
                    """
                    POST http://origin.test/ HTTP/1.1
                    Host: origin.test
                    Content-Length: 1000000

                    beginning\
                    """);
            Peer origin = proxy.origin();
            origin.receiveUntil("beginning");
            say(origin, "HTTP/1.1 413 Too Large\nContent-Length: 2\n\nno");
            proxy.hear("HTTP/1.1 413 Too Large\nContent-Length: 2\n\nno");
            proxy.client().expectEnd();
            proxy.client().send(Payload.of(1, 10_000));
            proxy.client().close();
            proxy.session().awaitEnd();
        }
    }

    @Test
    void clientThatLeavesTakesItsUpstreamWithIt() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.say(GET);
            Peer origin = proxy.origin();
            expect(origin, GET_AT_ORIGIN);
            proxy.client().reset();
            origin.expectClosed();
        }
    }

    @Test
    void clientThatEndsItsOutputStillGetsItsResponse() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.say(GET);
            proxy.client().endOutput();
            Peer origin = proxy.origin();
            expect(origin, GET_AT_ORIGIN);
            say(origin, OK);
            proxy.hearLast("HTTP/1.1 200 OK\nConnection: close\nContent-Length: 2\n\nok");
        }
    }

    @Test
    void tunnelMayFollowAForwardedRequest() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            Peer kept = answerOnce(proxy);
            proxy.say("CONNECT origin.test:80 HTTP/1.1\nHost: origin.test\n\nearly");
            Peer origin = proxy.origin();
            assertThat(origin.receiveText(5)).isEqualTo("early");
            proxy.hear("HTTP/1.1 200 Connection established\nProxy-Agent: gost/3.0\n\n");
            say(origin, "late");
            proxy.hear("late");
            kept.expectClosed();
        }
    }

    @Test
    void requestInOriginFormGoesToItsHost() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.say("GET /path HTTP/1.1\nHost: origin.test\n\n");
            Peer origin = proxy.origin();
            assertThat(origin.receiveUntil(EMPTY_LINE))
                    .startsWith("GET /path HTTP/1.1\r\nHost: origin.test\r\n")
                    .containsPattern("Via: 1\\.1 gost-[0-9a-f]{16}\r\n");
        }
    }

    @Test
    void requestInOriginFormThatComesBackIsNotSentAroundAgain() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.network().router().route(Target.tcp("proxy.test", 80), proxy.service().address());
            proxy.say("GET / HTTP/1.1\nHost: proxy.test\n\n");
            proxy.hear("HTTP/1.1 503 Service Unavailable\nContent-Length: 0\n\n");
        }
    }

    @Test
    void hiddenTargetIsDialedInPlaceOfTheOneInTheRequestLine() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open();
                var hidden = proxy.network().manualServer()) {
            proxy.network().router().route(Target.tcp("127.0.0.1", 21_105), hidden.address());
            for (String field : new String[] {"Gost-Target", "X-Gost-Target"}) {
                proxy.say(
                        GET.replace(
                                "User-Agent: test", "User-Agent: test\n" + field + ": " + HIDDEN));
            }
            Peer origin = hidden.accept();
            for (int request = 0; request < 2; request++) {
                expect(origin, GET_AT_ORIGIN.replace("origin.test", "127.0.0.1:21105"));
                say(origin, OK);
                proxy.hear(OK);
            }
        }
    }

    @Test
    void webSocketIsRelayedBehindItsHandshake() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open(Map.of("idleTimeout", "30s"))) {
            proxy.say(UPGRADE + "early");
            Peer origin = proxy.origin();
            expect(
                    origin,
                    """
                    GET /ws HTTP/1.1
                    Host: origin.test
                    User-Agent: Go-http-client/1.1
                    Connection: Upgrade
                    Upgrade: websocket

                    """);
            say(origin, SWITCHING + "greeting");
            proxy.hear(SWITCHING + "greeting");
            assertThat(origin.receiveText(5)).isEqualTo("early");
            proxy.say("more");
            assertThat(origin.receiveText(4)).isEqualTo("more");
            assertThat(proxy.session().idleTimeout()).hasSeconds(30);
        }
    }

    @Test
    void switchToAProtocolThatNobodyAskedForIsA503() throws IOException {
        for (String request : new String[] {UPGRADE, GET}) {
            try (ProxyFixture proxy = ProxyFixture.open()) {
                proxy.say(request);
                Peer origin = proxy.origin();
                origin.receiveUntil(EMPTY_LINE);
                say(origin, SWITCHING.replace("WebSocket", "other"));
                proxy.hearLast("HTTP/1.1 503 Service Unavailable\nContent-Length: 0\n\n");
            }
        }
    }

    @Test
    void upgradeToClearTextHttp2IsNotPassedOn() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.say(
                    """
                    GET http://origin.test/ HTTP/1.1
                    Host: origin.test
                    Connection: Upgrade, HTTP2-Settings
                    Upgrade: h2c
                    HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA
                    User-Agent: test

                    """);
            expect(proxy.origin(), GET_AT_ORIGIN);
        }
    }

    @Test
    void secondRequestHasADeadlineFromItsFirstByte() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open(Map.of("readTimeout", "100ms"))) {
            Peer origin = answerOnce(proxy);
            proxy.say("GET http://origin.test/");
            proxy.client().expectClosed();
            origin.expectClosed();
            assertThat(proxy.session().awaitEnd().failure())
                    .extracting(GostException::category)
                    .isEqualTo(Category.TIMEOUT);
        }
    }

    @Test
    void onlyAFewConnectionsAreKept() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            Peer first = answerOnce(proxy);
            for (int i = 0; i < 4; i++) {
                var other = proxy.network().manualServer();
                proxy.network().router().route(Target.tcp("other.test", i + 1), other.address());
                proxy.say(GET.replace("origin.test", "other.test:" + (i + 1)));
                Peer origin = other.accept();
                origin.receiveUntil(EMPTY_LINE);
                say(origin, OK);
                proxy.hear(OK);
            }
            first.expectClosed();
        }
    }

    @Test
    void targetIsTheHashKeyIfThatIsWanted() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open(Map.of("hash", "host"))) {
            answerOnce(proxy);
            assertThat(proxy.session().hashKey()).isEqualTo("origin.test:80");
        }
        try (ProxyFixture proxy = ProxyFixture.open()) {
            answerOnce(proxy);
            assertThat(proxy.session().hashKey()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Category.class)
    void forbiddenIsA403AndEveryOtherFailureA503(Category category) throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.network().router().fail(Target.tcp("origin.test", 80), category);
            proxy.say(GET);
            proxy.hearLast(
                    category == Category.DENIED
                            ? "HTTP/1.1 403 Forbidden\nConnection: close\nProxy-Agent: gost/3.0\n\n"
                            : "HTTP/1.1 503 Service Unavailable\nContent-Length: 0\n\n");
        }
    }

    @Test
    void factsOfTheLatestRequestAreRecorded() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.say(GET.replace("http://", "http://user:secret@"));
            Peer origin = proxy.origin();
            expect(origin, GET_AT_ORIGIN);
            say(origin, OK);
            proxy.hear(OK);
            assertThat(proxy.session().facts().get("http"))
                    .isEqualTo(
                            Map.of(
                                    "host", "origin.test",
                                    "method", "GET",
                                    "proto", "HTTP/1.1",
                                    "uri", "http://origin.test/",
                                    "statusCode", 200));
        }
    }

    /** One request and its response, over a connection that stays. */
    private static Peer answerOnce(ProxyFixture proxy) throws IOException {
        proxy.say(GET);
        Peer origin = proxy.origin();
        expect(origin, GET_AT_ORIGIN);
        say(origin, OK);
        proxy.hear(OK);
        return origin;
    }
}
