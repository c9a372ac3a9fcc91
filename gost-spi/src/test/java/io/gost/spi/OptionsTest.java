package io.gost.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

final class OptionsTest {
    private enum Colour {
        RED,
        GREEN
    }

    /** Collects what a sink is told, instead of throwing. */
    private static final class Collecting implements OptionSink {
        private final List<OptionSpec> declared = new ArrayList<>();
        private final List<String> delegated = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();

        @Override
        public void declared(OptionSpec spec) {
            declared.add(spec);
        }

        @Override
        public void delegated(String type) {
            delegated.add(type);
        }

        @Override
        public void refused(String path, String message) {
            refused.add(path + ": " + message);
        }
    }

    @Nested
    final class Keys {
        @Test
        void caseDoesNotMatter() {
            assertThat(Options.of(Map.of("ReadTimeout", 3)).integer("readTIMEOUT").orElse(0))
                    .isEqualTo(3);
        }

        @Test
        void theFirstSpellingThatIsPresentWins() {
            Options options = Options.of(Map.of("read.timeout", 1, "readTimeout", 2));
            assertThat(options.integer("readTimeout", "read.timeout").orElse(0)).isEqualTo(2);
            assertThat(options.integer("timeout", "read.timeout").orElse(0)).isEqualTo(1);
        }

        @Test
        void anAliasIsNotAskedWhenTheCanonicalKeyHasAZero() {
            Options options = Options.of(Map.of("a", 0, "b", 5));
            assertThat(options.integer("a", "b").orElse(9)).isZero();
        }

        @Test
        void aKeyWithoutAValueIsAbsent() {
            Map<String, Object> values = new HashMap<>();
            values.put("a", null);
            assertThat(Options.of(values).string("a").optional()).isEmpty();
        }

        @Test
        void aDotIsPartOfTheKey() {
            assertThat(Options.of(Map.of("mux.version", 2)).integer("mux.version").orElse(1))
                    .isEqualTo(2);
        }
    }

    @Nested
    final class Conversions {
        static Stream<Arguments> truths() {
            return Stream.of(
                    Arguments.of(true, true),
                    Arguments.of(false, false),
                    Arguments.of(1, true),
                    Arguments.of(-3, true),
                    Arguments.of(0, false),
                    Arguments.of(0.5, true),
                    Arguments.of(2L, true),
                    Arguments.of("1", true),
                    Arguments.of("t", true),
                    Arguments.of("T", true),
                    Arguments.of("TRUE", true),
                    Arguments.of("true", true),
                    Arguments.of("True", true),
                    Arguments.of("0", false),
                    Arguments.of("f", false),
                    Arguments.of("F", false),
                    Arguments.of("FALSE", false),
                    Arguments.of("false", false),
                    Arguments.of("False", false),
                    Arguments.of("", false));
        }

        @ParameterizedTest
        @MethodSource("truths")
        void boolsComeAsTruthsNumbersAndGosTexts(Object value, boolean expected) {
            assertThat(Options.of(Map.of("key", value)).bool("key").orElse(!expected))
                    .isEqualTo(expected);
        }

        @ParameterizedTest
        @ValueSource(strings = {"yes", "on", "tRUE", " true", "2"})
        void otherTextsAreNoBools(String value) {
            assertRefused(
                    Options.of(Map.of("key", value)).bool("key"),
                    "key: \"" + value + "\" is not true or false");
        }

        static Stream<Arguments> wholeNumbers() {
            return Stream.of(
                    Arguments.of(5, 5),
                    Arguments.of(5L, 5),
                    Arguments.of(5.0, 5),
                    Arguments.of(BigInteger.valueOf(5), 5),
                    Arguments.of((short) 5, 5),
                    Arguments.of("5", 5),
                    Arguments.of(" 5 ", 5),
                    Arguments.of("-5", -5),
                    Arguments.of("+5", 5),
                    Arguments.of("", 0),
                    Arguments.of(true, 1),
                    Arguments.of(false, 0),
                    Arguments.of(Integer.MIN_VALUE, Integer.MIN_VALUE),
                    Arguments.of("2147483647", Integer.MAX_VALUE));
        }

