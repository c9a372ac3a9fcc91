package io.gost.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ModuleVersionTest {
    @Test
    void theFirstTwoNumbersCount() {
        assertThat(ModuleVersion.parse("1.4.2-SNAPSHOT")).contains(new ModuleVersion(1, 4));
        assertThat(ModuleVersion.parse("4.2.18.Final")).contains(new ModuleVersion(4, 2));
        assertThat(ModuleVersion.parse("2")).contains(new ModuleVersion(2, 0));
        assertThat(ModuleVersion.parse("2-beta")).contains(new ModuleVersion(2, 0));
    }

    @Test
    void whatDoesNotBeginWithANumberIsNoVersion() {
        assertThat(ModuleVersion.parse("dev")).isEmpty();
        assertThat(ModuleVersion.parse("")).isEmpty();
        assertThat(ModuleVersion.parse("12345678901234")).isEmpty();
    }

    @Test
    void whatWasBuiltAgainstTheSameMajorAndNoNewerMinorRuns() {
        ModuleVersion ours = new ModuleVersion(1, 4);

        assertThat(ours.runs(new ModuleVersion(1, 4))).isTrue();
        assertThat(ours.runs(new ModuleVersion(1, 0))).isTrue();
        assertThat(ours.runs(new ModuleVersion(1, 5))).isFalse();
        assertThat(ours.runs(new ModuleVersion(2, 0))).isFalse();
        assertThat(ours.runs(new ModuleVersion(0, 4))).isFalse();
    }
}
