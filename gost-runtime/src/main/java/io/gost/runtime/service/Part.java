package io.gost.runtime.service;

import io.gost.runtime.component.Background;
import io.gost.runtime.route.Member;
import io.gost.runtime.route.Pool;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A live object and what it was made of: its configuration, the parts within it, and the parts that
 * it asked for by name. It is kept from one generation to the next for as long as all of these are
 * the same.
 *
 * <p>Changed only while {@link Parts} builds, under its lock.
 *
 * @param <T> the object
 */
final class Part<T> {
    private final Ref ref;
    private final Object config;
    private final Map<Pool<? extends Member>, String> pools = new LinkedHashMap<>();
    private final List<Background> backgrounds = new ArrayList<>();
    private final List<Resource> resources = new ArrayList<>();
    private final List<Runnable> atLeaving = new ArrayList<>();
    private final Set<Part<?>> nested = new HashSet<>();
    private final Set<Part<?>> asked = new HashSet<>();
    private @Nullable T object;

    /** Something that is let go of when nobody uses it any more. */
    interface Resource {
        /** What it is, for messages. */
        String name();

        /** Whether somebody still uses it, although new requests do not get it. */
        boolean isInUse();

        /** Lets go of it. Called once. */
        void close();
    }

    Part(Ref ref, Object config) {
        this.ref = ref;
        this.config = config;
    }

    Ref ref() {
        return ref;
    }

    T object() {
        T made = object;
        if (made == null) {
            throw new IllegalStateException(ref + " asks for itself");
        }
        return made;
    }

    void made(T by) {
        object = by;
    }

    /** Whether it is what this configuration says. */
    boolean isMadeOf(Object same) {
        return config.equals(same);
    }

    Map<Pool<? extends Member>, String> pools() {
        return pools;
    }

    List<Background> backgrounds() {
        return backgrounds;
    }

    List<Resource> resources() {
        return resources;
    }

    /** What is to be done when it belongs to what runs no longer. */
    List<Runnable> atLeaving() {
        return atLeaving;
    }

    /** The parts within it, one level down. */
    Set<Part<?>> nested() {
        return nested;
    }

    /** What it and the parts within it asked for by name. */
    Set<Part<?>> asked() {
        return asked;
    }
}
