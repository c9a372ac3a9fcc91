package io.gost.runtime.metrics;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.SingleThreadEventExecutor;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * The Java virtual machine, under the names of Prometheus' Java client, and Netty in it. They stand
 * where GOST has those of Go.
 */
final class JvmFamilies {
    private static final double MILLIS = 1e3;

    private final Iterable<? extends EventExecutor> eventLoops;

    JvmFamilies(Iterable<? extends EventExecutor> eventLoops) {
        this.eventLoops = eventLoops;
    }

    List<Family> all() {
        return List.of(
                gauge(
                        "jvm_info",
                        "Version of the Java virtual machine.",
                        JvmFamilies::info,
                        "version"),
                memory("used", "Used bytes of a memory area.", MemoryUsage::getUsed),
                memory("committed", "Committed bytes of a memory area.", MemoryUsage::getCommitted),
                memory("max", "Most bytes of a memory area.", MemoryUsage::getMax),
                gauge(
                        "jvm_buffer_pool_used_bytes",
                        "Used bytes of a buffer pool.",
                        JvmFamilies::buffers,
                        "pool"),
                Family.plain(
                        Family.Type.SUMMARY,
                        "jvm_gc_collection_seconds",
                        "Time spent in a garbage collector in seconds.",
                        List.of("gc"),
                        JvmFamilies::collections),
                threads("current", "Number of threads.", ThreadMXBean::getThreadCount),
                threads("daemon", "Number of daemon threads.", ThreadMXBean::getDaemonThreadCount),
                threads("peak", "Most threads so far.", ThreadMXBean::getPeakThreadCount),
                gauge(
                        "netty_allocator_used_bytes",
                        "Bytes that Netty's allocator holds.",
                        JvmFamilies::allocated,
                        "area"),
                gauge(
                        "netty_eventloop_pending_tasks",
                        "Tasks that wait for an event loop.",
                        this::pending,
                        "loop"));
    }

    private static Family gauge(
            String name, String help, Consumer<Samples> source, String... labels) {
        return Family.plain(Family.Type.GAUGE, name, help, List.of(labels), source);
    }

    private static Family memory(String what, String help, ToLongFunction<MemoryUsage> value) {
        return gauge(
                "jvm_memory_" + what + "_bytes",
                help,
                samples -> {
                    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
                    area(samples, "heap", value.applyAsLong(memory.getHeapMemoryUsage()));
                    area(samples, "nonheap", value.applyAsLong(memory.getNonHeapMemoryUsage()));
                },
                "area");
    }

    /** An area without a limit has none to tell. */
    private static void area(Samples samples, String area, long bytes) {
        if (bytes >= 0) {
            samples.add(bytes, area);
        }
    }

    private static Family threads(String what, String help, ToLongFunction<ThreadMXBean> value) {
        return gauge(
                "jvm_threads_" + what,
                help,
                samples -> samples.add(value.applyAsLong(ManagementFactory.getThreadMXBean())));
    }

    private static void info(Samples samples) {
        samples.add(1, Runtime.version().toString());
    }

    private static void buffers(Samples samples) {
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            samples.add(pool.getMemoryUsed(), pool.getName());
        }
    }

    private static void collections(Samples samples) {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            samples.add(
                    Histogram.Snapshot.of(
                            collector.getCollectionCount(), collector.getCollectionTime() / MILLIS),
                    collector.getName());
        }
    }

    private static void allocated(Samples samples) {
        if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider provider) {
            ByteBufAllocatorMetric metric = provider.metric();
            samples.add(metric.usedDirectMemory(), "direct");
            samples.add(metric.usedHeapMemory(), "heap");
        }
    }

    private void pending(Samples samples) {
        int number = 0;
        for (EventExecutor loop : eventLoops) {
            if (loop instanceof SingleThreadEventExecutor single) {
                samples.add(single.pendingTasks(), Integer.toString(number));
            }
            number++;
        }
    }
}
