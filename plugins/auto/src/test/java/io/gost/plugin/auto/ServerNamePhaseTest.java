package io.gost.plugin.auto;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.netty.buffer.ByteBufUtil;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

final class ServerNamePhaseTest {
    private static final byte[] RECORDED = Hellos.recorded("handler-tls");

    @ParameterizedTest
    @CsvSource({"connector-tls-no-host, www.example.com", "handler-tls, host.test"})
    void readsTheNameOfARecordedClientAndLeavesItsBytes(String vector, String name) {
        byte[] hello = Hellos.recorded(vector);
        assertNames(hello, name);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100, 16_384})
    void readsTheNameOfAMessageSplitOverRecords(int recordSize) {
        byte[] hello = Hellos.inRecordsOf(recordSize, Hellos.ofJdk("split.example.com"));
        assertNames(hello, "split.example.com");
    }

    @Test
    void leavesWhatCameBehindTheClientHello() {
        byte[] hello = Hellos.ofJdk("www.example.com");
        byte[] early = Hellos.record(0x17, new byte[] {1, 2, 3});
        byte[] both = Arrays.copyOf(hello, hello.length + early.length);
        System.arraycopy(early, 0, both, hello.length, early.length);
        assertNames(both, "www.example.com");
    }

    @Test
    void refusesAClientThatNamesNoServer() {
        assertFails(Hellos.ofJdk(), Category.HANDSHAKE, "names no server");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "a:80", ".a", "bücher.example", "a\nb"})
    void refusesANameThatIsNoHostName(String name) {
        assertFails(Hellos.naming(name), Category.HANDSHAKE, "not a host name");
    }

    @Test
    void acceptsAnUnderscoreInAName() {
        assertNames(Hellos.naming("_a.b_c.example"), "_a.b_c.example");
    }

    @Test
    void refusesLengthsThatPointBeyondTheirEnd() {
        byte[] list = ByteBufUtil.decodeHexDump("ffff00000161");
        assertFails(Hellos.withExtension(0, list), Category.HANDSHAKE, "beyond its end");
    }

    @Test
    void refusesOtherRecordsAndMessages() {
        byte[] alert = Hellos.record(0x15, new byte[] {2, 40});
        assertFails(alert, Category.HANDSHAKE, "record of type 21");
        byte[] serverHello = Hellos.record(0x16, Hellos.message(2, new byte[0]));
        assertFails(serverHello, Category.HANDSHAKE, "handshake type is 2");
        assertFails(Hellos.record(0x16, new byte[0]), Category.HANDSHAKE, "with 0 bytes");
    }

    @Test
    void refusesAMessageThatWillBeTooLongBeforeItComes() {
        byte[] start = Hellos.record(0x16, ByteBufUtil.decodeHexDump("01010000"));
        assertFails(start, Category.LIMIT, "65536 at most");
    }

    @Test
    void boundsWhatManySmallRecordsPileUp() {
        byte[] message = Hellos.message(1, new byte[60_000]);
        byte[] records = Hellos.inRecordsOf(1, Hellos.record(0x16, message));
        try (Peek<String> peek = Peek.inPieces(1_000, new ServerNamePhase(), records)) {
            assertThat(failureOf(peek).category()).isEqualTo(Category.LIMIT);
            assertThat(failureOf(peek)).hasMessageContaining("bytes of records");
        }
    }

    @Property(tries = 1000)
    void survivesDamagedMessages(@ForAll short at, @ForAll byte value) {
        byte[] hello = RECORDED.clone();
        hello[Math.floorMod(at, hello.length)] = value;
        try (Peek<String> peek = Peek.inPieces(50, new ServerNamePhase(), hello)) {
            if (peek.result().isCompletedExceptionally()) {
                assertThat(failureOf(peek).category()).isIn(Category.HANDSHAKE, Category.LIMIT);
                assertThat(peek.isOpen()).isFalse();
            }
        }
    }

    private static void assertNames(byte[] bytes, String name) {
        for (boolean slowly : new boolean[] {false, true}) {
            try (Peek<String> peek = peek(bytes, slowly)) {
                assertThat(peek.result()).isCompletedWithValue(name);
                assertThat(peek.left()).isEqualTo(bytes);
            }
        }
    }

    private static void assertFails(byte[] bytes, Category category, String text) {
        for (boolean slowly : new boolean[] {false, true}) {
            try (Peek<String> peek = peek(bytes, slowly)) {
                assertThat(failureOf(peek).category()).isEqualTo(category);
                assertThat(failureOf(peek)).hasMessageContaining(text);
                assertThat(peek.isOpen()).isFalse();
            }
        }
    }

    private static Peek<String> peek(byte[] bytes, boolean slowly) {
        return slowly
                ? Peek.byteByByte(new ServerNamePhase(), bytes)
                : Peek.atOnce(new ServerNamePhase(), bytes);
    }

    private static GostException failureOf(Peek<String> peek) {
        assertThat(peek.result()).isCompletedExceptionally();
        return (GostException) peek.result().exceptionNow();
    }
}
