package io.gost.runtime.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Lists of a configuration, which know whether they were written at all.
 *
 * <p>For two keys an empty list means something else than no list: a hop with {@code nodes: []}
 * stands by itself, one without is a reference; and JSON shows {@code []} for the one and {@code
 * null} for the other. Readers that do not care see an empty list in both cases.
 */
public final class Entries {
    // identity matters, so this is not List.of()
    private static final List<Object> ABSENT = Collections.unmodifiableList(new ArrayList<>(0));

    private Entries() {}

    /**
     * The list that was not written.
     *
     * @param <T> what it would hold
     * @return an empty list for which {@link #isAbsent} holds
     */
    @SuppressWarnings("unchecked") // an immutable empty list holds no element of a wrong type
    public static <T> List<T> absent() {
        return (List<T>) ABSENT;
    }

    /**
     * Tells a list that was not written from one that is empty.
     *
     * @param list any list
     * @return whether it comes from {@link #absent}
     */
    @SuppressWarnings("ReferenceEquality") // see ABSENT
    public static boolean isAbsent(List<?> list) {
        return list == ABSENT;
    }

    /** An immutable copy that is absent if the original is. */
    static <T> List<T> copy(List<T> list) {
        return isAbsent(list) ? list : List.copyOf(list);
    }
}
