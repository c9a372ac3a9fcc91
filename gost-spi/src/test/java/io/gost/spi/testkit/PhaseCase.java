package io.gost.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.GostException.Category;
import io.gost.spi.support.HandshakePhase;
import io.gost.spi.testkit.Feeding.Outcome;

import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * A phase and what a test with noise must know of it. Give several of them to a property test,
 * which calls {@link #survives} and {@link #survivesBehindItsBeginning} with whatever it thinks of.
 *
 * @param name for reports
 * @param phase makes a new one
 * @param longest length of the longest message it may wait for
 * @param beginning how a good message begins, in hex
 */
public record PhaseCase(
        String name, Supplier<HandshakePhase<?>> phase, int longest, String beginning) {
    /**
     * Feeds the phase with noise. It must do the same however the bytes are cut into packets, must
     * not wait for more than its longest message, and must not fail as if it had a bug, nor leave
     * the channel open when it fails.
     *
     * @param noise any bytes
     */
    public void survives(byte[] noise) {
        Outcome<?> atOnce = Feeding.AT_ONCE.to(phase.get(), noise);
        Outcome<?> byteByByte = Feeding.BYTE_BY_BYTE.to(phase.get(), noise);

        assertThat(byteByByte.summary()).isEqualTo(atOnce.summary());
        if (noise.length >= longest) {
            assertThat(atOnce.result()).isDone();
        }
        if (atOnce.result().isCompletedExceptionally()) {
            assertThat(atOnce.failure().category()).isNotEqualTo(Category.INTERNAL);
            assertThat(atOnce.open()).isFalse();
        }
    }

    /**
     * Feeds the phase with noise behind a good beginning, which gets it further.
     *
     * @param noise any bytes
     */
    public void survivesBehindItsBeginning(byte[] noise) {
        HexFormat hex = HexFormat.of();
        survives(hex.parseHex(beginning + hex.formatHex(noise)));
    }

    @Override
    public String toString() {
        return name;
    }
}