        @ParameterizedTest
        @MethodSource("wholeNumbers")
        void wholeNumbersComeAsAnyNumberTextOrTruth(Object value, int expected) {
            assertThat(Options.of(Map.of("key", value)).integer("key").orElse(77))
                    .isEqualTo(expected);
        }

        static Stream<Object> noWholeNumbers() {
            return Stream.of(
                    "x",
                    "0x10",
                    "1.5",
                    1.5,
                    2_147_483_648L,
                    "1e999999999",
                    Double.NaN,
                    Double.POSITIVE_INFINITY,
                    List.of(1),
                    Map.of(),
                    "1".repeat(41));
        }

        @ParameterizedTest
        @MethodSource("noWholeNumbers")
        void otherValuesAreNoWholeNumbers(Object value) {
            assertRefused(
                    Options.of(Map.of("key", value)).integer("key"),
                    "key: \"" + value + "\" is not a whole number");
        }

        @Test
        void numbersHaveFractions() {
            assertThat(Options.of(Map.of("key", "2.5")).number("key").orElse(0.0)).isEqualTo(2.5);
            assertThat(Options.of(Map.of("key", 2.5f)).number("key").orElse(0.0)).isEqualTo(2.5);
            assertThat(Options.of(Map.of("key", 2)).number("key").orElse(0.0)).isEqualTo(2.0);
        }

        static Stream<Arguments> durations() {
            return Stream.of(
                    Arguments.of("300ms", Duration.ofMillis(300)),
                    Arguments.of("1m30s", Duration.ofSeconds(90)),
                    Arguments.of("-1s", Duration.ofSeconds(-1)),
                    Arguments.of("0", Duration.ZERO),
                    Arguments.of("0s", Duration.ZERO),
                    Arguments.of("", Duration.ZERO),
                    Arguments.of("30", Duration.ofSeconds(30)),
                    Arguments.of("-30", Duration.ofSeconds(-30)),
                    Arguments.of(" 5s ", Duration.ofSeconds(5)),
                    Arguments.of(30, Duration.ofSeconds(30)),
                    Arguments.of(30L, Duration.ofSeconds(30)),
                    Arguments.of(0.25, Duration.ofMillis(250)));
        }

        @ParameterizedTest
        @MethodSource("durations")
        void durationsComeInGosNotationOrAsSeconds(Object value, Duration expected) {
            assertThat(Options.of(Map.of("key", value)).duration("key").orElse(Duration.ofDays(1)))
                    .isEqualTo(expected);
        }

        @ParameterizedTest
        @ValueSource(strings = {"1d", "fast", "5 s", "1e20"})
        void otherTextsAreNoDurations(String value) {
            assertRefused(
                    Options.of(Map.of("key", value)).duration("key"),
                    "is not a duration such as 300ms, 1m30s or a number of seconds");
        }

        @Test
        void aTruthIsNoDuration() {
            assertRefused(Options.of(Map.of("key", true)).duration("key"), "\"true\" is not a");
        }

        static Stream<Arguments> sizes() {
            return Stream.of(
                    Arguments.of(512, 512),
                    Arguments.of("512", 512),
                    Arguments.of("512b", 512),
                    Arguments.of("64k", 65_536),
                    Arguments.of("64K", 65_536),
                    Arguments.of("64KB", 65_536),
                    Arguments.of("64 KiB", 65_536),
                    Arguments.of("1m", 1_048_576),
                    Arguments.of("1MiB", 1_048_576),
                    Arguments.of("1g", 1_073_741_824),
                    Arguments.of("", 0));
        }

        @ParameterizedTest
        @MethodSource("sizes")
        void sizesComeAsNumbersOrWithAUnit(Object value, int expected) {
            assertThat(Options.of(Map.of("key", value)).bytes("key").orElse(77))
                    .isEqualTo(expected);
        }

        @ParameterizedTest
        @ValueSource(strings = {"2g", "64q", "1.5k", "k", "99999999999999999999k"})
        void otherTextsAreNoSizes(String value) {
            assertRefused(
                    Options.of(Map.of("key", value)).bytes("key"),
                    "is not a number of bytes, such as 64KiB");
        }

