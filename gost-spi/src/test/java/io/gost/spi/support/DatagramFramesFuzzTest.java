package io.gost.spi.support;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** With {@code JAZZER_FUZZ=1} looks for inputs; otherwise replays the corpus. */
class DatagramFramesFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void anyFramesAreSurvived(byte[] frames) {
        DatagramFramesPropertyTest.survive(frames, frames.length);
    }

    @FuzzTest(maxDuration = "1m")
    void anyFramesAreSurvivedByteByByte(byte[] frames) {
        DatagramFramesPropertyTest.survive(frames, 1);
    }

    @FuzzTest(maxDuration = "1m")
    void anyAddressIsSurvived(byte[] field) {
        DatagramFramesPropertyTest.readAddress(field);
    }
}
