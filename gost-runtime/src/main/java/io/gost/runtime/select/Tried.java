package io.gost.runtime.select;

import java.util.ArrayList;
import java.util.List;

/**
 * The candidates that have not worked for one request: its next attempt goes to others while there
 * are others. Confined to the request's event loop.
 */
public final class Tried {
    private final List<Selectable> candidates = new ArrayList<>(0);

    /**
     * Remembers one.
     *
     * @param candidate what did not work
     */
    public void add(Selectable candidate) {
        candidates.add(candidate);
    }

    boolean isEmpty() {
        return candidates.isEmpty();
    }

    /**
     * Whether one has not worked.
     *
     * @param candidate who is meant
     * @return whether it was {@linkplain #add added}
     */
    public boolean contains(Selectable candidate) {
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.get(i) == candidate) {
                return true;
            }
        }
        return false;
    }
}