        static Stream<Arguments> texts() {
            return Stream.of(
                    Arguments.of("text", "text"),
                    Arguments.of(" kept ", " kept "),
                    Arguments.of("", ""),
                    Arguments.of(8080, "8080"),
                    Arguments.of(1e9, "1000000000"),
                    Arguments.of(0.5, "0.5"),
                    Arguments.of(true, "true"));
        }

        @ParameterizedTest
        @MethodSource("texts")
        void textsComeAsTextsNumbersAndTruths(Object value, String expected) {
            assertThat(Options.of(Map.of("key", value)).string("key").orElse("other"))
                    .isEqualTo(expected);
        }

        @Test
        void listsAreNoTexts() {
            assertRefused(
                    Options.of(Map.of("key", List.of("a"))).string("key"),
                    "key: \"[a]\" is not a text");
        }

        @Test
        void listsComeAsListsOrAsOneScalar() {
            assertThat(strings(List.of("a", 2, true))).containsExactly("a", "2", "true");
            assertThat(strings("a")).containsExactly("a");
            assertThat(strings(7)).containsExactly("7");
            assertThat(strings(List.of())).isEmpty();
            assertThat(strings(Arrays.asList("a", null))).containsExactly("a");
        }

        @Test
        void listsOfListsAreNoListsOfTexts() {
            assertRefused(
                    Options.of(Map.of("key", List.of(List.of("a")))).strings("key"),
                    "is not a list of texts");
        }

        @Test
        void mapsKeepTheirOrderAndBecomeTexts() {
            Map<Object, Object> value = new LinkedHashMap<>();
            value.put("X-Two", 2);
            value.put(1, true);
            value.put("empty", null);
            assertThat(Options.of(Map.of("key", value)).map("key").orElse(Map.of()))
                    .containsExactly(
                            Map.entry("X-Two", "2"),
                            Map.entry("1", "true"),
                            Map.entry("empty", ""));
            assertRefused(Options.of(Map.of("key", "a=b")).map("key"), "key: \"a=b\" is not a map");
        }

        @Test
        void choicesComeInAnyCase() {
            assertThat(choice("green")).isEqualTo(Colour.GREEN);
            assertThat(choice("GREEN")).isEqualTo(Colour.GREEN);
            assertThat(choice("")).isEqualTo(Colour.RED);
            assertRefused(
                    Options.of(Map.of("key", "blue")).choice(Colour.class, "key"),
                    "key: \"blue\" is not one of red, green");
        }

        @Test
        void parsersTakeTextsAndTheirComplaintsAreRefusals() {
            Options options = Options.of(Map.of("good", "tcp", "bad", "tpc"));
            assertThat(options.parsed(OptionsTest::network, "udp", "good").required())
                    .isEqualTo(Network.TCP);
            assertRefused(
                    options.parsed(OptionsTest::network, "udp", "bad"),
                    "bad: \"tpc\" is not a text such as udp");
        }

        @Test
        void secretsAreNotPrintedEvenWhenRefused() {
            assertThat(Options.of(Map.of("key", "hush")).secret("key").required().reveal())
                    .isEqualTo("hush");
            assertThatThrownBy(
                            () ->
                                    Options.of(Map.of("key", List.of("hush")))
                                            .secret("key")
                                            .optional())
                    .hasMessage("key: the value is not a text")
                    .hasMessageNotContaining("hush");
        }

        private static List<String> strings(Object value) {
            return Options.of(Map.of("key", value)).strings("key").orElse(List.of("other"));
        }

        private static Colour choice(String value) {
            return Options.of(Map.of("key", value)).choice(Colour.class, "key").orElse(Colour.RED);
        }
    }

    @Nested
    final class Bounds {
        @Test
        void valuesOutsideAreRefusedWithTheBounds() {
            Options options = Options.of(Map.of("size", 70_000, "time", "1ns"));
            assertRefused(
                    options.bytes("size").between(512, 65_535),
                    "size: \"70000\" is not a number of bytes, such as 64KiB, within 512–65535");
            assertRefused(
                    options.duration("time").atLeast(Duration.ofMillis(1)),
                    "time: \"1ns\" is not a duration such as 300ms, 1m30s or a number of seconds"
                            + " of at least 1ms");
        }

