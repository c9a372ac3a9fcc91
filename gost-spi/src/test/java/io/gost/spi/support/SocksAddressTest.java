package io.gost.spi.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Target;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import org.junit.jupiter.api.Test;

class SocksAddressTest {
    @Test
    void theLongestNameSurvives() {
        Target longest = Target.tcp("a".repeat(255), 80);
        ByteBuf out = Unpooled.buffer();
        SocksAddress.write(out, longest);
        assertThat(SocksAddress.read(out)).isEqualTo(longest);
    }

    @Test
    void aNameThatDoesNotFitIsNeverCut() {
        // 256 bytes in 128 characters: it is bytes that count.
        Target tooLong = Target.tcp("\u00e9".repeat(128), 80);
        ByteBuf out = Unpooled.buffer();
        assertThatThrownBy(() -> SocksAddress.write(out, tooLong))
                .isInstanceOfSatisfying(
                        GostException.class,
                        refusal -> assertThat(refusal.category()).isEqualTo(Category.CONFIG));
        assertThat(out.isReadable()).isFalse();
    }
}
