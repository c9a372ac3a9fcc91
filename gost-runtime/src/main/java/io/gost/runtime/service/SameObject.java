package io.gost.runtime.service;

import org.jspecify.annotations.Nullable;

/**
 * A live object in a key, where only the very same one counts: many are records, which are equal to
 * others that were made of the same configuration.
 *
 * @param object the object
 */
record SameObject(Object object) {
    @Override
    @SuppressWarnings("ReferenceEquality") // which is all that this type is for
    public boolean equals(@Nullable Object other) {
        return other instanceof SameObject(Object its) && its == object;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(object);
    }
}
