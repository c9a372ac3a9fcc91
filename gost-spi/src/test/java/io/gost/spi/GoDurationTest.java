package io.gost.spi;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

final class GoDurationTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "+0, 0",
        "-0, 0",
        "0s, 0",
        "1ns, 1",
        "1us, 1000",
        "1µs, 1000",
        "1μs, 1000",
        "300ms, 300000000",
        "1s, 1000000000",
        "+5s, 5000000000",
        "-1.5h, -5400000000000",
        "2h45m, 9900000000000",
        "1m30s, 90000000000",
        "30s1m, 90000000000",
        "1.s, 1000000000",
        ".5s, 500000000",
        "0.0000000019s, 1",
        "9223372036854775807ns, 9223372036854775807",
        "2562047h47m16.854775807s, 9223372036854775807"
    })
    void readsWhatGoReads(String text, long nanos) {
        assertThat(GoDuration.parse(text)).contains(Duration.ofNanos(nanos));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+",
                "5",
                "s",
                ".s",
                "1d",
                "1 s",
                " 1s",
                "1s ",
                "--1s",
                "1s-1s",
                "1e3s",
                "0x1s",
                "1S",
                "٣s",
                "9223372036854775808ns",
                "2562048h",
                "1h1",
                "ns"
            })
    void refusesWhatGoRefuses(String text) {
        assertThat(GoDuration.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "1, 1ns",
        "999, 999ns",
        "1000, 1µs",
        "1500, 1.5µs",
        "1000000, 1ms",
        "300000000, 300ms",
        "999999999, 999.999999ms",
        "1000000000, 1s",
        "1500000000, 1.5s",
        "60000000000, 1m0s",
        "90000000000, 1m30s",
        "3600000000000, 1h0m0s",
        "9900000000000, 2h45m0s",
        "-5400000000000, -1h30m0s",
        "-9223372036854775808, -2562047h47m16.854775808s"
    })
    void writesWhatGoWrites(long nanos, String text) {
        assertThat(GoDuration.format(Duration.ofNanos(nanos))).isEqualTo(text);
    }

    @Property
    void readsWhatItWrote(@ForAll long nanos) {
        Duration duration = Duration.ofNanos(nanos == Long.MIN_VALUE ? 0 : nanos);
        assertThat(GoDuration.parse(GoDuration.format(duration))).contains(duration);
    }
}
