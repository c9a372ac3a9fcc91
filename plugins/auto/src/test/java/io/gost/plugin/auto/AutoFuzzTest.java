package io.gost.plugin.auto;

import com.code_intelligence.jazzer.junit.FuzzTest;

import io.gost.spi.testkit.PhaseCase;

/** With {@code JAZZER_FUZZ=1} looks for inputs; otherwise replays the corpus. */
class AutoFuzzTest {
    /** Records are not waited for when so much has come without an end of the greeting. */
    private static final int LONGEST_GREETING = ClientHello.MAX_LENGTH + 4096 + 1;

    @FuzzTest(maxDuration = "1m")
    void anyFirstBytesAreSurvived(byte[] bytes) {
        new PhaseCase("first bytes", FirstBytes::new, 3, "").survives(bytes);
    }

    @FuzzTest(maxDuration = "1m")
    void anyTlsGreetingIsSurvived(byte[] records) {
        new PhaseCase("greeting", ServerNamePhase::new, LONGEST_GREETING, "").survives(records);
    }
}
