package io.gost.plugin.http;

import static io.gost.plugin.http.ProxyFixture.EMPTY_LINE;
import static io.gost.plugin.http.ProxyFixture.say;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.testkit.Payload;
import io.gost.spi.testkit.Peer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Who gets in, and what the others see. */
class ProxyAuthenticationTest {
    private static final Credentials USER = Credentials.of("us\u00e9r", "pa:ss\u20ac");
    private static final String LOGIN = "us\u00e9r:pa:ss\u20ac";

    private static final String CHALLENGE =
            """
            HTTP/1.1 407 Proxy Authentication Required
            Connection: close
            Proxy-Authenticate: Basic realm="gost"

            """;

    @ParameterizedTest
    @ValueSource(strings = {"Basic ", "basic ", "BASIC ", "Basic    "})
    void schemeIsReadInAnyCase(String scheme) throws IOException {
        try (ProxyFixture proxy = ProxyFixture.openFor(USER, Map.of())) {
            proxy.say(connect(scheme + base64(LOGIN)));
            proxy.origin();
            proxy.hear("HTTP/1.1 200 Connection established\nProxy-Agent: gost/3.0\n\n");
            assertThat(proxy.session().logins()).containsExactly(USER);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic ", "Basic !!", "Basic dQ==", "Bearer dTpw", "", "x"})
    void anythingElseIsNoLogin(String value) throws IOException {
        try (ProxyFixture proxy = ProxyFixture.openFor(USER, Map.of())) {
            proxy.say(connect(value));
            proxy.hearLast(CHALLENGE);
            assertThat(proxy.session().awaitEnd().failure())
                    .extracting(GostException::category)
                    .isEqualTo(Category.AUTHENTICATION);
            assertThat(proxy.session().logins()).containsExactly(Credentials.of("", ""));
        }
    }

    @Test
    void everyRequestOfAConnectionNeedsCredentials() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.openFor(USER, Map.of())) {
            String get = "GET http://origin.test/ HTTP/1.1\n";
            proxy.say(get + "Proxy-Authorization: Basic " + base64(LOGIN) + "\n\n");
            Peer origin = proxy.origin();
            assertThat(origin.receiveUntil(EMPTY_LINE)).doesNotContain("Authorization");
            say(origin, "HTTP/1.1 200 OK\nContent-Length: 2\n\nok");
            proxy.hear("HTTP/1.1 200 OK\nContent-Length: 2\n\nok");
            proxy.say(get + "\n");
            proxy.hearLast(CHALLENGE);
            origin.expectClosed();
        }
    }

    @Test
    void nobodyIsAskedWhereNobodyHasToAuthenticate() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            proxy.say(connect("Basic " + base64("any:body")));
            proxy.origin();
            proxy.hear("HTTP/1.1 200 Connection established\nProxy-Agent: gost/3.0\n\n");
            assertThat(proxy.session().logins()).isEmpty();
        }
    }

    @Test
    void refusalReachesAClientInTheMiddleOfAnUpload() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.openFor(USER, Map.of())) {
            proxy.say("PUT http://origin.test/ HTTP/1.1\nContent-Length: 1000000\n\n");
            proxy.client().send(Payload.of(3, 50_000));
            proxy.hearLast(CHALLENGE);
        }
    }

    @Test
    void wholeUploadOfAClientThatIsRefusedIsNotReadForEver() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.openFor(USER, Map.of())) {
            proxy.say("PUT http://origin.test/ HTTP/1.1\nContent-Length: 100000000\n\n");
            proxy.hear(CHALLENGE);
            var upload =
                    proxy.network()
                            .blocking(
                                    () -> {
                                        proxy.client().send(new byte[100_000_000]);
                                        return true;
                                    });
            assertThat(upload).failsWithin(java.time.Duration.ofSeconds(10));
        }
    }

    @Test
    void decoyServerSeesNoCredentials() throws IOException {
        try (ProxyFixture proxy =
                ProxyFixture.openFor(USER, Map.of("probeResist", "host:origin.test:80"))) {
            proxy.say(
                    """
                    POST http://other.test/x HTTP/1.1
                    Host: other.test
                    Proxy-Authorization: Basic d3Jvbmc6cGFpcg==
                    Content-Length: 4

                    body\
                    """);
            Peer decoy = proxy.origin();
            ProxyFixture.expect(
                    decoy,
                    """
                    POST /x HTTP/1.1
                    Host: other.test
                    User-Agent: Go-http-client/1.1
                    Content-Length: 4

                    body\
                    """);
            say(decoy, "anything");
            proxy.hear("anything");
            proxy.say("more");
            assertThat(decoy.receiveText(4)).isEqualTo("more");
        }
    }

    @Test
    void probeOfAnotherKindGetsTheDecoy() throws IOException {
        for (String probe :
                new String[] {
                    "GET / HTTP/1.1\nHost: x\n\n", "GET / HTTP/1.0\n\n", "PRI * HTTP/2.0\n\n"
                }) {
            try (ProxyFixture proxy =
                    ProxyFixture.openFor(USER, Map.of("probeResist", "code:404"))) {
                proxy.say(probe);
                proxy.hearLast("HTTP/1.1 404 Not Found\nConnection: close\n\n");
            }
        }
    }

    @Test
    void webDecoyIsShownInWhateverFormItComes() throws IOException {
        String chunked = "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\nabc\n0\n\n";
        assertThat(decoyPage(chunked))
                .isEqualTo(
                        """
                        HTTP/1.1 200 OK
                        Transfer-Encoding: chunked
                        Connection: keep-alive

                        3
                        abc
                        0

                        """);
        assertThat(decoyPage("HTTP/1.1 404 Not Found\nServer: x\n\nabc"))
                .isEqualTo("HTTP/1.1 404 Not Found\nServer: x\n\nabc");
        assertThat(decoyPage("nonsense\n\n"))
                .isEqualTo("HTTP/1.1 503 Service Unavailable\nConnection: close\n\n");
    }

    private static String decoyPage(String answer) throws IOException {
        try (ProxyFixture proxy =
                ProxyFixture.openFor(USER, Map.of("probeResist", "web:origin.test"))) {
            proxy.say("GET / HTTP/1.1\nHost: proxy.test\n\n");
            Peer decoy = proxy.origin();
            decoy.receiveUntil(EMPTY_LINE);
            say(decoy, answer);
            decoy.endOutput();
            return new String(proxy.client().receiveToEnd(), StandardCharsets.ISO_8859_1)
                    .replace("\r\n", "\n");
        }
    }

    private static String connect(String authorization) {
        return "CONNECT origin.test:80 HTTP/1.1\nProxy-Authorization: " + authorization + "\n\n";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
