package io.gost.plugin.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.spi.GostException;
import io.gost.spi.Options;
import io.gost.spi.testkit.DeclaredKeys;
import io.gost.spi.testkit.TestCandidate;
import io.gost.spi.testkit.TestSelectionContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

final class ParallelStrategyTest {
    private static final TestSelectionContext REQUEST =
            TestSelectionContext.of(new SplittableRandom(1));

    @Test
    void everybodyRacesInTheOrderOfTheConfiguration() {
        List<TestCandidate> nodes = nodes(3);
        assertThat(strategy(8).race(nodes, REQUEST)).isEqualTo(nodes);
    }

    @Test
    void noMoreThanAllowedRaceAndAllGetTheirTurn() {
        List<TestCandidate> nodes = nodes(4);
        ParallelStrategy strategy = strategy(3);
        assertThat(names(strategy.race(nodes, REQUEST))).isEqualTo("abc");
        assertThat(names(strategy.race(nodes, REQUEST))).isEqualTo("bcd");
        assertThat(names(strategy.race(nodes, REQUEST))).isEqualTo("cda");
    }

    @Test
    void takesTurnsWhereNothingRaces() {
        List<TestCandidate> nodes = nodes(2);
        ParallelStrategy strategy = strategy(8);
        assertThat(strategy.select(nodes, REQUEST).name()).isEqualTo("a");
        assertThat(strategy.select(nodes, REQUEST).name()).isEqualTo("b");
    }

    @Test
    void eightRaceUnlessConfigured() {
        assertThat(ParallelOptions.read(Options.of(Map.of()))).isEqualTo(new ParallelOptions(8));
        assertThat(ParallelOptions.read(Options.of(Map.of("max", "2"))))
                .isEqualTo(new ParallelOptions(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65})
    void oneIsNoRaceAndTooManyAreAStorm(int max) {
        assertThatThrownBy(() -> ParallelOptions.read(Options.of(Map.of("max", max))))
                .isInstanceOf(GostException.class)
                .hasMessageContaining("max");
    }

    @Test
    void everyKeyIsInTheReadme() throws IOException {
        DeclaredKeys.of(ParallelOptions::read).expectRowsIn(Path.of("README.md"));
    }

    private static ParallelStrategy strategy(int max) {
        return new ParallelStrategy(new ParallelOptions(max));
    }

    private static String names(List<TestCandidate> nodes) {
        return nodes.stream().map(TestCandidate::name).reduce("", String::concat);
    }

    private static List<TestCandidate> nodes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> TestCandidate.of(String.valueOf((char) ('a' + i))))
                .toList();
    }
}
