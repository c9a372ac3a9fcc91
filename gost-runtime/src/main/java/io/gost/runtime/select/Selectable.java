package io.gost.runtime.select;

import io.gost.spi.Candidate;
import io.gost.spi.Measurements;

/** A candidate as the runtime sees it. */
public interface Selectable extends Candidate {
    /**
     * How it stands with its selector.
     *
     * @return always the same object
     */
    Standing standing();

    @Override
    default int weight() {
        return standing().weight();
    }

    @Override
    default Measurements measured() {
        return standing().measured();
    }
}
