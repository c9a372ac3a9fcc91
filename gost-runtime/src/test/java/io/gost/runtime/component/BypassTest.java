package io.gost.runtime.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.component.PatternBypass.Mode;
import io.gost.spi.Network;
import io.gost.spi.Target;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class BypassTest {
    @ParameterizedTest
    @CsvSource({
        ".example.com, example.com:443, true",
        ".example.com, a.b.example.com:443, true",
        ".example.com, badexample.com:443, false",
        "example.com, www.example.com:80, false",
        "EXAMPLE.com, Example.COM:80, true",
        "example.com:80-90, example.com:85, true",
        "example.com:80-90, example.com:0, false",
        "*.example.com, example.com:1, false",
        "*.example.com, a.b.example.com:1, true",
        "*.example.com:443, a.example.com:1, false",
        "192.168.1.1, 192.168.1.1:80, true",
        "192.168.1.1, [::ffff:192.168.1.1]:80, false",
        "10.0.0.0/8, 10.1.2.3:80, true",
        "10.0.0.0/8, [::ffff:10.1.2.3]:80, true",
        "10.0.0.0/8, example.com:80, false",
        "10.1.2.3/8, 10.9.9.9:80, true",
        "0.0.0.0/0, 10.1.2.3:80, true",
        "0.0.0.0/0, [::1]:80, false",
        "2001:db8::/33, [2001:db8:7fff::1]:80, true",
        "2001:db8::/33, [2001:db8:8000::1]:80, false",
        "192.168.1.1-192.168.1.9, 192.168.1.9:1, true",
        "192.168.1.1 - 192.168.1.9, 192.168.1.10:1, false",
        "[2001:db8::1]:443, [2001:db8::1]:443, true",
        "[2001:db8::1]:443, [2001:db8::1]:80, false",
        "2001:db8::1, [2001:db8::1]:80, true",
        "10.0.0.0/8:80, 10.1.2.3:80, false",
        "a?c.example, abc.example:1, true",
        "'{a,b}*.example', bx.example:1, true",
        "'[!a]*.example', ab.example:1, false"
    })
    void patternsDescribeAddresses(String pattern, String address, boolean expected) {
        assertThat(blacklist(pattern).contains(to(address))).isEqualTo(expected);
        assertThat(whitelist(pattern).contains(to(address))).isEqualTo(!expected);
    }

    @Test
    void withoutPatternsNothingIsLeftOut() {
        assertThat(blacklist().contains(to("a:1"))).isFalse();
        assertThat(whitelist().contains(to("a:1"))).isFalse();
        assertThat(blacklist("*").contains(to(":1"))).isFalse();
    }

    @Test
    void aNetworkAloneIsAPattern() {
        Target udp = new Target(Network.UDP, "a", 1);
        PatternBypass black = new PatternBypass(Mode.BLACKLIST, "udp", List.of());
        assertThat(black.contains(udp)).isTrue();
        assertThat(black.contains(to("a:1"))).isFalse();
        PatternBypass white = new PatternBypass(Mode.WHITELIST, "udp", List.of());
        assertThat(white.contains(udp)).isFalse();
        assertThat(white.contains(to("a:1"))).isTrue();
    }

    @Test
    void aBypassOfOneNetworkSaysNothingOfOthers() {
        PatternBypass white = new PatternBypass(Mode.WHITELIST, "udp", List.of("b"));
        assertThat(white.contains(to("a:1"))).isFalse();
        assertThat(white.contains(new Target(Network.UDP, "a", 1))).isTrue();
    }

    @Test
    void oneOfSeveralWhitelistsIsEnoughAndEveryBlacklistCounts() {
        Bypass group = BypassGroup.of(List.of(whitelist("a"), whitelist("b"), blacklist("b")));
        assertThat(group.contains(to("a:1"))).isFalse();
        assertThat(group.contains(to("b:1"))).isTrue();
        assertThat(group.contains(to("c:1"))).isTrue();
    }

    @Test
    void loadedPatternsReplaceEachOtherButNotTheInlineOnesAndNeverByNothing() {
        PatternBypass bypass = blacklist("inline");
        bypass.load(List.of("one"));
        bypass.load(List.of("two"));
        assertThat(bypass.contains(to("inline:1"))).isTrue();
        assertThat(bypass.contains(to("one:1"))).isFalse();
        assertThat(bypass.contains(to("two:1"))).isTrue();
        PatternBypass loaded = blacklist();
        loaded.load(List.of("one"));
        loaded.load(List.of());
        assertThat(loaded.contains(to("one:1"))).isTrue();
    }

    private static PatternBypass blacklist(String... patterns) {
        return new PatternBypass(Mode.BLACKLIST, "", List.of(patterns));
    }

    private static PatternBypass whitelist(String... patterns) {
        return new PatternBypass(Mode.WHITELIST, "", List.of(patterns));
    }

    private static Target to(String address) {
        return Target.parse(Network.TCP, address);
    }
}
