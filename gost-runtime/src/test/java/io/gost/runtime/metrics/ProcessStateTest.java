package io.gost.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class ProcessStateTest {
    @TempDir private Path proc;

    @Test
    void linuxTellsEverything() throws IOException {
        Path self = Files.createDirectories(proc.resolve("self"));
        for (String descriptor : new String[] {"0", "1", "2", "7"}) {
            Files.createDirectories(self.resolve("fd").resolve(descriptor));
        }
        Files.writeString(
                self.resolve("status"), "Name:\tx\nVmSize:\t 2048 kB\nVmRSS:\t  100 kB\n");
        Files.writeString(
                self.resolve("limits"),
                """
                Limit                     Soft Limit           Hard Limit           Units
                Max open files            1024                 524288               files
                Max address space         unlimited            unlimited            bytes
                """);
        ProcessState state = ProcessState.read(proc);
        // The directory that is being listed is not counted.
        assertThat(state.openDescriptors()).hasValue(3);
        assertThat(state.maxDescriptors()).hasValue(1024);
        assertThat(state.virtualBytes()).hasValue(2_097_152);
        assertThat(state.residentBytes()).hasValue(102_400);
        assertThat(state.maxVirtualBytes()).hasValue(0x1p64);
    }

    @Test
    void otherSystemsTellLess() {
        ProcessState state = ProcessState.read(proc.resolve("nowhere"));
        assertThat(state.openDescriptors()).isEmpty();
        assertThat(state.residentBytes()).isEmpty();
        assertThat(state.maxDescriptors()).isEmpty();
        assertThat(state.startSeconds()).isNotEmpty();
    }
}
