package io.gost.runtime.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.component.UserTable;
import io.gost.runtime.config.AuthConfig;
import io.gost.spi.Secret;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

class MetricsApplicationTest {
    private static final String TEXT = "gost_services{host=\"h\"} 1\n";

    private final MetricsApplication open =
            new MetricsApplication(out -> out.append(TEXT), "", null);
    private final MetricsApplication closed =
            new MetricsApplication(
                    out -> out.append(TEXT),
                    "/m",
                    new BasicLogin(
                            () -> List.of(UserTable.of(new AuthConfig("u", Secret.of("p"), "")))));

    private static WebResponse ask(
            WebApplication application, String method, String uri, String... headers) {
        HttpHeaders all = new DefaultHttpHeaders();
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1]);
        }
        return application.answer(new WebRequest(method, uri, all, ByteBuffer.allocate(0), ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST"})
    void everyMethodGetsTheText(String method) {
        WebResponse response = ask(open, method, "/metrics?x=1");
        assertThat(response.status()).isEqualTo(200);
        assertThat(StandardCharsets.UTF_8.decode(response.body()).toString()).isEqualTo(TEXT);
        assertThat(response.headers())
                .contains(
                        new WebResponse.Header(
                                "Content-Type",
                                "text/plain; version=0.0.4; charset=utf-8; escaping=values"),
                        new WebResponse.Header("Access-Control-Allow-Origin", "*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br, gzip", "gzip;q=0.5"})
    void whoTakesGzipGetsIt(String accepted) throws IOException {
        WebResponse response = ask(open, "GET", "/metrics", "Accept-Encoding", accepted);
        assertThat(response.headers()).contains(new WebResponse.Header("Content-Encoding", "gzip"));
        try (var in = new GZIPInputStream(new ByteArrayInputStream(response.body().array()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(TEXT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "gzip;q=0", "gzip;q=0.0"})
    void whoDoesNotGetsPlainText(String accepted) {
        WebResponse response = ask(open, "GET", "/metrics", "Accept-Encoding", accepted);
        assertThat(StandardCharsets.UTF_8.decode(response.body()).toString()).isEqualTo(TEXT);
    }

    @Test
    void otherPathsAreNotFoundBeforeAnybodyIsAskedToLogIn() {
        assertThat(ask(closed, "GET", "/metrics").status()).isEqualTo(404);
        assertThat(ask(closed, "OPTIONS", "/m/").status()).isEqualTo(404);
    }

    @Test
    void onlyAccountsSeeTheText() {
        WebResponse refused = ask(closed, "GET", "/m");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body().hasRemaining()).isFalse();
        assertThat(refused.headers()).contains(new WebResponse.Header("WWW-Authenticate", "Basic"));
        assertThat(ask(closed, "OPTIONS", "/m").status()).isEqualTo(204);
        assertThat(ask(closed, "GET", "/m", "Authorization", "Basic dTpw").status()).isEqualTo(200);
    }
}
