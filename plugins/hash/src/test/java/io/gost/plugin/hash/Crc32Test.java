package io.gost.plugin.hash;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

final class Crc32Test {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 3619153832",
        "192.168.1.10, 260560567",
        "10.0.0.5, 563283338",
        "::1, 2731173655",
        "example.com:443, 1332061728",
        "user1, 2354152789",
        "'', 0"
    })
    void matchesTheReference(String key, long expected) {
        assertThat(Integer.toUnsignedLong(Crc32.of(key))).isEqualTo(expected);
    }

    @Property
    void matchesTheJdkForAnyText(@ForAll String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        assertThat(Integer.toUnsignedLong(Crc32.of(text))).isEqualTo(crc.getValue());
    }
}
