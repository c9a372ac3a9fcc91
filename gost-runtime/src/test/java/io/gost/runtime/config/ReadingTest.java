package io.gost.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.config.binding.RecordReader;
import io.gost.runtime.config.binding.RecordReader.UnknownKeys;
import io.gost.runtime.config.binding.SourceMap;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.JsonReader;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.YamlReader;
import io.gost.spi.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What values a document may give for a key. */
final class ReadingTest {
    private final Diagnostics diagnostics = new Diagnostics();

    private Config read(String yaml) {
        Mapping root = (Mapping) YamlReader.read(yaml, "t.yml", diagnostics).orElseThrow();
        return new RecordReader(diagnostics, UnknownKeys.WARN).read(root);
    }

    private Config readCleanly(String yaml) {
        Config config = read(yaml);
        assertThat(diagnostics.all()).isEmpty();
        return config;
    }

    @Test
    void keysAreFoundInAnyCase() {
        Config config = readCleanly("SERVICES: [{NAME: a, Handler: {TYPE: http}}]\n");
        assertThat(config.services().getFirst().name()).isEqualTo("a");
        assertThat(config.services().getFirst().handler().type()).isEqualTo("http");
    }

    @Test
    void keysOfMetadataKeepTheirCaseAndOrder() {
        Config config = readCleanly("services: [{name: a, metadata: {Zeta: 1, alpha: {Beta: 2}}}]");
        OpaqueMap<Object> metadata = config.services().getFirst().metadata();
        assertThat(metadata.keySet()).containsExactly("Zeta", "alpha");
        assertThat(metadata.get("alpha")).isEqualTo(OpaqueMap.of(Map.of("Beta", 2)));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "true, 1",
        "false, 0",
        "1.50, 1.5",
        "0x10, 16",
        "010, 8",
        "1e3, 1000",
        "~, ''",
        "2020-01-01, 2020-01-01",
        "yes, yes",
        "'\"007\"', 007"
    })
    void aTextMayBeWrittenAsAnotherValue(String written, String text) {
        Config config = readCleanly("log: {level: " + written + "}\n");
        assertThat(config.log().level()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "3, 3",
        "'\"3\"', 3",
        "'\"0x1f\"', 31",
        "true, 1",
        "'\"\"', 0",
        "~, 0",
        "-2, -2",
        "4.0, 4"
    })
    void aNumberMayBeWrittenAsAnotherValue(String written, int number) {
        Config config = readCleanly("services: [{name: a, handler: {retries: " + written + "}}]\n");
        assertThat(config.services().getFirst().handler().retries()).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "true, true",
        "'\"T\"', true",
        "1, true",
        "yes, true",
        "On, true",
        "y, true",
        "0.5, true",
        "false, false",
        "0, false",
        "'\"F\"', false",
        "no, false",
        "OFF, false",
        "'\"\"', false"
    })
    void aTruthValueMayBeWrittenAsAWordOrNumber(String written, boolean truth) {
        Config config = readCleanly("bypasses: [{name: b, whitelist: " + written + "}]\n");
        assertThat(config.bypasses().getFirst().whitelist()).isEqualTo(truth);
    }

    @ParameterizedTest
    @CsvSource({
        "10s, PT10S",
        "1m30s, PT1M30S",
        "300ms, PT0.3S",
        "1.5h, PT1H30M",
        "0, PT0S",
        "0s, PT0S",
        "1000000, PT0.001S",
        "5000000000, PT5S",
        "-1s, PT-1S"
    })
    void aDurationHasAUnitOrIsInNanoseconds(String written, Duration duration) {
        Config config = readCleanly("authers: [{name: a, reload: " + written + "}]\n");
        assertThat(config.authers().getFirst().reload()).isEqualTo(duration);
    }

    @Test
    void aNumberTooSmallForADurationIsAWarning() {
        Config config = read("authers:\n- name: a\n  reload: 60\n");
        assertThat(config.authers().getFirst().reload()).isEqualTo(Duration.ofNanos(60));
        assertThat(diagnostics.all())
                .map(Object::toString)
                .containsExactly(
                        "warning: t.yml:3:11: authers[0].reload: 60 without a unit means"
                                + " nanoseconds; for seconds write 60s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a1 | a1",
                "a1,a2 | a1;a2",
                "'a1, a2 ,' | a1;a2",
                "'*.{com,org},x' | *.{com,org};x",
                "[a1, 2, true] | a1;2;1",
                "{} | ''",
                "~ | ''"
            })
    void aListOfTextsMayBeWrittenAsOneText(String written, String texts) {
        String quoted = written.matches("[\\[{~].*[\\]}~]|~") ? written : "'" + written + "'";
        Config config = readCleanly("bypasses: [{name: b, matchers: " + quoted + "}]\n");
        assertThat(String.join(";", config.bypasses().getFirst().matchers())).isEqualTo(texts);
    }

    @Test
    void anEmptyItemOfAListIsLeftOut() {
        Config config = read("bypasses:\n- name: b\n  matchers:\n  - a\n  -\n");
        assertThat(config.bypasses().getFirst().matchers()).containsExactly("a");
        assertThat(diagnostics.all())
                .map(Object::toString)
                .containsExactly("warning: t.yml:5:4: bypasses[0].matchers[1]: empty, left out");
    }

    @Test
    void oneObjectMayStandForAList() {
        Config config = read("services:\n  name: a\n");
        assertThat(config.services()).hasSize(1);
        assertThat(diagnostics.all())
                .map(Object::toString)
                .containsExactly(
                        "warning: t.yml:2:3: services: an object where a list is wanted; put -"
                                + " before it");
    }

    @Test
    void aChainOfAGroupMayBeWrittenAsItsName() {
        Config config =
                readCleanly(
                        "services: [{name: a, handler: {chainGroup: {chains: [c1, {chain:"
                                + " c2}]}}}]");
        assertThat(config.services().getFirst().handler().chainGroup().chains())
                .extracting(ChainEntryConfig::chain)
                .containsExactly("c1", "c2");
    }

    @Test
    void metadataKeepsTheTypesOfYaml() {
        OpaqueMap<Object> metadata =
                readCleanly(
                                """
                                services:
                                - name: a
                                  metadata:
                                    int: 1_000
                                    octal: 0o17
                                    long: 12345678901
                                    big: 18446744073709551615
                                    float: 1.50
                                    truth: true
                                    word: yes
                                    date: 2020-01-02
                                    nothing: ~
                                    list: [1, a, {b: 1}]
                                    text: "1"
                                """)
                        .services()
                        .getFirst()
                        .metadata();
        assertThat(metadata)
                .containsEntry("int", 1000)
                .containsEntry("octal", 15)
                .containsEntry("long", 12_345_678_901L)
                .containsEntry("big", new BigInteger("18446744073709551615"))
                .containsEntry("float", 1.5)
                .containsEntry("truth", true)
                .containsEntry("word", "yes")
                .containsEntry("date", "2020-01-02T00:00:00Z")
                .containsEntry("nothing", OpaqueMap.NULL)
                .containsEntry("list", List.of(1, "a", OpaqueMap.of(Map.of("b", 1))))
                .containsEntry("text", "1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x",
                "0b2",
                "1e400",
                "0x1FFFFFFFFFFFFFFFF",
                ".1_",
                "._1",
                "1e",
                "2024-13-01",
                "12:30",
                "nULL",
                "+-1",
                "..",
                "2024-01-01 10:00:00Z"
            })
    void whatOnlyLooksLikeANumberIsAText(String text) {
        Config config = readCleanly("services: [{name: a, metadata: {k: " + text + "}}]");
        assertThat(config.services().getFirst().metadata()).containsEntry("k", text);
    }

    @Test
    void aliasesAndMergeKeysStandForWhatTheyName() {
        Config config =
                read(
                        """
                        x: &auth {username: u, password: p}
                        y: &more {username: other, file: f}
                        services:
                        - name: a
                          handler: {auth: *auth}
                        - name: b
                          handler: {auth: {<<: [*auth, *more], password: q}}
                        ---
                        services: []
                        """);
        assertThat(config.services())
                .extracting(service -> service.handler().auth())
                .containsExactly(
                        new AuthConfig("u", Secret.of("p"), ""),
                        new AuthConfig("u", Secret.of("q"), "f"));
    }

    @Test
    void aByteOrderMarkAndWindowsLinesAreAccepted() {
        Config config = readCleanly("\uFEFFlog:\r\n  level: info\r\n");
        assertThat(config.log().level()).isEqualTo("info");
    }

    @Test
    void jsonIsReadByTheSameRules() {
        String json = "{\"authers\": [{\"name\": 5, \"reload\": \"10s\", \"auths\": []}]}";
        Mapping root = (Mapping) JsonReader.read(json, "t.json", diagnostics).orElseThrow();
        Config config = new RecordReader(diagnostics, UnknownKeys.WARN).read(root);
        assertThat(diagnostics.all()).isEmpty();
        assertThat(config.authers().getFirst().name()).isEqualTo("5");
        assertThat(config.authers().getFirst().reload()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void unknownKeysAreWarningsWithTheNearestSpelling() {
        read("services:\n- name: a\n  handlr: {}\n  zzz: 1\nserivces: []\n");
        assertThat(diagnostics.hasErrors()).isFalse();
        assertThat(diagnostics.all())
                .map(Object::toString)
                .containsExactly(
                        "warning: t.yml:5:1: serivces: unknown key; did you mean \"services\"?",
                        "warning: t.yml:3:3: services[0].handlr: unknown key; did you mean"
                                + " \"handler\"?",
                        "warning: t.yml:4:3: services[0].zzz: unknown key");
    }

    @Test
    void unknownKeysAreErrorsOnRequest() {
        Mapping root = (Mapping) YamlReader.read("zzz: 1\n", "t.yml", diagnostics).orElseThrow();
        new RecordReader(diagnostics, UnknownKeys.REJECT).read(root);
        assertThat(diagnostics.hasErrors()).isTrue();
    }

    @Test
    void aListThatWasNotWrittenDiffersFromAnEmptyOne() {
        List<HopConfig> hops =
                readCleanly("hops: [{name: a}, {name: b, nodes: []}, {name: c, plugin: {addr: x}}]")
                        .hops();
        assertThat(hops).extracting(HopConfig::inline).containsExactly(false, true, true);
        assertThat(hops).extracting(HopConfig::nodes).containsOnly(List.of());
    }

    @Test
    void everyKeyIsLocated() {
        String yaml =
                """
                services:
                - name: a
                  metadata:
                    limiter.in: 1MB
                    List: [x, y]
                """;
        Mapping root = (Mapping) YamlReader.read(yaml, "t.yml", diagnostics).orElseThrow();
        var sources = new SourceMap(root);
        assertThat(sources.locate("services[0].metadata.limiter.in")).hasToString("t.yml:4:17");
        assertThat(sources.locate("services[0].metadata.list[1]")).hasToString("t.yml:5:15");
        assertThat(sources.locate("services[0].handler.type")).hasToString("t.yml:2:3");
        assertThat(sources.locate("services[7].name")).hasToString("t.yml:2:1");
        assertThat(sources.locate("")).hasToString("t.yml:1:1");
    }
}
