package io.gost.spi;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spans of time in the notation of GOST's configuration: {@code 300ms}, {@code -1.5h}, {@code
 * 2h45m}.
 */
public final class GoDuration {
    private static final Pattern PART =
            Pattern.compile("(\\d{1,19}(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
    private static final int LONGEST = 64;

    private GoDuration() {}

    /**
     * Reads a span of time.
     *
     * @param text a number with a unit, several of them in a row, or {@code 0}; a sign may stand in
     *     front
     * @return the span, or empty when the text is something else or does not fit 64 bits of
     *     nanoseconds
     */
    public static Optional<Duration> parse(String text) {
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        if (rest.isEmpty() || rest.length() > LONGEST) {
            return Optional.empty();
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher matcher = PART.matcher(rest);
        int end = 0;
        while (end < rest.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                return Optional.empty();
            }
            nanos =
                    nanos.add(
                            new BigDecimal(matcher.group(1))
                                    .multiply(BigDecimal.valueOf(unit(matcher.group(2)))));
            end = matcher.end();
        }
        try {
            long exact = nanos.toBigInteger().longValueExact();
            return Optional.of(Duration.ofNanos(negative ? -exact : exact));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /**
     * Writes a span of time the way Go prints it: {@code 1m30s}, {@code 1.5s}, {@code 300ms},
     * {@code 0s}.
     *
     * @param duration at most 64 bits of nanoseconds
     * @return the text
     */
    public static String format(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos == 0) {
            return "0s";
        }
        String sign = nanos < 0 ? "-" : "";
        BigDecimal absolute = BigDecimal.valueOf(nanos).abs();
        if (absolute.compareTo(BigDecimal.valueOf(1_000_000_000)) < 0) {
            return sign + formatBelowSecond(absolute);
        }
        BigDecimal minute = BigDecimal.valueOf(60_000_000_000L);
        BigDecimal[] minutes = absolute.divideAndRemainder(minute);
        long whole = minutes[0].longValueExact();
        StringBuilder text = new StringBuilder(sign);
        if (whole >= 60) {
            text.append(whole / 60).append('h');
        }
        if (whole > 0) {
            text.append(whole % 60).append('m');
        }
        return text.append(plain(minutes[1].movePointLeft(9))).append('s').toString();
    }

    private static String formatBelowSecond(BigDecimal nanos) {
        if (nanos.compareTo(BigDecimal.valueOf(1_000)) < 0) {
            return plain(nanos) + "ns";
        }
        if (nanos.compareTo(BigDecimal.valueOf(1_000_000)) < 0) {
            return plain(nanos.movePointLeft(3)) + "µs";
        }
        return plain(nanos.movePointLeft(6)) + "ms";
    }

    private static String plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.signum() == 0 ? "0" : stripped.toPlainString();
    }

    private static long unit(String name) {
        return switch (name) {
            case "ns" -> 1L;
            case "us", "µs", "μs" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            default -> 3_600_000_000_000L;
        };
    }
}
