package io.gost.plugin.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.plugin.direct.DirectOptions.Action;
import io.gost.spi.GostException;
import io.gost.spi.Options;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

final class DirectOptionsTest {
    @Test
    void connectsByDefault() {
        assertThat(read(Map.of())).isEqualTo(new DirectOptions(Action.CONNECT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reject", "Reject", "REJECT"})
    void rejectsInAnyCase(String action) {
        assertThat(read(Map.of("action", action))).isEqualTo(new DirectOptions(Action.REJECT));
    }

    @Test
    void refusesAnActionThatItDoesNotKnow() {
        assertThatThrownBy(() -> read(Map.of("action", "rejct")))
                .isInstanceOf(GostException.class)
                .hasMessageContaining("one of connect, reject");
    }

    private static DirectOptions read(Map<String, ?> metadata) {
        return DirectOptions.read(Options.of(metadata));
    }
}
