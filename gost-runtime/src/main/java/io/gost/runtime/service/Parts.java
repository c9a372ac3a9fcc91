package io.gost.runtime.service;

import io.gost.runtime.component.Background;
import io.gost.runtime.component.Schedule;
import io.gost.runtime.route.Member;
import io.gost.runtime.route.Pool;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Everything that one generation is made of. A generation is built from a configuration and from
 * the generation before it: whatever is {@linkplain Part made of the same things} as before is the
 * same live object, with its sockets, its sessions and its failures.
 *
 * <p>Building changes nothing that runs. {@link #begin} makes the new generation the one that runs:
 * what is new begins, what is gone ends when its last user is gone. {@link #discard} closes what
 * only the new one has.
 *
 * <p>Generations are built one after the other, {@link #building}.
 */
final class Parts {
    private final Common common;
    private final Map<Ref, Part<?>> all = new LinkedHashMap<>();
    private final List<Runnable> atBegin = new ArrayList<>();
    private @Nullable Parts before;
    private boolean begun;

    /** What all generations of one process share. */
    private static final class Common {
        private final ReentrantLock building = new ReentrantLock();
        // What is being made just now, the innermost first.
        private final Deque<Part<?>> open = new ArrayDeque<>();
        private final Retirement retirement;
        private final Logger logger;
        private @Nullable Parts running;

        Common(Schedule schedule, Logger logger) {
            this.retirement = new Retirement(schedule, logger);
            this.logger = logger;
        }
    }

    private Parts(Common common, @Nullable Parts before) {
        this.common = common;
        this.before = before;
    }

    /**
     * The first generation.
     *
     * @param schedule for looking after what is gone
     * @param logger told of what cannot be closed
     */
    static Parts first(Schedule schedule, Logger logger) {
        return new Parts(new Common(schedule, logger), null);
    }

    /** A generation that shall take the place of this one. */
    Parts next() {
        return new Parts(common, this);
    }

    /** Held by whoever builds a generation until it has begun, or was discarded. */
    ReentrantLock building() {
        return common.building;
    }

    private void exclusively(Runnable change) {
        common.building.lock();
        try {
            change.run();
        } finally {
            common.building.unlock();
        }
    }

    /**
     * An object: the one of before, or a new one where there was none or it was made of other
     * things. It belongs to the object that is being made just now.
     *
     * @param kind what kind of object
     * @param name its name among those of its kind
     * @param config everything that it is made of, but for what it asks {@link #find} for
     * @param maker makes it; what this keeps, adds and asks for belongs to the object
     */
    <T> T keep(String kind, String name, Object config, Supplier<T> maker) {
        Part<?> around = common.open.peek();
        Ref ref = Ref.of(around == null ? null : around.ref(), kind, name);
        while (all.containsKey(ref)) {
            ref = ref.next();
        }
        Part<?> known = before == null ? null : before.all.get(ref);
        if (known != null && known.isMadeOf(config) && known.asked().stream().allMatch(this::has)) {
            @SuppressWarnings("unchecked") // the same kind is made at the same place
            Part<T> same = (Part<T>) known;
            takeOver(same);
            join(same);
            return same.object();
        }
        Part<T> part = new Part<>(ref, config);
        all.put(ref, part);
        common.open.push(part);
        try {
            part.made(maker.get());
        } finally {
            common.open.pop();
        }
        join(part);
        return part.object();
    }

    private void takeOver(Part<?> part) {
        all.put(part.ref(), part);
        part.nested().forEach(this::takeOver);
    }

    private void join(Part<?> part) {
        Part<?> around = common.open.peek();
        if (around != null) {
            around.nested().add(part);
            around.asked().addAll(part.asked());
        }
    }

    @SuppressWarnings("ReferenceEquality") // another object of the same name is another object
    private boolean has(Part<?> part) {
        return all.get(part.ref()) == part;
    }

    /**
     * What a name stands for. Whoever asks is made anew when it stands for something else.
     *
     * @param kind what kind of object
     * @param name its name
     * @param type the object's
     */
    <T> Optional<T> find(String kind, String name, Class<T> type) {
        Parts current = begun ? Objects.requireNonNull(common.running) : this;
        Part<?> part = current.all.get(Ref.of(null, kind, name));
        if (part == null) {
            return Optional.empty();
        }
        Part<?> asking = common.open.peek();
        if (asking != null) {
            asking.asked().add(part);
        }
        return Optional.of(type.cast(part.object()));
    }

    /**
     * Shows a group among the others.
     *
     * @param pool the group
     * @param selection what is selected by, in words
     */
    <C extends Member> Pool<C> add(Pool<C> pool, String selection) {
        common.open.element().pools().put(pool, selection);
        return pool;
    }

    /** Lets something run for as long as the object that is being made belongs to what runs. */
    void add(Background background) {
        common.open.element().backgrounds().add(background);
    }

    /** Closes something when the object that is being made is gone and nobody uses it. */
    void add(Part.Resource resource) {
        common.open.element().resources().add(resource);
    }

    /** Does something when the object that is being made belongs to what runs no longer. */
    void atLeaving(Runnable action) {
        common.open.element().atLeaving().add(action);
    }

    /** Does something when this generation begins to run. */
    void atBegin(Runnable action) {
        atBegin.add(action);
    }

    /**
     * For objects that go on asking for others by name after they were made.
     *
     * @return runs its argument as if the object were still being made, and not at all when it is
     *     gone. For threads that may block
     */
    Later later() {
        Part<?> part = common.open.element();
        return work ->
                exclusively(
                        () -> {
                            Parts running = begun ? common.running : this;
                            if (running != null && running.has(part)) {
                                running.reopen(part, work);
                            }
                        });
    }

    /** See {@link #later()}. */
    @FunctionalInterface
    interface Later {
        /**
         * Does it now or never.
         *
         * @param work may ask, but makes no further parts
         */
        void run(Runnable work);
    }

    private void reopen(Part<?> part, Runnable work) {
        common.open.push(part);
        try {
            work.run();
        } finally {
            common.open.pop();
            Part<?> inner = part;
            for (Ref ref = part.ref().within(); ref != null; ref = ref.within()) {
                Part<?> around = all.get(ref);
                if (around != null) {
                    around.asked().addAll(inner.asked());
                    inner = around;
                }
            }
        }
    }

    /** Makes this generation the one that runs. */
    void begin() {
        exclusively(this::takeThePlace);
    }

    private void takeThePlace() {
        Parts old = before;
        before = null;
        begun = true;
        common.running = this;
        atBegin.forEach(this::attempt);
        atBegin.clear();
        if (old != null) {
            List<Part<?>> gone = old.all.values().stream().filter(part -> !has(part)).toList();
            gone.forEach(part -> part.backgrounds().forEach(this::close));
            gone.forEach(part -> part.atLeaving().forEach(this::attempt));
            common.retirement.add(gone);
        }
        partsNotIn(old).forEach(part -> part.backgrounds().forEach(this::start));
    }

    /** What has begun to run is not given up because something beside it fails. */
    private void attempt(Runnable action) {
        Retirement.attempt("configuration", action, common.logger);
    }

    private void start(Background background) {
        Retirement.attempt(background.name(), background::start, common.logger);
    }

    /** Lets everything look whether the files that it reads have changed. */
    void refresh() {
        all.values().forEach(part -> part.backgrounds().forEach(Background::refresh));
    }

    /** Closes what only this generation has. It can be closed, and nothing else, from then on. */
    void discard() {
        Parts old = before;
        partsNotIn(old).reversed().forEach(this::close);
        if (old != null) {
            old.all.values().forEach(part -> part.pools().keySet().forEach(Pool::recount));
        }
        all.clear();
    }

    /** How many objects of earlier generations still have users. */
    int retired() {
        return common.retirement.size();
    }

    /** Closes everything, what is gone included. */
    void close() {
        List.copyOf(all.values()).reversed().forEach(this::close);
        common.retirement.close();
    }

    private List<Part<?>> partsNotIn(@Nullable Parts old) {
        List<Part<?>> fresh = new ArrayList<>();
        all.values().stream().filter(part -> old == null || !old.has(part)).forEach(fresh::add);
        return fresh;
    }

    private void close(Part<?> part) {
        part.backgrounds().forEach(this::close);
        part.resources().forEach(each -> Retirement.close(each, common.logger));
    }

    private void close(Background background) {
        Retirement.attempt(background.name(), background::close, common.logger);
    }

    /** The groups and what each selects by, in words. */
    Map<Pool<? extends Member>, String> pools() {
        Map<Pool<? extends Member>, String> pools = new LinkedHashMap<>();
        all.values().forEach(part -> pools.putAll(part.pools()));
        return pools;
    }
}