        @Test
        void valuesOnTheBoundsWillDo() {
            Options options = Options.of(Map.of("low", 1, "high", 3));
            assertThat(options.integer("low").between(1, 3).orElse(2)).isEqualTo(1);
            assertThat(options.integer("high").between(1, 3).orElse(2)).isEqualTo(3);
            assertThat(options.integer("low").atLeast(1).orElse(2)).isEqualTo(1);
        }

        @Test
        void aCheckSaysWhatItWants() {
            assertRefused(
                    Options.of(Map.of("path", "etc"))
                            .string("path")
                            .check(path -> path.startsWith("/"), "that is an absolute path"),
                    "path: \"etc\" is not a text that is an absolute path");
        }

        @Test
        void zeroCanMeanTheDefault() {
            Duration usual = Duration.ofSeconds(15);
            assertThat(timeout(Map.of()).orElseIfZero(usual)).isEqualTo(usual);
            assertThat(timeout(Map.of("timeout", 0)).orElseIfZero(usual)).isEqualTo(usual);
            assertThat(timeout(Map.of("timeout", 3)).orElseIfZero(usual)).hasSeconds(3);
            assertThat(timeout(Map.of("timeout", -3)).orElseIfZero(usual)).hasSeconds(-3);
        }

        @Test
        void zeroMeansTheDefaultEvenWhereBoundsExcludeIt() {
            Duration usual = Duration.ofSeconds(15);
            Duration least = Duration.ofMillis(1);
            assertThat(timeout(Map.of("timeout", 0)).atLeast(least).orElseIfZero(usual))
                    .isEqualTo(usual);
            assertThatThrownBy(
                            () ->
                                    timeout(Map.of("timeout", "1ns"))
                                            .atLeast(least)
                                            .orElseIfZero(usual))
                    .isInstanceOf(GostException.class);
        }

        private static RangedOption<Duration> timeout(Map<String, ?> values) {
            return Options.of(values).duration("timeout");
        }
    }

    @Nested
    final class Refusals {
        private final Collecting sink = new Collecting();

        @Test
        void nameThePathAndTheSpellingUsed() {
            Options options =
                    Options.of(
                            "services[0].handler.metadata", Map.of("read.timeout", "soon"), sink);
            assertThat(options.path()).isEqualTo("services[0].handler.metadata");
            assertThat(options.duration("readTimeout", "read.timeout").orElse(Duration.ZERO))
                    .isZero();
            assertThat(sink.refused)
                    .containsExactly(
                            "services[0].handler.metadata.read.timeout: \"soon\" is not a duration"
                                    + " such as 300ms, 1m30s or a number of seconds");
        }

        @Test
        void leaveTheDefaultSoThatFurtherOnesAreFound() {
            Options options = Options.of("x", Map.of("a", "?", "b", "?"), sink);
            assertThat(options.integer("a").orElse(1)).isEqualTo(1);
            assertThat(options.bool("b").optional()).isEmpty();
            assertThat(sink.refused).hasSize(2);
        }

        @Test
        void tellThatARequiredKeyIsMissing() {
            Options options = Options.of("nodes[2].metadata", Map.of(), sink);
            assertThat(options.string("path").required()).isEmpty();
            assertThat(sink.refused)
                    .containsExactly("nodes[2].metadata.path: is missing; wanted a text");
        }

        @Test
        void throwWhenThereIsNoSink() {
            assertThatThrownBy(() -> Options.of(Map.of()).string("path").required())
                    .isInstanceOfSatisfying(
                            GostException.class,
                            e -> assertThat(e.category()).isEqualTo(GostException.Category.CONFIG))
                    .hasMessage("path: is missing; wanted a text");
        }
    }

    @Nested
    final class Families {
        private final Collecting sink = new Collecting();

