package io.gost.plugin.ws;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import java.util.Map;

/**
 * Whatever a peer sends: nothing escapes, nothing leaks, which is what closing a {@link Line} looks
 * for. With {@code JAZZER_FUZZ=1} looks for inputs; otherwise replays the corpus.
 */
class WsFuzzTest {
    private static final int ALL = Integer.MAX_VALUE / 2;
    private static final Map<String, ?> COMPRESSION = Map.of("enableCompression", true);
    private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
    private static final String CONSENT =
            "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover;"
                    + " client_no_context_takeover\r\n";

    @FuzzTest(maxDuration = "1m")
    void anyRequestIsSurvived(byte[] request) {
        try (Line line = Line.server(COMPRESSION, ALL)) {
            line.arrives(request);
        }
    }

    /** The key of our request is never the one that the answer is for. */
    @FuzzTest(maxDuration = "1m")
    void noAnswerForAnotherRequestIsBelieved(byte[] answer) {
        try (Line line = Line.client(COMPRESSION, "127.0.0.1:80", ALL)) {
            line.arrives(answer);
            assertThat(line.isUpgraded()).isFalse();
        }
    }

    @FuzzTest(maxDuration = "1m")
    void anyFramesAreSurvivedByServers(byte[] frames) {
        try (Line line = Line.server(COMPRESSION, ALL)) {
            line.arrives(Line.upgradeRequest(OFFER));
            assertThat(line.isUpgraded()).isTrue();
            line.arrives(frames);
        }
    }

    @FuzzTest(maxDuration = "1m")
    void anyFramesAreSurvivedByClients(byte[] frames) {
        try (Line line = Line.client(COMPRESSION, "127.0.0.1:80", ALL)) {
            line.arrives(Line.upgradeAnswer(line.says(), CONSENT));
            assertThat(line.isUpgraded()).isTrue();
            line.arrives(frames);
        }
    }
}
