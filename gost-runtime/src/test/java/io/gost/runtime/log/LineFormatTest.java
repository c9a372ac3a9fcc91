package io.gost.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

class LineFormatTest {
    private static final long NOON = Instant.parse("2026-01-02T12:04:05.006Z").toEpochMilli();

    private static final Fields FIELDS =
            Fields.NONE
                    .with("service", "service-0")
                    .with("duration", Duration.ofMillis(1_500))
                    .with("inputBytes", 42L)
                    .with("ok", true)
                    .with("ratio", 0.5)
                    .with("nothing", null)
                    .with("labels", Map.of("b", "1", "a", "2 x"))
                    .with("nodes", List.of("n0", "n1"));

    private static String json(LogLine line) {
        return render(new JsonFormat(ZoneOffset.UTC), line);
    }

    private static String text(LogLine line) {
        return render(new TextFormat(ZoneOffset.UTC), line);
    }

    private static String render(LineFormat format, LogLine line) {
        StringBuilder out = new StringBuilder();
        format.append(out, line);
        return out.toString();
    }

    private static LogLine message(String message) {
        return new LogLine(NOON, LogLevel.INFO, message, "", Fields.NONE, null);
    }

    private static String jsonOf(String message) {
        String line = json(message(message));
        return line.substring(line.indexOf("\"msg\":") + 6, line.length() - 2);
    }

    private static String textOf(String message) {
        String line = text(message(message));
        return line.substring(line.indexOf("msg=") + 4, line.length() - 1);
    }

    @Test
    void aJsonLineHasTheKeysOfGostInTheirOrder() {
        LogLine line =
                new LogLine(
                        NOON,
                        LogLevel.DEBUG,
                        "127.0.0.1:1 >-< example.com:80",
                        "audit",
                        FIELDS,
                        "socks5/Socks5Handler.java:42");

        assertThat(json(line))
                .isEqualTo(
                        "{\"time\":\"2026-01-02T12:04:05.006Z\",\"level\":\"debug\",\"msg\":\"127.0.0.1:1"
                            + " >-< example.com:80\",\"logger\":\"audit\","
                            + "\"service\":\"service-0\",\"duration\":1500000000,"
                            + "\"inputBytes\":42,\"ok\":true,\"ratio\":0.5,\"nothing\":null,\"labels\":{\"a\":\"2"
                            + " x\",\"b\":\"1\"},\"nodes\":[\"n0\",\"n1\"],\"caller\":\"socks5/Socks5Handler.java:42\"}\n");
    }

    @Test
    void aTextLineHasTheSameKeys() {
        LogLine line =
                new LogLine(
                        NOON,
                        LogLevel.DEBUG,
                        "listening on :80",
                        "audit",
                        FIELDS,
                        "tcp/Tcp.java:42");

        assertThat(text(line))
                .isEqualTo(
                        "time=2026-01-02T12:04:05.006Z level=debug msg=\"listening on :80\""
                                + " logger=audit service=service-0 duration=1.5s inputBytes=42"
                                + " ok=true ratio=0.5 nothing=null labels=\"map[a:2 x b:1]\""
                                + " nodes=\"[n0 n1]\" caller=tcp/Tcp.java:42\n");
    }

    @Test
    void nameAndCallerAreLeftOutWhenThereAreNone() {
        assertThat(json(message("hello")))
                .isEqualTo(
                        "{\"time\":\"2026-01-02T12:04:05.006Z\",\"level\":\"info\",\"msg\":\"hello\"}\n");
        assertThat(text(message("hello")))
                .isEqualTo("time=2026-01-02T12:04:05.006Z level=info msg=hello\n");
    }

    @Test
    void timesCarryTheOffsetOfTheZoneAtThatMoment() {
        LineFormat berlin = new JsonFormat(ZoneId.of("Europe/Berlin"));
        long summer = Instant.parse("2026-07-02T22:30:00Z").toEpochMilli();

        assertThat(render(berlin, message("x"))).contains("\"2026-01-02T13:04:05.006+01:00\"");
        assertThat(render(berlin, new LogLine(summer, LogLevel.INFO, "x", "", Fields.NONE, null)))
                .contains("\"2026-07-03T00:30:00.000+02:00\"");
        assertThat(render(new JsonFormat(ZoneOffset.ofHoursMinutes(-3, -30)), message("x")))
                .contains("\"2026-01-02T08:34:05.006-03:30\"");
    }

    @Test
    void jsonEscapesQuotesAndControlCharacters() {
        assertThat(jsonOf("a\"b\\c\n\t\r\b\f\u0000\u0001"))
                .isEqualTo("\"a\\\"b\\\\c\\n\\t\\r\\u0008\\u000c\\u0000\\u0001\"");
        assertThat(jsonOf("\u007f\u009b2J\u2028\u2029"))
                .isEqualTo("\"\\u007f\\u009b2J\\u2028\\u2029\"");
        assertThat(jsonOf("<&>é😀")).isEqualTo("\"<&>é😀\"");
    }

    @Test
    void halvesOfSurrogatePairsBecomeTheReplacementCharacter() {
        assertThat(jsonOf("a\ud83d")).isEqualTo("\"a\\ufffd\"");
        assertThat(jsonOf("\ude00b\ud83d\ud83d\ude00"))
                .isEqualTo("\"\\ufffdb\\ufffd\ud83d\ude00\"");
        assertThat(textOf("a\ud83d")).isEqualTo("\"a\\ufffd\"");
    }

    @Test
    void jsonEscapesKeysAsWell() {
        LogLine line =
                new LogLine(
                        NOON,
                        LogLevel.INFO,
                        "x",
                        "",
                        Fields.NONE.with("a\"\n", Map.of("\"", 1)),
                        null);

        assertThat(json(line)).contains("\"a\\\"\\n\":{\"\\\"\":1}");
    }

    @Test
    void textQuotesWhatCouldBeMisread() {
        assertThat(textOf("plain/Text:1")).isEqualTo("plain/Text:1");
        assertThat(textOf("")).isEqualTo("\"\"");
        assertThat(textOf("a=b")).isEqualTo("\"a=b\"");
        assertThat(textOf("a \"b\"\\\n\t\r\u0001\u007f"))
                .isEqualTo("\"a \\\"b\\\"\\\\\\n\\t\\r\\x01\\x7f\"");
        assertThat(textOf("\u0085\u2028\u202e\u00a0"))
                .isEqualTo("\"\\u0085\\u2028\\u202e\\u00a0\"");
        assertThat(textOf("é😀")).isEqualTo("é😀");
        assertThat(textOf("\udb40\udc01")).isEqualTo("\"\\U000e0001\"");
    }

    @Test
    void aNewlineInAKeyCannotForgeALine() {
        LogLine line =
                new LogLine(
                        NOON, LogLevel.INFO, "x", "", Fields.NONE.with("a\nlevel=error", 1), null);

        assertThat(text(line)).endsWith(" \"a\\nlevel=error\"=1\n").hasLineCount(1);
    }
}