        @Test
        void collectTheRestOfEachKey() {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("cache.status.404", "10s");
            values.put("Cache.Status.5XX", 3);
            values.put("cache.statuses", "no");
            values.put("cache.status.none", null);
            assertThat(Options.of("m", values, sink).family("cache.status.", "<code>", "help"))
                    .containsOnly(Map.entry("404", "10s"), Map.entry("5xx", "3"));
        }

        @Test
        void refuseWhatIsNoText() {
            Options options = Options.of("m", Map.of("env.PATH", List.of("/bin")), sink);
            assertThat(options.family("env.", "<name>", "help")).isEmpty();
            assertThat(sink.refused).containsExactly("m.env.path: \"[/bin]\" is not a text");
        }
    }

    @Nested
    final class UnavailableKeys {
        private final Collecting sink = new Collecting();

        @Test
        void areRefusedUnderTheSpellingUsedWhenTheyAskForSomething() {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("sniff", true);
            values.put("period", "-1s");
            values.put("version", 2);
            values.put("rate", 0.5);
            values.put("ca", "ca.pem");
            values.put("token", "t");
            values.put("names", "a");
            values.put("headers", Map.of("a", "b"));
            values.put("colour", "red");
            read(values);
            assertThat(sink.refused)
                    .containsExactlyElementsOf(
                            values.keySet().stream().map(UnavailableKeys::refusal).toList());
        }

        @Test
        void areAcceptedWhenTheyAskForNothing() {
            Map<String, Object> values = new HashMap<>();
            values.put("sniff", "false");
            values.put("period", "0s");
            values.put("version", 0);
            values.put("rate", "0.0");
            values.put("cert", "");
            values.put("token", "");
            values.put("names", List.of());
            values.put("headers", Map.of());
            values.put("colour", "");
            values.put("cache.status.404", "");
            read(values);
            read(Map.of());
            assertThat(sink.refused).isEmpty();
        }

        @Test
        void areRefusedAsWhatTheyAreWhenTheyAreNotEvenThat() {
            read(Map.of("sniff", "maybe"));
            assertThat(sink.refused).containsExactly("m.sniff: \"maybe\" is not true or false");
        }

        @Test
        void mayBeFamilies() {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("Cache.Status.5xx", 0);
            values.put("cache.status.404", "10s");
            read(values);
            assertThat(sink.refused)
                    .containsExactly(refusal("cache.status.404"), refusal("cache.status.5xx"));
        }

        @Test
        void areDescribedWithWhatTheyWouldDo() {
            Options options = Options.describing(sink);
            options.bool("sniff", "sniffing").help("find out the protocol").unavailable();
            options.bool("other").unavailable();
            options.unavailableFamily("cache.status.", "<code>", "seconds to keep");
            assertThat(sink.declared)
                    .containsExactly(
                            unavailable(
                                    List.of("sniff", "sniffing"),
                                    "bool",
                                    "find out the protocol; not available in this version"),
                            unavailable(List.of("other"), "bool", "not available in this version"),
                            unavailable(
                                    List.of("cache.status.<code>"),
                                    "string",
                                    "seconds to keep; not available in this version"));
            assertThat(sink.refused).isEmpty();
        }

        private void read(Map<String, ?> values) {
            Options options = Options.of("m", values, sink);
            options.bool("sniff").unavailable();
            options.duration("period").unavailable();
            options.integer("version").between(0, 2).unavailable();
            options.number("rate").unavailable();
            options.string("cert", "ca").unavailable();
            options.secret("token").unavailable();
            options.strings("names").unavailable();
            options.map("headers").unavailable();
            options.choice(Colour.class, "colour").unavailable();
            options.unavailableFamily("cache.status.", "<code>", "");
        }

        private static String refusal(String key) {
            return "m." + key + ": is not available in this version; remove it";
        }

        private static OptionSpec unavailable(List<String> names, String type, String help) {
            return new OptionSpec(names, type, "", OptionBounds.NONE, help, false, false);
        }
    }

    @Nested
    final class Descriptions {
        private final Collecting sink = new Collecting();

