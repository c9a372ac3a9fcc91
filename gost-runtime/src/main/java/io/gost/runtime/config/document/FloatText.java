package io.gost.runtime.config.document;

import java.math.BigDecimal;
import java.util.Locale;

/** Floating point numbers as GOST writes them: the shortest digits that read back the same. */
final class FloatText {
    private FloatText() {}

    /** For YAML: with an exponent below a ten-thousandth and from a million on. */
    static String yaml(double number) {
        if (Double.isNaN(number)) {
            return ".nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? ".inf" : "-.inf";
        }
        return text(number, -4, 6, 2);
    }

    /** For JSON: with an exponent below a millionth and from 10²¹ on. The number is finite. */
    static String json(double number) {
        return text(number, -6, 21, 1);
    }

    private static String text(double number, int least, int bound, int exponentDigits) {
        if (number == 0) {
            return 1 / number < 0 ? "-0" : "0";
        }
        BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        if (exponent >= least && exponent < bound) {
            return exact.toPlainString();
        }
        return String.format(
                Locale.ROOT,
                "%se%s%0" + exponentDigits + "d",
                exact.movePointLeft(exponent).stripTrailingZeros().toPlainString(),
                exponent < 0 ? "-" : "+",
                Math.abs(exponent));
    }
}
