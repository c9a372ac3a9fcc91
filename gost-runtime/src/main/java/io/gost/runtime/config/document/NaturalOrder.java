package io.gost.runtime.config.document;

import java.math.BigInteger;
import java.util.Comparator;

/**
 * The order in which GOST's YAML library writes the keys of a map.
 *
 * <p>Keys are compared at their first difference. Two letters go by code point; a letter goes
 * behind any other character, but in front of it when both follow a common digit; runs of digits go
 * by their number, the shorter run first if the numbers are equal.
 */
final class NaturalOrder implements Comparator<String> {
    static final NaturalOrder INSTANCE = new NaturalOrder();

    private NaturalOrder() {}

    @Override
    public int compare(String left, String right) {
        int[] a = left.codePoints().toArray();
        int[] b = right.codePoints().toArray();
        int at = 0;
        while (at < a.length && at < b.length && a[at] == b[at]) {
            at++;
        }
        if (at == a.length || at == b.length) {
            return Integer.compare(a.length, b.length);
        }
        boolean letterA = Character.isLetter(a[at]);
        boolean letterB = Character.isLetter(b[at]);
        if (letterA && letterB) {
            return Integer.compare(a[at], b[at]);
        }
        if (letterA || letterB) {
            boolean afterDigit = at > 0 && Character.isDigit(a[at - 1]);
            return letterA == afterDigit ? -1 : 1;
        }
        return compareNumbers(a, b, at);
    }

    private static int compareNumbers(int[] a, int[] b, int at) {
        int endA = endOfDigits(a, at);
        int endB = endOfDigits(b, at);
        // a zero inside a number is a digit of it, not a leading zero
        String common = (a[at] == '0' || b[at] == '0') && insideNumber(a, at) ? "1" : "";
        int byNumber = number(common, a, at, endA).compareTo(number(common, b, at, endB));
        if (byNumber != 0) {
            return byNumber;
        }
        int byLength = Integer.compare(endA, endB);
        return byLength != 0 ? byLength : Integer.compare(a[at], b[at]);
    }

    private static boolean insideNumber(int[] text, int at) {
        for (int i = at - 1; i >= 0 && Character.isDigit(text[i]); i--) {
            if (text[i] != '0') {
                return true;
            }
        }
        return false;
    }

    private static int endOfDigits(int[] text, int from) {
        int end = from;
        while (end < text.length && Character.isDigit(text[end])) {
            end++;
        }
        return end;
    }

    private static BigInteger number(String common, int[] text, int from, int end) {
        String digits = common + new String(text, from, end - from);
        return digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
    }
}