        @Test
        void sayEverythingAboutEveryKeyWithoutAnyValue() {
            Options options = Options.describing(sink);
            options.duration("readTimeout", "read.timeout")
                    .atLeast(Duration.ofMillis(1))
                    .help("time to wait")
                    .orElseIfZero(Duration.ofSeconds(15));
            options.choice(Colour.class, "colour").orElse(Colour.GREEN);
            options.bytes("buffer").orElse(4_096);
            options.string("user").optional();
            options.secret("password").orElse(Secret.EMPTY);
            options.strings("names").orElse(List.of("a", "b"));
            options.map("headers").orElse(Map.of());
            options.number("ratio").orElse(0.5);
            options.bool("quiet").orElse(false);
            assertThat(sink.declared)
                    .containsExactly(
                            new OptionSpec(
                                    List.of("readTimeout", "read.timeout"),
                                    "duration",
                                    "15s",
                                    new OptionBounds("of at least 1ms", List.of(), "1ms", "", true),
                                    "time to wait",
                                    false,
                                    true),
                            spec(
                                    "colour",
                                    "choice",
                                    "green",
                                    OptionBounds.oneOf(List.of("red", "green"))),
                            spec("buffer", "size", "4096", OptionBounds.NONE),
                            spec("user", "string", "", OptionBounds.NONE),
                            spec("password", "secret", "", OptionBounds.NONE),
                            spec("names", "list", "a,b", OptionBounds.NONE),
                            spec("headers", "map", "", OptionBounds.NONE),
                            spec("ratio", "number", "0.5", OptionBounds.NONE),
                            spec("quiet", "bool", "false", OptionBounds.NONE));
            assertThat(sink.refused).isEmpty();
        }

        @Test
        void readRequiredKeysAsSamples() {
            Options options = Options.describing(sink);
            assertThat(options.string("path").required()).isEmpty();
            assertThat(options.integer("port").required()).isZero();
            assertThat(options.choice(Colour.class, "colour").required()).isEqualTo(Colour.RED);
            assertThat(options.parsed(Path::of, "/etc", "dir").required())
                    .isEqualTo(Path.of("/etc"));
            assertThat(sink.refused).isEmpty();
            assertThat(sink.declared).allMatch(OptionSpec::required);
        }

        @Test
        void nameFamiliesAndWhoElseReadsTheMap() {
            Options options = Options.describing(sink);
            options.family("cache.status.", "<code>", "seconds to keep");
            options.delegatedTo("socks5");
            assertThat(sink.declared)
                    .containsExactly(
                            new OptionSpec(
                                    List.of("cache.status.<code>"),
                                    "string",
                                    "",
                                    OptionBounds.NONE,
                                    "seconds to keep",
                                    false,
                                    true));
            assertThat(sink.delegated).containsExactly("socks5");
        }

        @Test
        void areTheSameWithValues() {
            Options options = Options.of("x", Map.of("quiet", true), sink);
            options.bool("quiet").orElse(false);
            assertThat(sink.declared)
                    .containsExactly(spec("quiet", "bool", "false", OptionBounds.NONE));
        }

        @Test
        void tellBoundsInWordsAndToPrograms() {
            Options options = Options.describing(sink);
            options.integer("port").between(1, 65_535).orElse(80);
            options.bytes("buffer").atLeast(512).orElseIfZero(4_096);
            options.string("path")
                    .check(text -> text.startsWith("/"), "that begins with /")
                    .optional();

            assertThat(sink.declared)
                    .extracting(OptionSpec::bounds)
                    .containsExactly(
                            new OptionBounds("within 1–65535", List.of(), "1", "65535", false),
                            new OptionBounds("of at least 512", List.of(), "512", "", true),
                            OptionBounds.of("that begins with /"));
        }

        private static OptionSpec spec(
                String name, String type, String value, OptionBounds bounds) {
            return new OptionSpec(List.of(name), type, value, bounds, "", false, true);
        }
    }

    private static Network network(String name) {
        return Network.of(name).orElseThrow(() -> new IllegalArgumentException(name));
    }

    private static void assertRefused(Option<?> option, String message) {
        assertThatThrownBy(option::optional)
                .isInstanceOf(GostException.class)
                .hasMessageContaining(message);
    }
}
