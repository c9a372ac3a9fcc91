package io.gost.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

final class TargetTest {
    @ParameterizedTest
    @CsvSource({
        "example.com:80, example.com, 80",
        "127.0.0.1:8080, 127.0.0.1, 8080",
        "[::1]:443, ::1, 443",
        "[fe80::1%eth0]:53, fe80::1%eth0, 53",
        ":1080, '', 1080",
        "host:0, host, 0",
        "host:65535, host, 65535"
    })
    void readsHostAndPort(String text, String host, int port) {
        Target target = Target.parse(Network.TCP, text);
        assertThat(target).isEqualTo(Target.tcp(host, port));
        assertThat(target).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "host",
                "host:",
                "host:x",
                "host:-1",
                "host:+1",
                "host:65536",
                "host:123456",
                "::1:80",
                "[::1]",
                "[::1]:",
                "[::1:80",
                "[::1]x:80",
                "host:80 "
            })
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> Target.parse(Network.TCP, text))
                .isInstanceOfSatisfying(
                        GostException.class,
                        e -> assertThat(e.category()).isEqualTo(GostException.Category.CONFIG));
    }

    @ParameterizedTest
    @CsvSource({
        "010.0.0.1, 10.0.0.1",
        "7.012.0.09, 7.12.0.9",
        "127.0.0.001, 127.0.0.1",
        "00.0.0.0, 0.0.0.0",
        "10.0.0.0, 10.0.0.0",
        "0.example, 0.example",
        "01.example, 01.example",
        "010.0.0.256, 010.0.0.256",
        "0010.0.0.1, 0010.0.0.1"
    })
    void anIpv4LiteralHasOneSpelling(String host, String one) {
        assertThat(Target.tcp(host, 80).host()).isEqualTo(one);
    }

    @Test
    void takesTheWholeTextAsPathForUnixAndSerial() {
        assertThat(Target.parse(Network.UNIX, "/run/a:b.sock"))
                .isEqualTo(new Target(Network.UNIX, "/run/a:b.sock", 0))
                .hasToString("/run/a:b.sock");
        assertThat(Target.parse(Network.SERIAL, "COM1")).hasToString("COM1");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, true", "::1, true", "example.com, false", "'', false", "1.2.3, false"})
    void knowsLiterals(String host, boolean literal) {
        assertThat(Target.tcp(host, 1).isLiteral()).isEqualTo(literal);
    }

    @Test
    void becomesASocketAddressWithoutLookingAnythingUp() {
        assertThat(Target.tcp("127.0.0.1", 80).toSocketAddress())
                .isEqualTo(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 80));
        assertThat(Target.tcp("::1", 80).toSocketAddress())
                .isEqualTo(new InetSocketAddress(InetAddress.ofLiteral("::1"), 80));
        assertThat(Target.tcp("name.invalid", 80).toSocketAddress())
                .isEqualTo(InetSocketAddress.createUnresolved("name.invalid", 80));
        assertThat(Target.tcp("", 80).toSocketAddress()).isEqualTo(new InetSocketAddress(80));
    }

    @Test
    void comesFromASocketAddressAndKeepsItsName() throws Exception {
        byte[] v6 = new byte[16];
        v6[15] = 1;
        assertThat(of(new InetSocketAddress(InetAddress.getByAddress("x", v6), 80)))
                .isEqualTo(Target.tcp("::1", 80));
        assertThat(of(new InetSocketAddress(InetAddress.getByAddress("x", new byte[4]), 80)))
                .isEqualTo(Target.tcp("0.0.0.0", 80));
        assertThat(of(InetSocketAddress.createUnresolved("example.com", 80)))
                .isEqualTo(Target.tcp("example.com", 80));
        assertThat(of(UnixDomainSocketAddress.of("/run/x"))).isEqualTo(Target.tcp("/run/x", 0));
    }

    @Test
    void canGoOverAnotherNetwork() {
        Target target = Target.tcp("host", 53);
        assertThat(target.over(Network.UDP)).isEqualTo(new Target(Network.UDP, "host", 53));
        assertThat(target.over(Network.TCP)).isSameAs(target);
    }

    private static Target of(SocketAddress address) {
        return Target.of(Network.TCP, address);
    }
}
