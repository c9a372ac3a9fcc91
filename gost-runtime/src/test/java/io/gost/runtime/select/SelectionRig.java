package io.gost.runtime.select;

import io.gost.spi.Candidate;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;
import io.gost.spi.Target;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A selector in turn over candidates with names of one letter, on a clock that tests move. */
final class SelectionRig {
    // The time overflows on the way: it is only ever compared by differences.
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    final List<String> heard = new ArrayList<>();
    final Rotation rotation = new Rotation();
    final Watch watch;
    final Selector<Item> selector;
    private final List<Item> items;

    SelectionRig(SelectorLimits limits, Spec... specs) {
        this.watch =
                new Watch(
                        limits,
                        now::get,
                        (candidate, available, reason) ->
                                heard.add(candidate + (available ? " back: " : " out: ") + reason));
        this.items =
                Stream.of(specs)
                        .map(spec -> new Item(spec.name, watch.standing(spec.name, spec.traits)))
                        .toList();
        this.selector = new Selector<>(items, rotation, watch);
    }

    static SelectionRig of(String names) {
        return of(SelectorLimits.DEFAULT, names);
    }

    static SelectionRig of(SelectorLimits limits, String names) {
        return new SelectionRig(
                limits,
                names.chars()
                        .mapToObj(name -> new Spec(Character.toString(name), Traits.NONE))
                        .toArray(Spec[]::new));
    }

    static SelectorLimits limits(int maxFails, Duration failTimeout) {
        return SelectorLimits.of(FailureLimits.of(maxFails, failTimeout));
    }

    void advance(Duration time) {
        now.addAndGet(time.toNanos());
    }

    Standing standing(String name) {
        return item(name).standing();
    }

    Item item(String name) {
        return items.stream().filter(item -> item.name.equals(name)).findFirst().orElseThrow();
    }

    void fail(String name) {
        standing(name).unreachable("connection refused");
    }

    /** The names of so many picks. */
    String picks(int times) {
        Request request = new Request("10.0.0.1");
        return IntStream.range(0, times)
                .mapToObj(_ -> selector.select(request))
                .flatMap(picked -> picked.map(Item::name).stream())
                .collect(Collectors.joining());
    }

    /** A candidate to be. */
    record Spec(String name, Traits traits) {
        static Spec backup(String name) {
            return new Spec(name, new Traits(1, true, 0, null, null));
        }

        static Spec normal(String name) {
            return new Spec(name, Traits.NONE);
        }
    }

    /** A candidate. */
    record Item(String name, Standing standing) implements Selectable {
        @Override
        public String address() {
            return "";
        }
    }

    /** GOST's round robin. */
    static final class Rotation implements SelectionStrategy {
        final AtomicLong counter = new AtomicLong();

        @Override
        public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
            return candidates.get((int) (counter.getAndIncrement() % candidates.size()));
        }
    }

    /** A client's request. */
    record Request(String hashSource, RandomGenerator random) implements SelectionContext {
        Request(String hashSource) {
            this(hashSource, new SplittableRandom(1));
        }

        @Override
        public String clientId() {
            return "";
        }

        @Override
        public Target target() {
            return Target.tcp("example.com", 80);
        }
    }
}
