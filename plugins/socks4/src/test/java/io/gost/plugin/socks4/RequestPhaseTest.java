package io.gost.plugin.socks4;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.GostException.Category;
import io.gost.spi.Target;
import io.gost.spi.testkit.Feeding;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients send, all at once and one byte at a time. */
class RequestPhaseTest {
    @ParameterizedTest
    @CsvSource({
        "040152707f00000100, 1, 127.0.0.1, 21104, ''",
        "040152707f0000017500, 1, 127.0.0.1, 21104, u",
        "040252707f00000100, 2, 127.0.0.1, 21104, ''",
        "040152700000000175006c6f63616c686f737400, 1, localhost, 21104, u",
        "04010050000000ff006c6f63616c686f737400, 1, localhost, 80, ''",
        "04010050000000010000, 1, '', 80, ''",
        "0401005000000000c3bc00, 1, 0.0.0.0, 80, \u00fc"
    })
    void requestNamesATarget(String hex, int command, String host, int port, String userId) {
        for (Feeding feeding : Feeding.values()) {
            assertThat(feeding.to(new RequestPhase(), hex).value())
                    .isEqualTo(new Request(command, Target.tcp(host, port), userId));
        }
    }

    @ParameterizedTest
    @EnumSource(Feeding.class)
    void userIdAndNameMayHave255Bytes(Feeding feeding) {
        String text = "61".repeat(255);
        var outcome =
                feeding.to(new RequestPhase(), "0401005000000001" + text + "00" + text + "00");

        assertThat(outcome.value())
                .isEqualTo(new Request(1, Target.tcp("a".repeat(255), 80), "a".repeat(255)));
    }

    @ParameterizedTest
    @EnumSource(Feeding.class)
    void earlyDataStaysOnTheChannel(Feeding feeding) {
        assertThat(feeding.to(new RequestPhase(), "040152707f00000100" + "0070696e67").rest())
                .isEqualTo("0070696e67");
    }

    @ParameterizedTest
    @CsvSource({
        "05, version 5 instead of 4",
        "0409, command 9",
        "04010050000000010061206200, a space or control character in the host name",
        "0401005000000001000d0a00, a space or control character in the host name"
    })
    void requestThatIsNoneIsDroppedWithoutAnAnswer(String hex, String what) {
        for (Feeding feeding : Feeding.values()) {
            var outcome = feeding.to(new RequestPhase(), hex);

            assertThat(outcome.failure()).hasMessage("socks4 message with " + what);
            assertThat(outcome.failure().category()).isEqualTo(Category.HANDSHAKE);
            assertThat(outcome.written()).isEmpty();
            assertThat(outcome.open()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "040100507f000001, a user id of more than 255 bytes",
        "040100500000000100, a host name of more than 255 bytes"
    })
    void textsWithoutAnEndAreNotWaitedFor(String start, String what) {
        for (Feeding feeding : Feeding.values()) {
            var outcome = feeding.to(new RequestPhase(), start + "61".repeat(256));

            assertThat(outcome.failure()).hasMessage("socks4 message with " + what);
        }
    }
}
