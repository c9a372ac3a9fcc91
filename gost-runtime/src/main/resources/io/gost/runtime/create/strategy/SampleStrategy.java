package com.example.sample;

import io.gost.spi.Candidate;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;

import java.util.List;

/** Picks at random among the first candidates. */
record SampleStrategy(SampleOptions options) implements SelectionStrategy {
    @Override
    public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
        int choice = Math.min(options.first(), candidates.size());
        return candidates.get(context.random().nextInt(choice));
    }
}
