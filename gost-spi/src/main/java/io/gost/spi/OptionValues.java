package io.gost.spi;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what YAML, JSON and the command line give into typed values, by GOST's rules. */
final class OptionValues {
    private static final Pattern SIZE = Pattern.compile("(\\d+)\\s*([kmg]?)(i?b)?");

    private OptionValues() {}

    static String text(Object value) {
        return switch (value) {
            case String text -> text;
            case Number number -> new BigDecimal(number.toString()).toPlainString();
            case Boolean truth -> truth.toString();
            default -> throw unusable(value);
        };
    }

    static boolean bool(Object value) {
        return switch (value) {
            case Boolean truth -> truth;
            case Number number -> number.doubleValue() != 0;
            case String text -> boolFrom(text);
            default -> throw unusable(value);
        };
    }

    static int integer(Object value) {
        try {
            return decimal(value).intValueExact();
        } catch (ArithmeticException e) {
            throw unusable(value);
        }
    }

    static double number(Object value) {
        return decimal(value).doubleValue();
    }

    static int bytes(Object value) {
        if (!(value instanceof String text)) {
            return integer(value);
        }
        Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return integer(value);
        }
        long unit =
                switch (matcher.group(2)) {
                    case "k" -> 1L << 10;
                    case "m" -> 1L << 20;
                    case "g" -> 1L << 30;
                    default -> 1L;
                };
        try {
            return Math.toIntExact(Math.multiplyExact(Long.parseLong(matcher.group(1)), unit));
        } catch (ArithmeticException | NumberFormatException e) {
            throw unusable(value);
        }
    }

    static Duration duration(Object value) {
        return switch (value) {
            case Number number -> seconds(decimal(number));
            case String text ->
                    GoDuration.parse(text.strip()).orElseGet(() -> seconds(decimal(text.strip())));
            default -> throw unusable(value);
        };
    }

    static List<String> texts(Object value) {
        if (!(value instanceof List<?> list)) {
            return List.of(text(value));
        }
        return list.stream().filter(Objects::nonNull).map(OptionValues::text).toList();
    }

    static Map<String, String> map(Object value) {
        if (!(value instanceof Map<?, ?> entries)) {
            throw unusable(value);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        entries.forEach((key, item) -> texts.put(text(key), item == null ? "" : text(item)));
        return Collections.unmodifiableMap(texts);
    }

    static <E extends Enum<E>> E choice(E[] constants, Object value) {
        String text = text(value);
        for (E constant : constants) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw unusable(value);
    }

    /** A default as a user would write it. */
    static String show(Object value) {
        return switch (value) {
            case Duration duration -> GoDuration.format(duration);
            case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
            case List<?> list -> String.join(",", list.stream().map(OptionValues::show).toList());
            case Map<?, ?> map -> map.isEmpty() ? "" : map.toString();
            case Secret secret -> secret.isEmpty() ? "" : secret.toString();
            default -> value.toString();
        };
    }

    /** Whether a value switches anything on: an absent key reads as zero, in GOST's terms. */
    static boolean asksForSomething(Object value) {
        return switch (value) {
            case Boolean truth -> truth;
            case Number number -> number.doubleValue() != 0;
            case Duration duration -> !duration.isZero();
            case String text -> !text.isEmpty();
            case Secret secret -> !secret.isEmpty();
            case Collection<?> items -> !items.isEmpty();
            case Map<?, ?> entries -> !entries.isEmpty();
            default -> true;
        };
    }

    static String describe(String type) {
        return switch (type) {
            case "bool" -> "true or false";
            case "int" -> "a whole number";
            case "number" -> "a number";
            case "size" -> "a number of bytes, such as 64KiB,";
            case "duration" -> "a duration such as 300ms, 1m30s or a number of seconds";
            case "list" -> "a list of texts";
            case "map" -> "a map";
            case "choice" -> "a known value";
            default -> "a text";
        };
    }

    private static BigDecimal decimal(Object value) {
        return switch (value) {
            case Boolean truth -> truth ? BigDecimal.ONE : BigDecimal.ZERO;
            case Number number -> new BigDecimal(number.toString());
            case String text when text.isBlank() -> BigDecimal.ZERO;
            case String text when text.length() <= 40 -> new BigDecimal(text.strip());
            default -> throw unusable(value);
        };
    }

    private static Duration seconds(BigDecimal seconds) {
        try {
            return Duration.ofNanos(seconds.movePointRight(9).longValueExact());
        } catch (ArithmeticException e) {
            throw unusable(seconds);
        }
    }

    /** Exactly the spellings of Go's {@code strconv.ParseBool}, and the empty text as false. */
    private static boolean boolFrom(String text) {
        return switch (text) {
            case "1", "t", "T", "TRUE", "true", "True" -> true;
            case "0", "f", "F", "FALSE", "false", "False", "" -> false;
            default -> throw unusable(text);
        };
    }

    private static IllegalArgumentException unusable(Object value) {
        return new IllegalArgumentException(String.valueOf(value));
    }
}
