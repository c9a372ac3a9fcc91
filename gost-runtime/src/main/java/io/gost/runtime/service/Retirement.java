package io.gost.runtime.service;

import io.gost.runtime.component.Schedule;
import io.gost.spi.GostException;

import org.slf4j.Logger;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Parts that belong to what ran before. Each is closed when nobody uses it any more, and nothing
 * that might still lead a request to it is left: first a service's way, then the chain, then its
 * nodes.
 *
 * <p>Users are requests and tunnels, so that there are never more parts here than these hold.
 */
final class Retirement {
    /** How long what is in use is left alone, before it is looked at again. */
    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final Schedule schedule;
    private final Logger logger;
    private final ReentrantLock changing = new ReentrantLock();
    private final Set<Part<?>> retired = new HashSet<>();
    private boolean sweeping;

    Retirement(Schedule schedule, Logger logger) {
        this.schedule = schedule;
        this.logger = logger;
    }

    /** Takes what is gone, and closes at once what nobody uses. */
    void add(Collection<Part<?>> parts) {
        changing.lock();
        try {
            retired.addAll(parts);
            sweep();
        } finally {
            changing.unlock();
        }
    }

    /** How many parts still have users. */
    int size() {
        changing.lock();
        try {
            return retired.size();
        } finally {
            changing.unlock();
        }
    }

    /** Closes everything, used or not. */
    void close() {
        changing.lock();
        try {
            retired.forEach(this::close);
            retired.clear();
        } finally {
            changing.unlock();
        }
    }

    private void sweepAgain() {
        changing.lock();
        try {
            sweeping = false;
            sweep();
        } finally {
            changing.unlock();
        }
    }

    private void sweep() {
        List<Part<?>> unused = unused();
        while (!unused.isEmpty()) {
            unused.forEach(retired::remove);
            unused.forEach(this::close);
            unused = unused();
        }
        if (!retired.isEmpty() && !sweeping) {
            sweeping = true;
            schedule.after(
                    SWEEP, () -> Thread.ofVirtual().name("gost-sweep").start(this::sweepAgain));
        }
    }

    /** Those that nobody uses, and no other part that has not been closed yet leads to. */
    private List<Part<?>> unused() {
        Set<Part<?>> reachable = new HashSet<>();
        for (Part<?> part : retired) {
            reachable.addAll(part.nested());
            reachable.addAll(part.asked());
        }
        return retired.stream()
                .filter(part -> !reachable.contains(part))
                .filter(part -> part.resources().stream().noneMatch(Part.Resource::isInUse))
                .toList();
    }

    private void close(Part<?> part) {
        part.resources().forEach(resource -> close(resource, logger));
    }

    static void close(Part.Resource resource, Logger logger) {
        attempt(resource.name(), resource::close, logger);
    }

    /** Does what may fail without keeping the rest from it. */
    static void attempt(String subject, Runnable closing, Logger logger) {
        try {
            closing.run();
        } catch (RuntimeException | LinkageError e) {
            logger.warn("{}: {}", subject, GostException.of(e).getMessage());
        }
    }
}
