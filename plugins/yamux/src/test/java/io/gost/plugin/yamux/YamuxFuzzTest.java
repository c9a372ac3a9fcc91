package io.gost.plugin.yamux;

import com.code_intelligence.jazzer.junit.FuzzTest;

import io.gost.spi.testkit.Feeding;

/** With {@code JAZZER_FUZZ=1} looks for inputs; otherwise replays the corpus. */
class YamuxFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void anyBytesAreSurvived(byte[] bytes) {
        YamuxHostileBytesTest.survive(bytes, Feeding.AT_ONCE);
    }
}
