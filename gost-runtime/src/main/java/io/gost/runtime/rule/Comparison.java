package io.gost.runtime.rule;

import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Comparisons of numbers that are written as texts. */
final class Comparison {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final int LONGEST = 400;

    private Comparison() {}

    /** What is true for texts that are numbers and stand in that relation to the bound. */
    static Predicate<String> of(String operator, String bound) {
        OptionalDouble number = number(bound);
        if (number.isEmpty()) {
            throw new RuleSyntaxException("compares with \"" + bound + "\", a number is wanted");
        }
        double right = number.getAsDouble();
        return switch (operator) {
            case "gt" -> text -> number(text).stream().anyMatch(left -> left > right);
            case "ge" -> text -> number(text).stream().anyMatch(left -> left >= right);
            case "lt" -> text -> number(text).stream().anyMatch(left -> left < right);
            case "le" -> text -> number(text).stream().anyMatch(left -> left <= right);
            case "eq" -> text -> number(text).stream().anyMatch(left -> left == right);
            case "ne" -> text -> number(text).stream().anyMatch(left -> left != right);
            default ->
                    throw new RuleSyntaxException(
                            "compares by \"" + operator + "\"; there are gt, ge, lt, le, eq, ne");
        };
    }

    private static OptionalDouble number(String text) {
        return text.length() <= LONGEST && NUMBER.matcher(text).matches()
                ? OptionalDouble.of(Double.parseDouble(text))
                : OptionalDouble.empty();
    }
}
