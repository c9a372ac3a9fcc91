package io.gost.runtime.config.document;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What YAML text without quotes means, by the rules of GOST's YAML library.
 *
 * <p>They are YAML 1.2 with the octal numbers, underscores and dates of YAML 1.1, and without its
 * {@code yes} and {@code no}. The same rules tell which texts need quotes.
 */
final class PlainScalar {
    /**
     * A date or a moment.
     *
     * @param text RFC 3339
     */
    record Timestamp(String text) {}

    private static final int MAX_DIGITS = 400; // more than any number that means something
    private static final Map<String, Object> WORDS =
            Map.ofEntries(
                    Map.entry("", Scalar.NULL),
                    Map.entry("~", Scalar.NULL),
                    Map.entry("null", Scalar.NULL),
                    Map.entry("Null", Scalar.NULL),
                    Map.entry("NULL", Scalar.NULL),
                    Map.entry("true", true),
                    Map.entry("True", true),
                    Map.entry("TRUE", true),
                    Map.entry("false", false),
                    Map.entry("False", false),
                    Map.entry("FALSE", false),
                    Map.entry(".nan", Double.NaN),
                    Map.entry(".NaN", Double.NaN),
                    Map.entry(".NAN", Double.NaN));
    private static final Set<String> OLD_BOOLEANS =
            Set.of(
                    "y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "n", "N", "no", "No", "NO",
                    "off", "Off", "OFF");
    private static final Pattern INFINITY = Pattern.compile("[-+]?\\.(?:inf|Inf|INF)");
    private static final Pattern INTEGER =
            Pattern.compile(
                    "([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))");
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");
    private static final Pattern LOOSE_UNDERSCORE = Pattern.compile("(?<![0-9])_|_(?![0-9])");
    private static final Pattern BASE_60 =
            Pattern.compile("[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?");
    private static final Pattern DATE = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");
    private static final Pattern MOMENT =
            Pattern.compile(
                    DATE.pattern()
                            + "[Tt ](\\d{1,2}):(\\d{1,2}):(\\d{1,2})(\\.\\d{1,9})?(Z|[-+]\\d\\d:\\d\\d)?");

    private PlainScalar() {}

    /** The value of a text without quotes: one of those {@link Scalar#value} lists. */
    static Object resolve(String text) {
        Object word = WORDS.get(text);
        if (word != null) {
            return word;
        }
        if (INFINITY.matcher(text).matches()) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (text.length() > MAX_DIGITS || !startsLikeNumber(text)) {
            return text;
        }
        Object moment = timestamp(text);
        return moment != text ? moment : number(text);
    }

    /** Whether a text may stand without quotes and is still a text. */
    static boolean isText(String text) {
        return resolve(text) instanceof String
                && !OLD_BOOLEANS.contains(text)
                && !BASE_60.matcher(text).matches();
    }

    private static boolean startsLikeNumber(String text) {
        char first = text.charAt(0);
        return (first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.';
    }

    private static Object number(String text) {
        if (text.startsWith(".") && LOOSE_UNDERSCORE.matcher(text).find()) {
            return text;
        }
        String digits = text.replace("_", "");
        Matcher integer = INTEGER.matcher(digits);
        if (integer.matches()) {
            BigInteger number = magnitude(integer);
            number = integer.group(1).equals("-") ? number.negate() : number;
            boolean decimal = integer.group(5) != null;
            return decimal || fits(number) ? fitted(number) : text;
        }
        if (!FLOAT.matcher(digits).matches()) {
            return text;
        }
        double number = Double.parseDouble(digits);
        return Double.isInfinite(number) ? text : (Object) number;
    }

    /** What fits neither 64 bits with a sign nor without becomes a floating point number. */
    static Object fitted(BigInteger number) {
        return fits(number) ? number : (Object) number.doubleValue();
    }

    private static boolean fits(BigInteger number) {
        return number.bitLength() < Long.SIZE
                || (number.signum() > 0 && number.bitLength() == Long.SIZE);
    }

    private static BigInteger magnitude(Matcher integer) {
        if (integer.group(2) != null) {
            return new BigInteger(integer.group(2), 16);
        }
        if (integer.group(3) != null) {
            return new BigInteger(integer.group(3), 2);
        }
        if (integer.group(4) != null) {
            return new BigInteger(integer.group(4), 8);
        }
        return new BigInteger(integer.group(5));
    }

    private static Object timestamp(String text) {
        try {
            Matcher date = DATE.matcher(text);
            if (date.matches()) {
                return new Timestamp(day(date) + "T00:00:00Z");
            }
            Matcher moment = MOMENT.matcher(text);
            if (moment.matches()) {
                return moment(text, moment);
            }
        } catch (DateTimeException e) {
            return text; // 2024-13-01 has the form only
        }
        return text;
    }

    private static Object moment(String text, Matcher matcher) {
        boolean spaced = text.indexOf(' ') > 0;
        String zone = matcher.group(8);
        if (spaced == (zone != null)) {
            return text; // a space goes without a zone, a T with one
        }
        String fraction = matcher.group(7);
        LocalDateTime local =
                day(matcher)
                        .atTime(part(matcher, 4), part(matcher, 5), part(matcher, 6))
                        .plusNanos(fraction == null ? 0 : nanos(fraction));
        OffsetDateTime moment = local.atOffset(zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone));
        return new Timestamp(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment));
    }

    private static long nanos(String fraction) {
        return Long.parseLong((fraction.substring(1) + "000000000").substring(0, 9));
    }

    private static LocalDate day(Matcher matcher) {
        return LocalDate.of(part(matcher, 1), part(matcher, 2), part(matcher, 3));
    }

    private static int part(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
