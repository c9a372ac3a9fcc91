package io.gost.runtime.metrics;

import java.math.BigDecimal;
import java.util.Locale;

/** Numbers as Prometheus' Go library prints them: the shortest digits that read back the same. */
final class NumberText {
    /** From here on, and below a ten-thousandth, an exponent is written. */
    private static final int LONGEST = 6;

    private static final int LEAST = -4;
    private static final long PLAIN = 1_000_000;

    private NumberText() {}

    static String of(double number) {
        if (Math.abs(number) < PLAIN && number == Math.rint(number)) {
            return Long.toString((long) number);
        }
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "+Inf" : "-Inf";
        }
        BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        if (exponent >= LEAST && exponent < LONGEST) {
            return exact.toPlainString();
        }
        return String.format(
                Locale.ROOT,
                "%se%s%02d",
                exact.movePointLeft(exponent).stripTrailingZeros().toPlainString(),
                exponent < 0 ? "-" : "+",
                Math.abs(exponent));
    }
}
