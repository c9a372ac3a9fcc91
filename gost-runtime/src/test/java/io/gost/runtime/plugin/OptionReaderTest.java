package io.gost.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.spi.GostException;
import io.gost.spi.OptionBounds;
import io.gost.spi.OptionSpec;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

final class OptionReaderTest {
    private static final String PATH = "services[0].handler.metadata";

    private final List<String> heard = new ArrayList<>();
    private final ProblemSink sink =
            new ProblemSink() {
                @Override
                public void error(String path, String message) {
                    heard.add("error " + path + ": " + message);
                }

                @Override
                public void warning(String path, String message) {
                    heard.add("warning " + path + ": " + message);
                }
            };
    private final SampleHandlerProvider sample = new SampleHandlerProvider();
    private final OptionReader reader = new OptionReader(Plugins.of(List.of(sample)));

    @Test
    void valuesAreReadUnderEverySpelling() {
        SampleHandlerProvider.Sample options =
                reader.read(
                        sample,
                        PATH,
                        Map.of("Read.Timeout", "2s", "NOTLS", true, "cache.status.404", "1m"),
                        sink);

        assertThat(options)
                .isEqualTo(
                        new SampleHandlerProvider.Sample(
                                Duration.ofSeconds(2), true, Map.of("404", "1m")));
        assertThat(heard).isEmpty();
    }

    @Test
    void everyRefusedValueIsAnErrorWithItsPath() {
        reader.read(sample, PATH, Map.of("readTimeout", "0s", "notls", "maybe"), sink);

        assertThat(heard)
                .containsExactly(
                        "error services[0].handler.metadata.readTimeout: \"0s\" is not a duration"
                                + " such as 300ms, 1m30s or a number of seconds of at least 1ms",
                        "error services[0].handler.metadata.notls: \"maybe\" is not true or false");
    }

    @Test
    void aKeyNobodyReadsIsAWarningWithTheNearestSpelling() {
        reader.read(sample, PATH, Map.of("raedTimeout", 1), sink);

        assertThat(heard)
                .containsExactly(
                        "warning services[0].handler.metadata.raedTimeout: nobody reads this key;"
                                + " did you mean \"readTimeout\"?");
    }

    @Test
    void aKeyNearToNothingHasNoSuggestion() {
        reader.read(sample, "", Map.of("completelyDifferent", 1), sink);

        assertThat(heard).containsExactly("warning completelyDifferent: nobody reads this key");
    }

    @Test
    void theKeysOfDelegatedTypesAreKnown() {
        SampleHandlerProvider auto =
                new SampleHandlerProvider(
                        List.of("auto"),
                        options -> {
                            options.delegatedTo("inner");
                            options.delegatedTo("absent");
                        });
        SampleHandlerProvider inner =
                new SampleHandlerProvider(
                        List.of("inner"),
                        options -> {
                            options.delegatedTo("auto");
                            options.duration("udpTimeout").orElse(Duration.ZERO);
                        });

        OptionReader both = new OptionReader(Plugins.of(List.of(auto, inner)));
        both.read(auto, PATH, Map.of("udpTimeout", "1s", "udpTimeuot", "1s"), sink);

        assertThat(heard)
                .containsExactly(
                        "warning services[0].handler.metadata.udpTimeuot: nobody reads this key;"
                                + " did you mean \"udpTimeout\"?");
        assertThat(both.describe(auto))
                .extracting(OptionSpec::name)
                .containsExactly("readTimeout", "notls", "cache.status.<code>", "udpTimeout");
    }

    @Test
    void membersOfAGroupKnowEachOthersKeys() {
        SampleHandlerProvider other =
                new SampleHandlerProvider(
                        List.of("other"),
                        options -> options.duration("backlog").orElse(Duration.ZERO));
        Map<String, Object> copied =
                Map.of("readTimeout", "1s", "backlog", "1s", "netns", "x", "api.stats", 1);

        OptionGroup group = reader.group(sink);
        String netns =
                group.read(
                        options -> options.string("netns").orElse(""),
                        "services[0].metadata",
                        copied);
        group.read(other, "services[0].listener.metadata", copied);
        group.read(sample, PATH, copied);
        group.reportUnread(Set.of("API.stats"));

        assertThat(netns).isEqualTo("x");
        assertThat(heard).isEmpty();
    }

    @Test
    void aKeyThatNobodyOfAGroupReadsIsReportedOnce() {
        Map<String, Object> copied = Map.of("netsn", "x");

        OptionGroup group = reader.group(sink);
        group.read(options -> options.string("netns").orElse(""), "services[0].metadata", copied);
        group.read(sample, PATH, copied);
        group.reportUnread(Set.of());

        assertThat(heard)
                .containsExactly(
                        "warning services[0].metadata.netsn: nobody reads this key; did you mean"
                                + " \"netns\"?");
    }

    @Test
    void aProviderThatThrowsIsNamedWithThePath() {
        SampleHandlerProvider broken =
                new SampleHandlerProvider(
                        List.of("broken"),
                        _ -> {
                            throw new IllegalStateException("boom");
                        });

        assertThatThrownBy(() -> reader.read(broken, PATH, Map.of(), sink))
                .isInstanceOf(GostException.class)
                .hasMessage(
                        "services[0].handler.metadata: provider "
                                + SampleHandlerProvider.class.getName()
                                + " throws java.lang.IllegalStateException: boom when it reads its"
                                + " options")
                .extracting(failure -> ((GostException) failure).category())
                .isEqualTo(GostException.Category.PLUGIN);
    }

    @Test
    void aProviderIsDescribedWithoutValues() {
        assertThat(reader.describe(sample))
                .containsExactly(
                        new OptionSpec(
                                List.of("readTimeout", "read.timeout"),
                                "duration",
                                "15s",
                                new OptionBounds("of at least 1ms", List.of(), "1ms", "", false),
                                "time to wait for the request",
                                false,
                                true),
                        new OptionSpec(
                                List.of("notls"),
                                "bool",
                                "false",
                                OptionBounds.NONE,
                                "",
                                false,
                                true),
                        new OptionSpec(
                                List.of("cache.status.<code>"),
                                "string",
                                "",
                                OptionBounds.NONE,
                                "time to keep such answers",
                                false,
                                true));
    }
}
