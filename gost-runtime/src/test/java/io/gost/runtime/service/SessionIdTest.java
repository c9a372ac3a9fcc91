package io.gost.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Set;

class SessionIdTest {
    @Test
    void hasTwentyLowerCaseLettersAndDigits() {
        assertThat(SessionId.next(1_700_000_000L)).matches("[0-9a-v]{20}");
    }

    @Test
    void beginsWithTheTimeSoThatItSorts() {
        assertThat(SessionId.next(1_700_000_000L)).isLessThan(SessionId.next(1_700_000_001L));
        // 0x6553F100 seconds, five bits at a time from the top.
        assertThat(SessionId.next(1_700_000_000L)).startsWith("cl9v20");
    }

    @Test
    void isUnique() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(SessionId.next(1_700_000_000L));
        }
        assertThat(ids).hasSize(10_000);
    }
}
