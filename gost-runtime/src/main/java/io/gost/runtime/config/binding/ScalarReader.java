package io.gost.runtime.config.binding;

import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.Scalar;
import io.gost.spi.GoDuration;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads single values into the types of record components.
 *
 * <p>It is as tolerant as GOST: numbers and truth values may be quoted, a number may stand for a
 * truth value and the other way round. What GOST takes although it can hardly be meant is a
 * warning.
 */
final class ScalarReader {
    private static final Pattern INTEGER =
            Pattern.compile("([-+]?)(0[xX]|0[bB]|0[oO]|0(?=[0-9]))?([0-9a-fA-F]{1,64})");
    private static final Pattern DIGITS = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?");
    private static final Duration SUSPICIOUS = Duration.ofMillis(1);
    private static final int SHOWN = 60;

    private final Diagnostics diagnostics;

    ScalarReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    boolean truth(Scalar scalar, String path) {
        return switch (scalar.value()) {
            case Boolean truth -> truth;
            case BigInteger number -> number.signum() != 0;
            case Double number -> number != 0;
            case String text ->
                    truth(text)
                            .orElseGet(
                                    () -> {
                                        wrong(scalar, path, "true or false");
                                        return false;
                                    });
            default -> {
                wrong(scalar, path, "true or false");
                yield false;
            }
        };
    }

    /** The words of Go and of YAML 1.1. */
    static Optional<Boolean> truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "t", "true", "y", "yes", "on" -> Optional.of(true);
            case "", "0", "f", "false", "n", "no", "off" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    long integer(Scalar scalar, String path, long least, long greatest) {
        Optional<BigInteger> number =
                switch (scalar.value()) {
                    case BigInteger integer -> Optional.of(integer);
                    case Boolean truth -> Optional.of(truth ? BigInteger.ONE : BigInteger.ZERO);
                    case Double fraction when Double.isFinite(fraction) ->
                            Optional.of(cut(scalar, fraction, path));
                    case String text -> integer(text);
                    default -> Optional.empty();
                };
        if (number.isEmpty()) {
            wrong(scalar, path, "a whole number");
            return 0;
        }
        BigInteger value = number.get();
        if (value.compareTo(BigInteger.valueOf(least)) < 0
                || value.compareTo(BigInteger.valueOf(greatest)) > 0) {
            wrong(scalar, path, "a number within %d…%d".formatted(least, greatest));
            return 0;
        }
        return value.longValueExact();
    }

    private static Optional<BigInteger> integer(String text) {
        if (text.isEmpty()) {
            return Optional.of(BigInteger.ZERO);
        }
        Matcher matcher = INTEGER.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int radix =
                switch (matcher.group(2)) {
                    case null -> 10;
                    case "0x", "0X" -> 16;
                    case "0b", "0B" -> 2;
                    default -> 8;
                };
        try {
            BigInteger number = new BigInteger(matcher.group(3), radix);
            return Optional.of(matcher.group(1).equals("-") ? number.negate() : number);
        } catch (NumberFormatException e) {
            return Optional.empty(); // a digit the radix does not have
        }
    }

    private BigInteger cut(Scalar scalar, double number, String path) {
        BigInteger whole = BigDecimal.valueOf(number).toBigInteger();
        if (whole.doubleValue() != number) {
            diagnostics.warning(
                    scalar.location(),
                    path,
                    "%s has a fraction; %s is used".formatted(seen(scalar), whole));
        }
        return whole;
    }

    Duration duration(Scalar scalar, String path) {
        return switch (scalar.value()) {
            case String text -> GoDuration.parse(text).orElseGet(() -> noDuration(scalar, path));
            case BigInteger number when number.bitLength() < Long.SIZE ->
                    nanoseconds(scalar, number, path);
            case Double number when Double.isFinite(number) && Math.abs(number) < Long.MAX_VALUE ->
                    nanoseconds(scalar, cut(scalar, number, path), path);
            default -> noDuration(scalar, path);
        };
    }

    private Duration nanoseconds(Scalar scalar, BigInteger number, String path) {
        Duration duration = Duration.ofNanos(number.longValueExact());
        if (!duration.isZero() && duration.abs().compareTo(SUSPICIOUS) < 0) {
            diagnostics.warning(
                    scalar.location(),
                    path,
                    "%s without a unit means nanoseconds; for seconds write %ss"
                            .formatted(seen(scalar), scalar.source()));
        }
        return duration;
    }

    private Duration noDuration(Scalar scalar, String path) {
        String example =
                DIGITS.matcher(scalar.source()).matches() ? scalar.source() + "s" : "10s or 1m30s";
        wrong(scalar, path, "a duration such as " + example);
        return Duration.ZERO;
    }

    private void wrong(Scalar scalar, String path, String wanted) {
        diagnostics.error(scalar.location(), path, "%s is not %s".formatted(seen(scalar), wanted));
    }

    /** The value for a message. Secrets never come here: every single value is a text. */
    private static String seen(Scalar scalar) {
        String source = scalar.source();
        String text = source.length() > SHOWN ? source.substring(0, SHOWN) + "…" : source;
        String safe = text.replaceAll("\\p{Cntrl}", " ");
        return scalar.value() instanceof String ? "\"" + safe + "\"" : safe;
    }
}
