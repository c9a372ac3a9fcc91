package io.gost.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SecretTest {
    @Test
    void isNeverPrinted() {
        assertThat(Secret.of("hush")).hasToString("****");
        assertThat(Secret.EMPTY).hasToString("****");
        assertThat(Credentials.of("user", "hush").toString())
                .contains("user")
                .doesNotContain("hush");
    }

    @Test
    void isRevealedOnRequest() {
        assertThat(Secret.of("hush").reveal()).isEqualTo("hush");
    }

    @Test
    void equalsBySecret() {
        assertThat(Secret.of("hush")).isEqualTo(Secret.of("hush")).hasSameHashCodeAs("hush");
        assertThat(Secret.of("hush")).isNotEqualTo(Secret.of("loud")).isNotEqualTo("hush");
        assertThat(Secret.of("")).isSameAs(Secret.EMPTY);
        assertThat(Secret.of("").isEmpty()).isTrue();
        assertThat(Secret.of("x").isEmpty()).isFalse();
    }
}
