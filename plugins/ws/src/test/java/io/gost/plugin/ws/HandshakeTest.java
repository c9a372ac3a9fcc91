package io.gost.plugin.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.GostException.Category;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The upgrade, beyond what the golden vectors show. */
class HandshakeTest {
    private static final int ALL = Integer.MAX_VALUE / 2;

    private static String said(Line line) {
        return new String(line.says(), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({
        "/ws, /ws, true",
        "/ws, /ws?x=/y, true",
        "/ws, /%77s, true",
        "/ws, http://h/ws, true",
        "/ws, /ws/, false",
        "/ws, /wsx, false",
        "/ws/, /ws/x, true",
        "/ws/, /ws, false",
        "/, /anything, true",
        "/a b, /a%20b, true",
        "/a+b, /a+b, true",
    })
    void pathIsComparedAsItIsMeant(String served, String target, boolean expected) {
        try (Line line = Line.server(Map.of("path", served), ALL)) {
            line.arrives(Line.upgradeRequest("").replace("GET /ws ", "GET " + target + " "));
            assertThat(line.isUpgraded()).isEqualTo(expected);
            assertThat(said(line)).startsWith(expected ? "HTTP/1.1 101 " : "HTTP/1.1 404 ");
        }
    }

    @Test
    void pathOfTheRequestIsEscaped() {
        try (Line line = Line.client(Map.of("path", "a b/\u00e9?c#d%"), "node:1", ALL)) {
            assertThat(said(line)).startsWith("GET /a%20b/%C3%A9%3Fc%23d%25 HTTP/1.1\r\n");
        }
    }

    @Test
    void responseCarriesTheConfiguredFields() {
        Map<String, ?> metadata =
                Map.of("header", Map.of("x-served-by", "me", "sec-websocket-protocol", "chat"));
        try (Line line = Line.server(metadata, ALL)) {
            line.arrives(Line.upgradeRequest(""));
            assertThat(said(line))
                    .endsWith("Sec-WebSocket-Protocol: chat\r\nX-Served-By: me\r\n\r\n");
        }
    }

    @Test
    void refusedClientMayTryAgainAFewTimes() {
        try (Line line = Line.server(Map.of(), ALL)) {
            String bad = "HEAD /other HTTP/1.1\r\nHost: h\r\n\r\n";
            line.arrives(bad.repeat(3));
            assertThat(said(line)).hasSize(3 * 157).doesNotContain("page not found");
            line.arrives(Line.upgradeRequest(""));
            assertThat(line.isUpgraded()).isTrue();
        }
        try (Line line = Line.server(Map.of(), ALL)) {
            line.arrives("GET /other HTTP/1.1\r\nHost: h\r\n\r\n".repeat(1000));
            assertThat(said(line).split("HTTP/1.1 404", -1)).hasSize(17);
            assertThat(line.isOpen()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /ws HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello",
                "GET /other HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
                "GET /other HTTP/1.0\r\n\r\n",
                "POST /other HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            })
    void refusedRequestWithMoreToComeEndsTheConnection(String request) {
        try (Line line = Line.server(Map.of(), 1)) {
            line.arrives(request);
            assertThat(said(line)).startsWith("HTTP/1.1 40").contains("\r\nConnection: close\r\n");
            assertThat(line.isOpen()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0016\u0003\u0001",
                "GET /ws\r\n\r\n",
                "GET  /ws HTTP/1.1\r\n\r\n",
                "GET /ws HTTP/2.0\r\n\r\n",
                "GET /ws HTTP/1.1\r\n\r\n",
                "GET /ws HTTP/1.1\r\nHost h\r\n\r\n",
                "GET /ws HTTP/1.1\r\nHost : h\r\n\r\n",
                "GET /ws HTTP/1.1\r\nHost: h\r\n folded\r\n\r\n",
                "GET /ws HTTP/1.1\r\nHost: \u0000\r\n\r\n",
                "GET ws HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n",
            })
    void garbageIsABadRequest(String request) {
        for (int step : new int[] {1, ALL}) {
            try (Line line = Line.server(Map.of(), step)) {
                line.arrives(request);
                assertThat(said(line))
                        .startsWith("HTTP/1.1 400 Bad Request\r\n")
                        .contains("Connection: close");
                assertThat(line.failure().category()).isEqualTo(Category.HANDSHAKE);
                assertThat(line.isOpen()).isFalse();
            }
        }
    }

    @Test
    void requestThatIsTooLargeIsRefusedBeforeItIsComplete() {
        String start = "GET /ws HTTP/1.1\r\nHost: h\r\n";
        for (String rest : new String[] {"x".repeat(70_000), "a: b\r\n".repeat(300) + "\r\n"}) {
            try (Line line = Line.server(Map.of(), 1000)) {
                line.arrives(start + rest);
                assertThat(said(line)).startsWith("HTTP/1.1 431 Request Header Fields Too Large");
                assertThat(line.isOpen()).isFalse();
            }
        }
    }

    @Test
    void bytesBeforeTheAnswerEndTheConnectionWithoutAWord() {
        try (Line line = Line.server(Map.of(), ALL)) {
            line.arrives(Line.upgradeRequest("") + "x");
            assertThat(said(line)).isEmpty();
            assertThat(line.isOpen()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 404 Not Found, HANDSHAKE",
        "HTTP/1.1 403 Forbidden, DENIED",
        "HTTP/1.1 407 Who, AUTHENTICATION",
        "HTTP/1.1 502 Bad Gateway, UNREACHABLE",
        "HTTP/1.1 504 Gateway Timeout, TIMEOUT",
        "HTTP/1.1 200 OK, HANDSHAKE",
        "HTTP/1.1 101 Switching Protocols, HANDSHAKE",
        "SSH-2.0-x, HANDSHAKE",
        "HTTP/1.1, HANDSHAKE",
    })
    void answerThatIsNoUpgradeIsAFailure(String status, Category category) {
        for (int step : new int[] {1, ALL}) {
            try (Line line = Line.client(Map.of(), "node:1", step)) {
                line.arrives(status + "\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n");
                assertThat(line.failure().category()).isEqualTo(category);
                assertThat(line.isOpen()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "true, permessage-deflate, false",
        "true, permessage-deflate; server_no_context_takeover, false",
        "true, other, false",
        "true, 'permessage-deflate; client_no_context_takeover; server_no_context_takeover', true",
        "false, 'permessage-deflate; client_no_context_takeover; server_no_context_takeover',"
                + " false",
    })
    void onlyWhatWasOfferedIsAgreedOn(boolean offered, String answer, boolean expected) {
        try (Line line = Line.client(Map.of("enableCompression", offered), "node:1", ALL)) {
            line.arrives(
                    Line.upgradeAnswer(
                            line.says(), "Sec-WebSocket-Extensions: " + answer + "\r\n"));
            assertThat(line.isUpgraded()).isEqualTo(expected);
        }
    }
}
