package io.gost.plugin.http;

import static io.gost.plugin.http.ProxyFixture.EMPTY_LINE;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;

/**
 * Requests that two readers could understand differently never reach an origin: they are refused,
 * or sent on in a form that has one meaning only.
 */
class SmugglingTest {
    private static final String LINE = "POST http://origin.test/ HTTP/1.1\r\nHost: origin.test\r\n";
    private static final String REFUSAL = "HTTP/1.1 400 Bad Request\nConnection: close\n\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n",
                "Content-Length: 4\r\nContent-Length: 5\r\n",
                "Content-Length: 4\r\nContent-Length: 4\r\n",
                "Content-Length: 4, 4\r\n",
                "Content-Length: +4\r\n",
                "Content-Length: 0x4\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: 4 4\r\n",
                "Content-Length:\r\n",
                "Content-Length: 99999999999999999999\r\n",
                "Transfer-Encoding: gzip, chunked\r\n",
                "Transfer-Encoding: identity\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: \"chunked\"\r\n",
                "Transfer-Encoding: chunked, chunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Transfer-Encoding:\r\n chunked\r\n",
                "Transfer-Encoding:\u000bchunked\r\n",
                "Host: other.test\r\n",
            })
    void contradictoryFramingAndHostsAreRefused(String fields) throws IOException {
        refused(LINE + fields + "\r\nGET http://origin.test/x HTTP/1.1\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length : 4\r\n",
                "Content-Length\t: 4\r\n",
                " Content-Length: 4\r\n",
                "\tX: 1\r\n",
                "X: 1\r\n folded\r\n",
                "X: 1\r\n\tfolded\r\n",
                "X\r\n",
                ": 1\r\n",
                "X Y: 1\r\n",
                "X(: 1\r\n",
                "X\u00e4: 1\r\n",
                "X: a\nY: b\r\n",
                "X: a\rY: b\r\n",
                "X: a\r\rY: b\r\n",
                "\rX: 1\r\n",
                "X: a\u0000b\r\n",
                "X\u0000: a\r\n",
                "X: a\u0001b\r\n",
                "X: a\u007fb\r\n",
                "X: 1\n",
            })
    void malformedHeaderLinesAreRefused(String line) throws IOException {
        refused(LINE + line + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://origin.test/\r\n\r\n",
                "GET  http://origin.test/ HTTP/1.1\r\n\r\n",
                "GET http://origin.test/  HTTP/1.1\r\n\r\n",
                "GET http://origin.test/ HTTP/1.1 \r\n\r\n",
                " GET http://origin.test/ HTTP/1.1\r\n\r\n",
                "GET\thttp://origin.test/\tHTTP/1.1\r\n\r\n",
                "GET http://origin.test/a b HTTP/1.1\r\n\r\n",
                "GET http://origin.test/a#b HTTP/1.1\r\n\r\n",
                "GET http://origin.test/\u0000 HTTP/1.1\r\n\r\n",
                "GET http://origin.test/ HTTP/1.1\n\n",
                "GET http://origin.test/ http/1.1\r\n\r\n",
                "GET http://origin.test/ HTTP/11\r\n\r\n",
                "GET http://origin.test/ HTTP/2.0\r\n\r\n",
                "GET http://origin.test/ HTTP/1.\r\n\r\n",
                "G@T http://origin.test/ HTTP/1.1\r\n\r\n",
                "GET origin.test:80 HTTP/1.1\r\n\r\n",
                "GET origin.test HTTP/1.1\r\n\r\n",
                "GET ?x HTTP/1.1\r\nHost: origin.test\r\n\r\n",
                "GET http:///x HTTP/1.1\r\nHost: origin.test\r\n\r\n",
                "GET http://a@b@origin.test/ HTTP/1.1\r\n\r\n",
                "GET http://origin.test:0/ HTTP/1.1\r\n\r\n",
                "GET http://origin.test:99999/ HTTP/1.1\r\n\r\n",
                "GET http://origin.test:8x/ HTTP/1.1\r\n\r\n",
                "GET http://origin%2etest/ HTTP/1.1\r\n\r\n",
                "GET http://[::1/ HTTP/1.1\r\n\r\n",
                "GET http://[origin.test]/ HTTP/1.1\r\n\r\n",
                "GET http://::1/ HTTP/1.1\r\n\r\n",
                "GET http://origin.test\\@evil.test/ HTTP/1.1\r\n\r\n",
                "GET ftp://origin.test/ HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: or igin.test\r\n\r\n",
                "GET  HTTP/1.1\r\nHost: origin.test\r\n\r\n",
                "CONNECT  HTTP/1.1\r\nHost: origin.test\r\n\r\n",
                "CONNECT origin.test:80/ HTTP/1.1\r\n\r\n",
                "CONNECT user@origin.test:80 HTTP/1.1\r\n\r\n",
                "CONNECT :80 HTTP/1.1\r\n\r\n",
                "CONNECT http://origin.test:80 HTTP/1.1\r\n\r\n",
                "CONNECT origin.test:80 HTTP/1.1\r\nContent-Length: 4\r\n\r\n",
                "CONNECT origin.test:80 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST http://origin.test/ HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001",
                "\u0005\u0001\u0000",
            })
    void malformedRequestLinesAreRefused(String request) throws IOException {
        refused(request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\r\n",
                "\r\n",
                "-1\r\n",
                "+1\r\n",
                "0x1\r\n",
                "1g\r\n",
                "1 2\r\n",
                "1\n",
                "1;a\nb\r\n",
                "1;a\u0000b\r\n",
                "1000000000000000\r\n",
                "4\r\nbodyX",
                "4\r\nbody\n",
                "4\r\nbody0\r\n\r\n",
                "0\r\nX: 1\n\r\n",
                "0\r\n folded\r\n\r\n",
                "0\r\nX\r\n\r\n",
            })
    void malformedChunksEndTheRequest(String chunks) throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.client().send(LINE + "Transfer-Encoding: chunked\r\n\r\n");
            var origin = proxy.origin();
            origin.receiveUntil(EMPTY_LINE);
            proxy.client().send(chunks);
            proxy.hearLast(REFUSAL);
            origin.expectClosed();
        }
    }

    @Test
    void hugeChunkExtensionIsRefused() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.client().send(LINE + "Transfer-Encoding: chunked\r\n\r\n");
            proxy.origin().receiveUntil(EMPTY_LINE);
            proxy.client().send("1;" + "a".repeat(5_000));
            proxy.hearLast(REFUSAL);
        }
    }

    @Test
    void emptyLinesBeforeARequestAreSkipped() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.client().send("\r\n\r\n" + LINE + "Content-Length: 0\r\n\r\n");
            assertThat(proxy.origin().receiveUntil(EMPTY_LINE)).startsWith("POST / HTTP/1.1\r\n");
        }
    }

    @Test
    void hostIsTheOneInTheRequestLine() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.client().send("GET http://origin.test?q HTTP/1.1\r\nHost: other.test\r\n\r\n");
            assertThat(proxy.origin().receiveUntil(EMPTY_LINE))
                    .startsWith("GET /?q HTTP/1.1\r\nHost: origin.test\r\n")
                    .doesNotContain("other.test");
        }
    }

    @Test
    void tooLongARequestLineIsA414() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.client().send("GET http://origin.test/" + "a".repeat(HeadReader.MAX_BYTES));
            proxy.client().endOutput();
            assertThat(proxy.client().receiveUntil("\r\n")).startsWith("HTTP/1.1 414 ");
            assertThat(proxy.session().awaitEnd().failure())
                    .extracting(GostException::category)
                    .isEqualTo(Category.LIMIT);
        }
    }

    @Test
    void tooLargeAHeaderIsA431() throws IOException {
        for (String fields :
                new String[] {
                    "X: " + "a".repeat(HeadReader.MAX_BYTES), "X: 1\r\n".repeat(257) + "\r\n"
                }) {
            try (ProxyFixture proxy = ProxyFixture.open()) {
                proxy.client().send(LINE + fields);
                proxy.client().endOutput();
                proxy.hear(
                        """
                        HTTP/1.1 431 Request Header Fields Too Large
                        Connection: close

                        """);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "HTTP/2 200 OK\r\n\r\n",
                "HTTP/1.1 20 OK\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: a\u0000b\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX : 1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
                "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            })
    void malformedResponseIsA503(String response) throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.client().send("GET http://origin.test/ HTTP/1.1\r\n\r\n");
            var origin = proxy.origin();
            origin.receiveUntil(EMPTY_LINE);
            origin.send(response);
            proxy.hearLast("HTTP/1.1 503 Service Unavailable\nContent-Length: 0\n\n");
            origin.expectClosed();
        }
    }

    @Test
    void sloppyResponseIsSentOnInItsOneMeaning() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.client().send("GET http://origin.test/ HTTP/1.1\r\n\r\n");
            var origin = proxy.origin();
            origin.receiveUntil(EMPTY_LINE);
            origin.send(
                    """
                    HTTP/1.1 200 OK
                    Content-Length: 9
                    Transfer-Encoding: Chunked
                    X: a
                      b

                    2\r
                    ok\r
                    0\r
                    \r
                    """);
            proxy.hear(
                    """
                    HTTP/1.1 200 OK
                    Transfer-Encoding: chunked
                    X: a   b

                    2
                    ok
                    0

                    """);
        }
    }

    private static void refused(String request) throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.client().send(request);
            proxy.hearLast(REFUSAL);
            proxy.client().close();
            assertThat(proxy.session().awaitEnd().failure())
                    .extracting(GostException::category)
                    .isEqualTo(Category.HANDSHAKE);
            assertThat(proxy.session().targets()).isEmpty();
        }
    }
}
