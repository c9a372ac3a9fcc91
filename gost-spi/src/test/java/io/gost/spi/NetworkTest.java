package io.gost.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.Locale;

final class NetworkTest {
    @ParameterizedTest
    @EnumSource
    void isSpelledAsGostSpellsIt(Network network) {
        assertThat(network).hasToString(network.name().toLowerCase(Locale.ROOT));
        assertThat(Network.of(network.toString())).contains(network);
        assertThat(Network.of(network.name())).contains(network);
    }

    @Test
    void othersAreUnknown() {
        assertThat(Network.of("tcp5")).isEmpty();
        assertThat(Network.of("")).isEmpty();
    }

    @Test
    void datagramsAreTheUdpFamilyAndIp() {
        assertThat(Arrays.stream(Network.values()).filter(Network::isDatagram))
                .containsExactly(Network.UDP, Network.UDP4, Network.UDP6, Network.IP);
    }
}
