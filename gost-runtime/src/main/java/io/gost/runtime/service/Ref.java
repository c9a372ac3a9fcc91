package io.gost.runtime.service;

import org.jspecify.annotations.Nullable;

/**
 * Names a part of what runs, the same in every generation: by names, never by places in lists, so
 * that an object is still the same one when another was written before it.
 *
 * @param within the part it belongs to, or {@code null} for those that others refer to by name
 * @param kind such as {@code hop}
 * @param name its name among its kind
 * @param occurrence tells several of one name apart, from 0
 */
record Ref(@Nullable Ref within, String kind, String name, int occurrence) {
    static Ref of(@Nullable Ref within, String kind, String name) {
        return new Ref(within, kind, name, 0);
    }

    /** The next of the same name. */
    Ref next() {
        return new Ref(within, kind, name, occurrence + 1);
    }
}
