package io.gost.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

final class NearestSpellingTest {
    @Test
    void insertionsDeletionsSubstitutionsAndSwapsCountOne() {
        assertThat(NearestSpelling.distance("socks", "socks")).isZero();
        assertThat(NearestSpelling.distance("socks", "socks5")).isOne();
        assertThat(NearestSpelling.distance("socks", "sock")).isOne();
        assertThat(NearestSpelling.distance("socks", "sucks")).isOne();
        assertThat(NearestSpelling.distance("socks", "scoks")).isOne();
        assertThat(NearestSpelling.distance("", "abc")).isEqualTo(3);
    }

    @Test
    void theNearestWinsAndTheFirstOfSeveral() {
        assertThat(NearestSpelling.of("sock5", List.of("sock", "socks5", "socks4")))
                .contains("sock");
        assertThat(NearestSpelling.of("soks5", List.of("sock", "socks5", "socks4")))
                .contains("socks5");
    }

    @Test
    void moreThanTwoErrorsAreTooMany() {
        assertThat(NearestSpelling.of("soxyz5", List.of("socks5"))).isEmpty();
    }

    @Test
    void shortWordsMayHaveOneErrorOnly() {
        assertThat(NearestSpelling.of("sftp", List.of("http"))).isEmpty();
        assertThat(NearestSpelling.of("ws", List.of("kcp", "tls"))).isEmpty();
        assertThat(NearestSpelling.of("wz", List.of("tls", "ws"))).contains("ws");
    }

    @Test
    void aHintIsAQuestionOrNothing() {
        assertThat(NearestSpelling.hint("sokcs5", List.of("socks4", "socks5")))
                .isEqualTo("; did you mean \"socks5\"?");
        assertThat(NearestSpelling.hint("relay", List.of("socks4", "socks5"))).isEmpty();
    }

    @Test
    void caseIsNoErrorAndTheSpellingIsKept() {
        assertThat(NearestSpelling.of("READTIMEOUT", List.of("readTimeout")))
                .contains("readTimeout");
    }
}
