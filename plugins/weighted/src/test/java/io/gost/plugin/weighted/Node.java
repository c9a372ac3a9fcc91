package io.gost.plugin.weighted;

import io.gost.spi.Candidate;

/** A candidate of tests. */
record Node(String name, int weight) implements Candidate {
    @Override
    public String address() {
        return name + ".test:80";
    }
}
