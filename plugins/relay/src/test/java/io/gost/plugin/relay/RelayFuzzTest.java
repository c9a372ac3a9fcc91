package io.gost.plugin.relay;

import com.code_intelligence.jazzer.junit.FuzzTest;

import io.gost.spi.Target;
import io.gost.spi.support.HandshakePhase;
import io.gost.spi.testkit.PhaseCase;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;

import java.util.function.Supplier;

/** With {@code JAZZER_FUZZ=1} looks for inputs; otherwise replays the corpus. */
class RelayFuzzTest {
    /** Header and the most features. */
    private static final int LONGEST = 4 + 65_535;

    private static void survive(Supplier<HandshakePhase<?>> phase, byte[] bytes) {
        new PhaseCase("fuzzed", phase, LONGEST, "").survives(bytes);
    }

    @FuzzTest(maxDuration = "1m")
    void anyRequestIsSurvived(byte[] request) {
        survive(RequestPhase::new, request);
    }

    @FuzzTest(maxDuration = "1m")
    void anyResponseIsSurvived(byte[] response) {
        survive(() -> new ResponsePhase(Target.tcp("example.com", 80)), response);
    }

    @FuzzTest(maxDuration = "1m")
    void anyFramesOfDatagramsAreSurvived(byte[] frames) {
        EmbeddedChannel channel = new EmbeddedChannel(new LengthFrames());
        channel.writeInbound(Unpooled.wrappedBuffer(frames));
        channel.finishAndReleaseAll();
        channel.checkException();
    }
}
