package io.gost.plugin.socks5;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Credentials;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.gost.spi.testkit.Feeding;
import io.gost.spi.testkit.Feeding.Outcome;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Set;

/** What clients send, all at once and one byte at a time. */
class ServerPhasesTest {
    @ParameterizedTest
    @EnumSource(Feeding.class)
    void greetingIsAnsweredWithTheWantedMethodAndTheRestKept(Feeding feeding) {
        var outcome = feeding.to(new GreetingPhase(Set.of(Method.NONE)), "050400028082" + "0501");

        assertThat(outcome.result()).isCompleted();
        assertThat(outcome.written()).isEqualTo("0500");
        assertThat(outcome.rest()).isEqualTo("0501");
    }

    @ParameterizedTest
    @CsvSource({
        "050400028082, 0580, 0582",
        "050400800282, 0580, 0582",
        "05020002, 0500, 0502",
        "05020080, 0580, 05ff",
        "05010082, 0500, 05ff",
        "05020082, 0500, 0582",
        "050102, 05ff, 0502"
    })
    void theBestAcceptableMethodIsChosen(String greeting, String open, String withLogin) {
        for (Feeding feeding : Feeding.values()) {
            Set<Method> everybody = Method.withoutLogin(Security.NEGOTIATED);
            Set<Method> users = Method.withLogin(Security.NEGOTIATED);
            assertThat(feeding.to(new GreetingPhase(everybody), greeting).written())
                    .isEqualTo(open);
            assertThat(feeding.to(new GreetingPhase(users), greeting).written())
                    .isEqualTo(withLogin);
        }
    }

    @ParameterizedTest
    @EnumSource(Feeding.class)
    void greetingWithoutTheWantedMethodIsRefused(Feeding feeding) {
        var outcome = feeding.to(new GreetingPhase(Set.of(Method.PASSWORD)), "05020080");

        assertThat(outcome.written()).isEqualTo("05ff");
        assertThat(outcome.open()).isFalse();
        assertThat(outcome.failure().category()).isEqualTo(Category.AUTHENTICATION);
    }

    @ParameterizedTest
    @EnumSource(Feeding.class)
    void methodsBehindTheGreetingDoNotCount(Feeding feeding) {
        var outcome = feeding.to(new GreetingPhase(Set.of(Method.PASSWORD)), "05010002");

        assertThat(outcome.written()).isEqualTo("05ff");
    }

    @ParameterizedTest
    @CsvSource({
        "0500, socks5 client offered no method",
        "06, socks5 message with version 6 instead of 5",
        "474554202f, socks5 message with version 71 instead of 5"
    })
    void greetingThatIsNoneIsDroppedWithoutAnAnswer(String hex, String message) {
        for (Feeding feeding : Feeding.values()) {
            var outcome = feeding.to(new GreetingPhase(Set.of(Method.NONE)), hex);

            assertThat(outcome.written()).isEmpty();
            assertThat(outcome.open()).isFalse();
            assertThat(outcome.failure()).hasMessage(message);
            assertThat(outcome.failure().category()).isEqualTo(Category.HANDSHAKE);
        }
    }

    @ParameterizedTest
    @EnumSource(Feeding.class)
    void loginIsReadAsUtf8(Feeding feeding) {
        var outcome = feeding.to(new LoginPhase(), "0105" + "75c3bc7365" + "03" + "c3b665");

        assertThat(outcome.value()).isEqualTo(Credentials.of("u\u00fcse", "\u00f6e"));
    }

    @ParameterizedTest
    @EnumSource(Feeding.class)
    void loginMayBeEmpty(Feeding feeding) {
        assertThat(feeding.to(new LoginPhase(), "010000").value())
                .isEqualTo(Credentials.of("", ""));
    }

    @ParameterizedTest
    @EnumSource(Feeding.class)
    void loginMayHave255BytesEach(Feeding feeding) {
        String text = "41".repeat(255);
        var outcome = feeding.to(new LoginPhase(), "01ff" + text + "ff" + text);

        assertThat(outcome.value()).isEqualTo(Credentials.of("A".repeat(255), "A".repeat(255)));
    }

    @ParameterizedTest
    @EnumSource(Feeding.class)
    void loginOfAnotherVersionIsRefused(Feeding feeding) {
        var outcome = feeding.to(new LoginPhase(), "05");

        assertThat(outcome.failure().category()).isEqualTo(Category.HANDSHAKE);
        assertThat(outcome.written()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "050100017f0000015270, TCP4, 127.0.0.1, 21104",
        "050100 04 20010db8000000000000000000000001 0050, TCP6, 2001:db8::1, 80",
        "050100 03 09 6c6f63616c686f7374 5270, TCP, localhost, 21104",
        "050100 03 00 0050, TCP, '', 80"
    })
    void requestHasAnAddress(String hex, Network network, String host, int port) {
        for (Feeding feeding : Feeding.values()) {
            Outcome<Request> outcome = feeding.to(new RequestPhase(), hex.replace(" ", ""));

            assertThat(outcome.value())
                    .isEqualTo(new Request(Socks5.CONNECT, new Target(network, host, port)));
        }
    }

    @ParameterizedTest
    @EnumSource(Feeding.class)
    void ipv4WithinIpv6IsIpv4(Feeding feeding) {
        var outcome =
                feeding.to(
                        new RequestPhase(),
                        "05010004" + "00000000000000000000ffff7f000001" + "0016");

        assertThat(outcome.value().address()).isEqualTo(new Target(Network.TCP4, "127.0.0.1", 22));
    }

    @ParameterizedTest
    @EnumSource(Feeding.class)
    void nameMayHave255Bytes(Feeding feeding) {
        var outcome = feeding.to(new RequestPhase(), "05010003ff" + "61".repeat(255) + "0050");

        assertThat(outcome.value().address()).isEqualTo(Target.tcp("a".repeat(255), 80));
    }

    @ParameterizedTest
    @EnumSource(Feeding.class)
    void earlyDataStaysOnTheChannel(Feeding feeding) {
        var outcome = feeding.to(new RequestPhase(), "050100017f0000015270" + "70696e67");

        assertThat(outcome.rest()).isEqualTo("70696e67");
    }

    @ParameterizedTest
    @CsvSource({
        "050100077f, address type 7",
        "05010003020d0a0050, a space or control character in a host name",
        "040100, version 4 instead of 5"
    })
    void requestThatIsNoneIsDroppedWithoutAnAnswer(String hex, String what) {
        for (Feeding feeding : Feeding.values()) {
            var outcome = feeding.to(new RequestPhase(), hex);

            assertThat(outcome.failure()).hasMessageEndingWith("message with " + what);
            assertThat(outcome.failure().category()).isEqualTo(Category.HANDSHAKE);
            assertThat(outcome.written()).isEmpty();
            assertThat(outcome.open()).isFalse();
        }
    }
}
