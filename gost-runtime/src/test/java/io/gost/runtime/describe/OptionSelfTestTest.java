package io.gost.runtime.describe;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Options;
import io.gost.spi.Secret;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

final class OptionSelfTestTest {
    private static OptionSelfTest.Result test(Consumer<Options> keys) {
        return OptionSelfTest.of(new SampleStrategy(List.of("sample"), keys));
    }

    @Test
    void aCarefulProviderHasNothingToMend() {
        OptionSelfTest.Result result =
                test(
                        options -> {
                            options.duration("ttl")
                                    .atLeast(Duration.ofSeconds(1))
                                    .help("how long")
                                    .orElseIfZero(Duration.ofMinutes(1));
                            options.string("file").help("where").required();
                            options.strings("names").help("who").orElse(List.of("a", "b"));
                            options.secret("key").help("what for").orElse(Secret.of("x"));
                            options.map("header").help("more").orElse(Map.of("a", "b"));
                            options.family("status.", "<code>", "the same for one");
                        });

        assertThat(result.failures()).isEmpty();
        assertThat(result.oddities()).isEmpty();
    }

    @Test
    void aKeyWithoutHelpIsOdd() {
        OptionSelfTest.Result result = test(options -> options.bool("fast").orElse(false));

        assertThat(result.failures()).isEmpty();
        assertThat(result.oddities()).containsExactly("key \"fast\" has no help");
    }

    @Test
    void aDefaultOutsideItsOwnBoundsIsAFailure() {
        OptionSelfTest.Result result =
                test(options -> options.integer("most").between(1, 9).help("how many").orElse(10));

        assertThat(result.failures())
                .singleElement()
                .asString()
                .contains("its own default is refused: most: \"10\"", "within 1–9");
    }

    @Test
    void aKeyThatIsReadOnlySometimesIsAFailure() {
        AtomicBoolean read = new AtomicBoolean();
        OptionSelfTest.Result result =
                test(
                        options -> {
                            if (read.getAndSet(true)) {
                                options.bool("hidden").help("seldom").orElse(false);
                            }
                        });

        assertThat(result.failures())
                .containsExactly("reads other keys when there are values than when there are none");
    }

    @Test
    void twoKeysWithOneSpellingAreAFailure() {
        OptionSelfTest.Result result =
                test(
                        options -> {
                            options.bool("fast", "quick").help("fast").orElse(false);
                            options.integer("Quick").help("quick").orElse(1);
                        });

        assertThat(result.failures())
                .containsExactly("key \"Quick\" is a spelling of both fast and Quick");
    }

    @Test
    void aProviderThatThrowsIsAFailure() {
        OptionSelfTest.Result result =
                test(
                        _ -> {
                            throw new IllegalStateException("boom");
                        });

        assertThat(result.failures())
                .containsExactly(
                        "throws java.lang.IllegalStateException: boom when it is read without"
                                + " values");
    }
}
