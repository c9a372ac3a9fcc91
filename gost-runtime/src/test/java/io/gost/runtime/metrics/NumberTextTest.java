package io.gost.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-1, -1",
        "999999, 999999",
        "1000000, 1e+06",
        "1234567, 1.234567e+06",
        "0.025, 0.025",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "1.8446744073709552E19, 1.8446744073709552e+19",
        "90.025, 90.025",
        "1763712345.25, 1.76371234525e+09",
        "NaN, NaN",
        "Infinity, +Inf",
        "-Infinity, -Inf"
    })
    void numbersAreWrittenAsGoDoes(double number, String text) {
        assertThat(NumberText.of(number)).isEqualTo(text);
    }
}
