package io.gost.runtime.metrics;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The process as the operating system sees it, under the names that all exporters use. */
final class ProcessFamilies {
    private final Supplier<ProcessState> read;

    /** Where something is seen that not every system tells. */
    private interface Value extends Function<ProcessState, OptionalDouble> {}

    ProcessFamilies() {
        this(() -> ProcessState.read(Path.of("/proc")));
    }

    ProcessFamilies(Supplier<ProcessState> read) {
        this.read = read;
    }

    List<Family> all() {
        ProcessState state = read.get();
        return List.of(
                Family.plain(
                        Family.Type.COUNTER,
                        "process_cpu_seconds_total",
                        "Total user and system CPU time spent in seconds.",
                        List.of(),
                        from(state, ProcessState::cpuSeconds)),
                gauge(
                        "process_max_fds",
                        "Maximum number of open file descriptors.",
                        state,
                        ProcessState::maxDescriptors),
                gauge(
                        "process_open_fds",
                        "Number of open file descriptors.",
                        state,
                        ProcessState::openDescriptors),
                gauge(
                        "process_resident_memory_bytes",
                        "Resident memory size in bytes.",
                        state,
                        ProcessState::residentBytes),
                gauge(
                        "process_start_time_seconds",
                        "Start time of the process since unix epoch in seconds.",
                        state,
                        ProcessState::startSeconds),
                gauge(
                        "process_virtual_memory_bytes",
                        "Virtual memory size in bytes.",
                        state,
                        ProcessState::virtualBytes),
                gauge(
                        "process_virtual_memory_max_bytes",
                        "Maximum amount of virtual memory available in bytes.",
                        state,
                        ProcessState::maxVirtualBytes));
    }

    private static Family gauge(String name, String help, ProcessState state, Value value) {
        return Family.plain(Family.Type.GAUGE, name, help, List.of(), from(state, value));
    }

    private static Consumer<Samples> from(ProcessState state, Value value) {
        return samples -> value.apply(state).ifPresent(samples::add);
    }
}
