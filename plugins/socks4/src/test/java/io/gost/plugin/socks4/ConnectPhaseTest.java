package io.gost.plugin.socks4;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.GostException.Category;
import io.gost.spi.Target;
import io.gost.spi.testkit.Feeding;
import io.netty.util.CharsetUtil;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What proxies send, all at once and one byte at a time. */
class ConnectPhaseTest {
    private static final Target NAME = Target.tcp("example.com", 80);
    private static final byte[] USER = "u".getBytes(CharsetUtil.UTF_8);

    @ParameterizedTest
    @EnumSource(Feeding.class)
    void namesAreSentAsSocks4aAndWhatFollowsTheReplyIsKept(Feeding feeding) {
        var outcome = feeding.to(ConnectPhase.byName(NAME, USER), "005a000000000000" + "5353482d");

        assertThat(outcome.written()).isEqualTo("040100500000000175006578616d706c652e636f6d00");
        assertThat(outcome.result()).isCompleted();
        assertThat(outcome.rest()).isEqualTo("5353482d");
    }

    @ParameterizedTest
    @EnumSource(Feeding.class)
    void addressesAreSentAsSocks4(Feeding feeding) {
        var outcome =
                feeding.to(
                        ConnectPhase.byAddress(Target.tcp("127.0.0.1", 21_104), USER),
                        "005ad1d27f000001");

        assertThat(outcome.written()).isEqualTo("040152707f0000017500");
        assertThat(outcome.result()).isCompleted();
    }

    @ParameterizedTest
    @CsvSource({
        "91, UNREACHABLE",
        "92, DENIED",
        "93, AUTHENTICATION",
        "0, UNREACHABLE",
        "255, UNREACHABLE"
    })
    void anyOtherCodeIsARefusal(int code, Category category) {
        for (Feeding feeding : Feeding.values()) {
            var outcome =
                    feeding.to(
                            ConnectPhase.byName(NAME, USER),
                            new byte[] {0, (byte) code, 0, 0, 0, 0, 0, 0});

            assertThat(outcome.failure().category()).isEqualTo(category);
            assertThat(outcome.failure())
                    .hasMessage("socks4 proxy answered " + code + " for example.com:80");
            assertThat(outcome.open()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Feeding.class)
    void replyOfAnotherVersionIsRefused(Feeding feeding) {
        var outcome = feeding.to(ConnectPhase.byName(NAME, USER), "05");

        assertThat(outcome.failure())
                .hasMessage("socks4 proxy replied with version 5 instead of 0");
    }
}
