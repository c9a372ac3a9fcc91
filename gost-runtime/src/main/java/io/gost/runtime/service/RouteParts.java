package io.gost.runtime.service;

import io.gost.runtime.component.Background;
import io.gost.runtime.route.Member;
import io.gost.runtime.route.Pool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the routes of one configuration are made of: groups to look at, things that go on by
 * themselves, things to close at the end. Filled while the configuration is built.
 */
final class RouteParts {
    private final Map<Pool<? extends Member>, String> pools = new LinkedHashMap<>();
    private final List<Background> backgrounds = new ArrayList<>();

    /**
     * Shows a group among the others.
     *
     * @param pool the group
     * @param selection what is selected by, in words
     */
    <C extends Member> Pool<C> add(Pool<C> pool, String selection) {
        pools.put(pool, selection);
        return pool;
    }

    /** What a group's members are selected by, in words. */
    String selection(Pool<? extends Member> pool) {
        return pools.getOrDefault(pool, "");
    }

    /** Lets something run while the services do. */
    void add(Background background) {
        backgrounds.add(background);
    }

    /** What runs while the services do. */
    List<Background> backgrounds() {
        return List.copyOf(backgrounds);
    }

    /** How all groups stand. */
    List<GroupState> states() {
        return pools.keySet().stream()
                .map(pool -> new GroupState(pool.name(), pool.report()))
                .toList();
    }
}
