package io.gost.plugin.socks5;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import io.gost.spi.Datagram;
import io.gost.spi.Target;
import io.gost.spi.support.HandshakePhase;
import io.gost.spi.testkit.PhaseCase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import java.util.function.Supplier;

/** With {@code JAZZER_FUZZ=1} looks for inputs; otherwise replays the corpus. */
class Socks5FuzzTest {
    private static void survive(int longest, Supplier<HandshakePhase<?>> phase, byte[] bytes) {
        new PhaseCase("fuzzed", phase, longest, "").survives(bytes);
    }

    @FuzzTest(maxDuration = "1m")
    void anyGreetingIsSurvived(byte[] greeting) {
        survive(2 + 255, () -> new GreetingPhase(Method.known(Security.NEGOTIATED)), greeting);
    }

    @FuzzTest(maxDuration = "1m")
    void anyLoginIsSurvived(byte[] login) {
        survive(3 + 2 * 255, LoginPhase::new, login);
    }

    @FuzzTest(maxDuration = "1m")
    void anyRequestIsSurvived(byte[] request) {
        survive(7 + 255, RequestPhase::new, request);
    }

    @FuzzTest(maxDuration = "1m")
    void anyChoiceOfAMethodIsSurvived(byte[] choice) {
        survive(2, () -> new OfferPhase(Method.known(Security.NEGOTIATED)), choice);
    }

    @FuzzTest(maxDuration = "1m")
    void anyReplyIsSurvived(byte[] reply) {
        Target target = Target.tcp("example.com", 80);
        survive(7 + 255, () -> new CommandPhase(Socks5.CONNECT, target), reply);
    }

    @FuzzTest(maxDuration = "1m")
    void anyDatagramIsSurvived(byte[] bytes) {
        ByteBuf envelope = Unpooled.buffer().writeBytes(bytes);
        Datagram datagram = SocksDatagrams.open(envelope);
        if (datagram != null) {
            datagram.release();
        }
        assertThat(envelope.refCnt()).isZero();
    }
}
