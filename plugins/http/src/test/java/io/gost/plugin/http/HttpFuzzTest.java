package io.gost.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/**
 * Whatever a peer sends is taken, refused or waited for, and the same however it is cut into
 * pieces. With {@code JAZZER_FUZZ=1} looks for inputs; otherwise replays the corpus.
 */
class HttpFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void anyRequestHeadIsSurvived(byte[] request) {
        survive(HeadKind.REQUEST, request);
    }

    @FuzzTest(maxDuration = "1m")
    void anyResponseHeadIsSurvived(byte[] response) {
        survive(HeadKind.RESPONSE, response);
    }

    @FuzzTest(maxDuration = "1m")
    void anyChunkedBodyIsSurvived(byte[] body) {
        assertThat(body(body, 1)).isEqualTo(body(body, Math.max(1, body.length)));
    }

    private static void survive(HeadKind kind, byte[] bytes) {
        assertThat(HeadPropertyTest.feed(kind, bytes, 1))
                .isEqualTo(HeadPropertyTest.feed(kind, bytes, Math.max(1, bytes.length)));
    }

    private static String body(byte[] wire, int step) {
        BodyReader body = new BodyReader(Framing.CHUNKED);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        HeadPropertyTest.drain(body, wire, step, read).release();
        return body.isComplete() + " " + HexFormat.of().formatHex(read.toByteArray());
    }
}
