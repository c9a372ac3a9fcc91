package io.gost.runtime.rule;

import static io.gost.runtime.rule.Request.NOTHING;
import static io.gost.runtime.rule.Request.to;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

class RuleTest {
    @Test
    void hostIgnoresCaseAndPort() {
        assertThat(matches("Host(`example.com`)", to("EXAMPLE.com:443"))).isTrue();
        assertThat(matches("Host(`::1`)", to("[::1]:443"))).isTrue();
        assertThat(matches("Host(`::1`)", to("::1"))).isTrue();
        assertThat(matches("Host(`example.com`)", to(""))).isFalse();
    }

    @Test
    void hostWithAnAsteriskMeansSubdomainsOnly() {
        assertThat(matches("Host(`*.example.com`)", to("a.b.example.com"))).isTrue();
        assertThat(matches("Host(`*.example.com`)", to("example.com"))).isFalse();
        assertThat(matches("Host(`*example.com`)", to("example.com"))).isFalse();
        assertThat(matches("Host(`*example.com`)", to("a.example.com"))).isTrue();
        assertThat(matches("Host(`.example.com`)", to("badexample.com"))).isFalse();
    }

    @Test
    void expressionsAboutHostsSeeLowerCase() {
        assertThat(matches("HostRegexp(`^api\\.`)", to("API.x.org:80"))).isTrue();
        assertThat(matches("HostRegexp(`^$`)", NOTHING)).isTrue();
    }

    @Test
    void networkIsAPrefix() {
        assertThat(matches("Network(`tcp`)", NOTHING.over("tcp4"))).isTrue();
        assertThat(matches("Network(`TCP`)", NOTHING.over("tcp"))).isTrue();
        assertThat(matches("Network(`tcp`)", NOTHING.over("udp"))).isFalse();
    }

    @Test
    void pathPrefixesEndAnywhere() {
        assertThat(matches("PathPrefix(`/api`)", NOTHING.http("GET", "/apix"))).isTrue();
        assertThat(matches("Path(`/api`)", NOTHING.http("GET", "/apix"))).isFalse();
        assertThat(matches("PathRegexp(`x$`)", NOTHING.http("GET", "/apix"))).isTrue();
    }

    @Test
    void anyHeaderValueThatIsANumberMayCompare() {
        String rule = "Header(`x-n`, `ge`, `10`)";
        assertThat(matches(rule, NOTHING.with("x-n", "9", "abc", "11"))).isTrue();
        assertThat(matches(rule, NOTHING.with("x-n", "9", "abc"))).isFalse();
        assertThat(matches("Header(`X-N`, `abc`)", NOTHING.with("x-n", "9", "abc"))).isTrue();
        assertThat(matches("Header(`x`)", NOTHING)).isFalse();
        assertThat(matches("HeaderRegexp(`x-n`, `^a`)", NOTHING.with("x-n", "abc"))).isTrue();
    }

    @Test
    void anAbsentParameterComparesWithNothing() {
        String rule = "Query(`v`, `ne`, `1`)";
        assertThat(matches(rule, NOTHING)).isFalse();
        assertThat(matches(rule, NOTHING.query("v", "1"))).isFalse();
        assertThat(matches(rule, NOTHING.query("v", "2"))).isTrue();
    }

    @Test
    void anUnknownClientIsInNoNetwork() {
        assertThat(matches("ClientIP(`10.0.0.0/8`)", NOTHING)).isFalse();
        assertThat(matches("!ClientIP(`10.0.0.0/8`)", NOTHING)).isTrue();
        assertThat(matches("ClientIP(`10.0.0.0/8`)", NOTHING.from("10.1.2.3"))).isTrue();
        assertThat(matches("ClientIP(`::1`)", NOTHING.from("::1"))).isTrue();
        assertThat(matches("ClientIP(`10.0.0.0/8`)", NOTHING.from("::1"))).isFalse();
    }

