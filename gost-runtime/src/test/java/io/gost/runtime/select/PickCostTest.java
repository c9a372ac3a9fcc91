package io.gost.runtime.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.select.SelectionRig.Item;
import io.gost.runtime.select.SelectionRig.Request;
import io.gost.spi.Candidate;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the filters do for a pick does not depend on the number of candidates: the strategy is given
 * the same list again, which nobody has looked through or copied. {@code distribution/bench/pick}
 * measures it.
 */
class PickCostTest {
    private static final Request REQUEST = new Request("10.0.0.1");

    private final SelectionRig rig =
            new SelectionRig(
                    SelectorLimits.DEFAULT,
                    IntStream.range(0, 1_000)
                            .mapToObj(i -> SelectionRig.Spec.normal("node-" + i))
                            .toArray(SelectionRig.Spec[]::new));
    private final Lists lists = new Lists();
    private final Selector<Item> selector =
            new Selector<>(rig.selector.candidates(), lists, rig.watch);

    @Test
    void candidatesAreNotLookedThroughWhileAllAreWell() {
        pick(1_000);
        assertThat(lists.seen).hasSize(1);
        assertThat(lists.last).isSameAs(selector.candidates());
    }

    @Test
    void candidatesAreLookedThroughOncePerChange() {
        IntStream.range(0, 300).forEach(i -> rig.fail("node-" + i * 3));
        pick(1_000);
        assertThat(lists.seen).hasSize(1);
        assertThat(lists.last).hasSize(700);
        rig.advance(Duration.ofSeconds(5));
        rig.fail("node-1");
        pick(1_000);
        assertThat(lists.last).hasSize(699);
        rig.advance(Duration.ofSeconds(5));
        pick(1_000);
        assertThat(lists.last).as("300 have rested").hasSize(999);
        assertThat(lists.seen).hasSize(3);
    }

    @Test
    void aSuccessOfWhatIsWellIsNoChange() {
        pick(1);
        rig.standing("node-1").reached(Duration.ofMillis(1));
        pick(1);
        assertThat(lists.seen).hasSize(1);
    }

    private void pick(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(selector.select(REQUEST)).isPresent();
        }
    }

    private static final class Lists implements SelectionStrategy {
        final Set<List<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<?> last = List.of();

        @Override
        public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
            seen.add(candidates);
            last = candidates;
            return candidates.getLast();
        }
    }
}
