package io.gost.plugin.socks5;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Credentials;
import io.gost.spi.GostException.Category;
import io.gost.spi.Target;
import io.gost.spi.testkit.Feeding;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Set;

/** What proxies send, all at once and one byte at a time. */
class ClientPhasesTest {
    private static final Target TARGET = Target.tcp("example.com", 80);

    @ParameterizedTest
    @EnumSource(Feeding.class)
    void withoutCredentialsOneMethodIsOffered(Feeding feeding) {
        var outcome = feeding.to(new OfferPhase(Method.withoutLogin(Security.PLAIN)), "0500");

        assertThat(outcome.written()).isEqualTo("050100");
        assertThat(outcome.value()).isEqualTo(Method.NONE);
    }

    @ParameterizedTest
    @EnumSource(Feeding.class)
    void withCredentialsTheProxyMayAskForThem(Feeding feeding) {
        var outcome = feeding.to(new OfferPhase(Method.known(Security.PLAIN)), "0502");

        assertThat(outcome.written()).isEqualTo("05020002");
        assertThat(outcome.value()).isEqualTo(Method.PASSWORD);
    }

    @ParameterizedTest
    @EnumSource(Feeding.class)
    void encryptionIsOfferedBehindTheRest(Feeding feeding) {
        Set<Method> all = Method.known(Security.NEGOTIATED);
        var outcome = feeding.to(new OfferPhase(all), "0582");

        assertThat(outcome.written()).isEqualTo("050400028082");
        assertThat(outcome.value()).isEqualTo(Method.TLS_PASSWORD);
    }

    @ParameterizedTest
    @EnumSource(Feeding.class)
    void withCredentialsTheProxyMayDoWithoutThem(Feeding feeding) {
        assertThat(feeding.to(new OfferPhase(Method.known(Security.PLAIN)), "0500").value())
                .isEqualTo(Method.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "05ff, AUTHENTICATION, socks5 proxy wants a login and the node has none",
        "0502, AUTHENTICATION, socks5 proxy wants a login and the node has none",
        "0580, HANDSHAKE, 'socks5 proxy chose method 0x80, which was not offered'",
        "48, HANDSHAKE, socks5 message with version 72 instead of 5"
    })
    void methodThatWasNotOfferedIsRefused(String hex, Category category, String message) {
        for (Feeding feeding : Feeding.values()) {
            var outcome = feeding.to(new OfferPhase(Method.withoutLogin(Security.PLAIN)), hex);

            assertThat(outcome.failure()).hasMessage(message);
            assertThat(outcome.failure().category()).isEqualTo(category);
            assertThat(outcome.open()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"0100, ", "0101, AUTHENTICATION", "01ff, AUTHENTICATION", "0500, HANDSHAKE"})
    void loginSucceedsWithStatusZeroOnly(String hex, Category failure) {
        for (Feeding feeding : Feeding.values()) {
            Login login = Login.of(Credentials.of("user", "pass1"), "test");
            var outcome = feeding.to(new CredentialsPhase(login), hex);

            assertThat(outcome.written()).isEqualTo("010475736572057061737331");
            if (failure == null) {
                assertThat(outcome.result()).isCompleted();
            } else {
                assertThat(outcome.failure().category()).isEqualTo(failure);
                assertThat(outcome.failure().getMessage()).doesNotContain("user", "pass1");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0500000100000000d1d2",
        "050000017f00000181ce",
        "0500000420010db80000000000000000000000010050",
        "05000003096c6f63616c686f73745270",
        "05000003000000"
    })
    void anyAddressInTheReplyWillDoAndWhatFollowsIsKept(String reply) {
        for (Feeding feeding : Feeding.values()) {
            var outcome = feeding.to(new CommandPhase(Socks5.CONNECT, TARGET), reply + "5353482d");

            assertThat(outcome.written()).isEqualTo("050100030b6578616d706c652e636f6d0050");
            assertThat(outcome.result()).isCompleted();
            assertThat(outcome.rest()).isEqualTo("5353482d");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, UNREACHABLE",
        "2, DENIED",
        "3, UNREACHABLE",
        "4, UNREACHABLE",
        "5, REFUSED",
        "6, TIMEOUT",
        "7, HANDSHAKE",
        "8, HANDSHAKE",
        "9, UNREACHABLE",
        "255, UNREACHABLE"
    })
    void refusalIsUnderstoodFromItsCodeAlone(int code, Category category) {
        for (Feeding feeding : Feeding.values()) {
            var outcome =
                    feeding.to(
                            new CommandPhase(Socks5.CONNECT, TARGET),
                            new byte[] {Socks5.VERSION, (byte) code});

            assertThat(outcome.failure().category()).isEqualTo(category);
            assertThat(outcome.failure())
                    .hasMessageStartingWith("socks5 proxy answered " + code + " (")
                    .hasMessageEndingWith(") for example.com:80");
            assertThat(outcome.open()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"0500000200, address type 2", "04, version 4 instead of 5"})
    void replyThatIsNoneIsRefused(String hex, String what) {
        for (Feeding feeding : Feeding.values()) {
            var outcome = feeding.to(new CommandPhase(Socks5.CONNECT, TARGET), hex);

            assertThat(outcome.failure()).hasMessageEndingWith("message with " + what);
            assertThat(outcome.failure().category()).isEqualTo(Category.HANDSHAKE);
        }
    }
}
