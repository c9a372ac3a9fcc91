package com.example.prefer;

import io.gost.spi.Candidate;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;

import java.util.List;

/** Picks at random among the candidates of a preferred name; without one of them, among all. */
record PreferStrategy(String prefix) implements SelectionStrategy {
    @Override
    public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
        List<C> preferred =
                candidates.stream().filter(node -> node.name().startsWith(prefix)).toList();
        List<C> choice = preferred.isEmpty() ? candidates : preferred;
        return choice.get(context.random().nextInt(choice.size()));
    }
}