    @Test
    void negationGroupsAndPrecedenceAreThoseOfGo() {
        Request other = to("a").http("GET", "/y");
        assertThat(matches("!(Host(`a`) && Path(`/x`))", other)).isTrue();
        assertThat(matches("Host(`a`) || Host(`b`) && Method(`get`)", to("a").http("POST", "/")))
                .isTrue();
        assertThat(matches("(Host(`a`) || Host(`b`)) && Method(`get`)", to("a").http("POST", "/")))
                .isFalse();
        assertThat(matches("!!Host(\"a\")", to("a"))).isTrue();
        assertThat(matches("host(`a`)&&HOST(`a`)&&Host(\"\\x61\")", to("a"))).isTrue();
        assertThat(matches("hostregexp(`a`)&&Hostregexp(`a`)&&HOSTREGEXP(`a`)", to("a"))).isTrue();
    }

    @Test
    void bodiesAreReadAsJson() {
        Request body = NOTHING.body("{\"m\":{\"e\":\"hi\"},\"l\":[1,{\"n\":2}]}");
        assertThat(matches("BodyJSON(`m.e`, `^hi$`)", body)).isTrue();
        assertThat(matches("BodyJSON(`m.e`, `^hi$`)", NOTHING)).isFalse();
        assertThat(matches("BodyJSON(`x`, `.*`)", NOTHING.body("{}"))).isTrue();
        assertThat(matches("BodyJSON(`l.#`, `eq`, `2`)", body)).isTrue();
        assertThat(matches("BodyJSON(`l.1.n`, `gt`, `1`)", body)).isTrue();
        assertThat(matches("BodyJSON(`l.#.n`, `^\\[2\\]$`)", body)).isTrue();
        assertThat(matches("BodyJSON(`?.e`, `hi`)", body)).isTrue();
        assertThat(matches("BodyJSON(`m`, `x`)", NOTHING.body("no json"))).isFalse();
        assertThat(matches("BodyRegexp(`\"hi\"`)", body)).isTrue();
        assertThat(matches("BodyRegexp(`^`)", NOTHING)).isFalse();
    }

    @Test
    void onlyFunctionsOfTheBodyNeedTheBody() {
        assertThat(rule("Host(`a`)").readsBody()).isFalse();
        assertThat(rule("Host(`a`) || !bodyregexp(`a`)").readsBody()).isTrue();
    }

    @Test
    void aBypassByNameIsAskedForTheContrary() {
        NamedChecks names =
                name ->
                        name.equals("internal")
                                ? Optional.of(subject -> subject.host().startsWith("10."))
                                : Optional.empty();
        Rule rule = RuleParser.parse("Bypass(`internal`)", names);
        assertThat(rule.matches(to("10.0.0.1:80"))).isFalse();
        assertThat(rule.matches(to("example.com:80"))).isTrue();
        assertThatThrownBy(() -> RuleParser.parse("Bypass(`other`)", names))
                .hasMessageContaining("\"other\" that does not exist");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Host",
                "Host()",
                "Host(``)",
                "Host(` `)",
                "Host(`ä`)",
                "Host(a)",
                "Host(5)",
                "Header(`X`, 5)",
                "Host(`a`) == Host(`b`)",
                "Host(`a`) Host(`b`)",
                "Host(`a`) &&",
                "(Host(`a`)",
                "Host(`a`))",
                "Host(`a`, `b`)",
                "Host(`a",
                "Host(\"a",
                "Host(\"\\q\")",
                "HoSt(`a`)",
                "Path(`x`)",
                "ClientIP(`10.0.0.0/33`)",
                "ClientIP(`a`)",
                "Header(`x`, `above`, `1`)",
                "Header(`x`, `gt`, `one`)",
                "HostRegexp(`(`)",
                "BodyJSON(`a|b`, `c`)",
                "Admission(`a`)",
                "Bypass(`a`)"
            })
    void whatIsNoRuleIsRefused(String text) {
        assertThatThrownBy(() -> rule(text)).isInstanceOf(RuleSyntaxException.class);
    }

    @Test
    void whoNestsWithoutEndIsStopped() {
        assertThatThrownBy(() -> rule("!".repeat(100_000))).isInstanceOf(RuleSyntaxException.class);
    }

    private static boolean matches(String text, Request request) {
        return rule(text).matches(request);
    }

    private static Rule rule(String text) {
        return RuleParser.parse(text, NamedChecks.NONE);
    }
}
