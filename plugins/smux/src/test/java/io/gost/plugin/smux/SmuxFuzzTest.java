package io.gost.plugin.smux;

import com.code_intelligence.jazzer.junit.FuzzTest;

import io.gost.spi.testkit.Feeding;

/** With {@code JAZZER_FUZZ=1} looks for inputs; otherwise replays the corpus. */
class SmuxFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void anyBytesAreSurvived(byte[] bytes) {
        for (int version = 1; version <= 2; version++) {
            SmuxHostileBytesTest.survive(version, bytes, Feeding.AT_ONCE);
        }
    }
}
