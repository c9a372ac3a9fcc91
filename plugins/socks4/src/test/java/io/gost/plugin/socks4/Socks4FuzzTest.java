package io.gost.plugin.socks4;

import com.code_intelligence.jazzer.junit.FuzzTest;

import io.gost.spi.Target;
import io.gost.spi.testkit.PhaseCase;

/** With {@code JAZZER_FUZZ=1} looks for inputs; otherwise replays the corpus. */
class Socks4FuzzTest {
    /** Two texts of at most 255 bytes behind the address. */
    private static final int LONGEST_REQUEST = 8 + 2 * 256;

    private static final int REPLY = 8;

    @FuzzTest(maxDuration = "1m")
    void anyRequestIsSurvived(byte[] request) {
        new PhaseCase("request", RequestPhase::new, LONGEST_REQUEST, "").survives(request);
    }

    @FuzzTest(maxDuration = "1m")
    void anyReplyIsSurvived(byte[] reply) {
        Target target = Target.tcp("example.com", 80);
        new PhaseCase("reply", () -> ConnectPhase.byName(target, new byte[0]), REPLY, "")
                .survives(reply);
    }
}
