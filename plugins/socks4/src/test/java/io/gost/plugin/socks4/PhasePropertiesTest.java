package io.gost.plugin.socks4;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.GostException.Category;
import io.gost.spi.Target;
import io.gost.spi.support.HandshakePhase;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

import java.util.HexFormat;
import java.util.function.Supplier;

/** Whatever a peer sends, and however it is cut into packets. */
class PhasePropertiesTest {
    /** A phase and the longest message it may wait for. */
    record Case(String name, Supplier<HandshakePhase<?>> phase, int longest, String start) {
        @Override
        public String toString() {
            return name;
        }
    }

    @Provide
    Arbitrary<Case> phases() {
        return Arbitraries.of(
                new Case("request", RequestPhase::new, 520, "04010050"),
                new Case("socks4a request", RequestPhase::new, 520, "0401005000000001"),
                new Case(
                        "connect",
                        () -> ConnectPhase.byName(Target.tcp("example.com", 80), new byte[0]),
                        8,
                        "005a"));
    }

    @Property(tries = 300)
    void noiseEndsInAnAnswerOrAClosedChannel(
            @ForAll("phases") Case tried, @ForAll @Size(max = 600) byte[] noise) {
        check(tried, noise);
    }

    @Property(tries = 300)
    void noiseBehindAGoodBeginningDoes(
            @ForAll("phases") Case tried, @ForAll @Size(max = 600) byte[] noise) {
        HexFormat hex = HexFormat.of();
        check(tried, hex.parseHex(tried.start() + hex.formatHex(noise)));
    }

    private static void check(Case tried, byte[] bytes) {
        var atOnce = Feeding.AT_ONCE.to(tried.phase().get(), bytes);
        var byteByByte = Feeding.BYTE_BY_BYTE.to(tried.phase().get(), bytes);

        assertThat(byteByByte.summary()).isEqualTo(atOnce.summary());
        if (bytes.length >= tried.longest()) {
            assertThat(atOnce.result()).isDone();
        }
        if (atOnce.result().isCompletedExceptionally()) {
            assertThat(atOnce.failure().category()).isNotEqualTo(Category.INTERNAL);
            assertThat(atOnce.open()).isFalse();
        }
    }
}
