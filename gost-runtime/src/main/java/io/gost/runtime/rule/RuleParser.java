package io.gost.runtime.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Reads rules: calls of functions with text arguments, joined by {@code !}, {@code &&}, {@code ||}
 * and parentheses, {@code !} binding tightest and {@code ||} least.
 *
 * <p>Texts are {@code `raw`}, without escapes, or {@code "quoted"} with those of Go.
 */
public final class RuleParser {
    private static final int DEEPEST = 200;

    private final String text;
    private final RuleFunctions functions;
    private int at;
    private int depth;
    private boolean readsBody;

    private RuleParser(String text, RuleFunctions functions) {
        this.text = text;
        this.functions = functions;
    }

    /**
     * Reads one rule.
     *
     * @param text the rule
     * @param names the objects it may name
     * @return the rule
     * @throws RuleSyntaxException that says what is wrong, and where
     */
    public static Rule parse(String text, NamedChecks names) {
        RuleParser parser = new RuleParser(text, new RuleFunctions(names));
        Predicate<Subject> condition = parser.either();
        parser.blanks();
        if (parser.at < text.length()) {
            throw parser.unexpected("&&, || or the end");
        }
        return new Rule(text, parser.readsBody, condition);
    }

    private Predicate<Subject> either() {
        Predicate<Subject> condition = both();
        while (accept("||")) {
            condition = condition.or(both());
        }
        return condition;
    }

    private Predicate<Subject> both() {
        Predicate<Subject> condition = operand();
        while (accept("&&")) {
            condition = condition.and(operand());
        }
        return condition;
    }

    private Predicate<Subject> operand() {
        if (++depth > DEEPEST) {
            throw new RuleSyntaxException("is nested deeper than " + DEEPEST);
        }
        Predicate<Subject> condition;
        if (accept("!")) {
            condition = operand().negate();
        } else if (accept("(")) {
            condition = either();
            expect(")");
        } else {
            condition = call();
        }
        depth--;
        return condition;
    }

    private Predicate<Subject> call() {
        blanks();
        int start = at;
        while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        String name = text.substring(start, at);
        if (name.isEmpty()) {
            throw unexpected("a function such as Host(`example.org`)");
        }
        expect("(");
        List<String> arguments = new ArrayList<>();
        if (!accept(")")) {
            do {
                arguments.add(argument());
            } while (accept(","));
            expect(")");
        }
        readsBody |= RuleFunctions.readsBody(name);
        return functions.condition(name, arguments);
    }

    private String argument() {
        blanks();
        char quote = at < text.length() ? text.charAt(at) : 0;
        return switch (quote) {
            case '`' -> raw();
            case '"' -> quoted();
            default -> throw unexpected("a text in `…` or \"…\"");
        };
    }

    private String raw() {
        int end = text.indexOf('`', at + 1);
        if (end < 0) {
            throw unexpected("a text that ends with `");
        }
        String value = text.substring(at + 1, end).replace("\r", "");
        at = end + 1;
        return value;
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        int start = at;
        at++;
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n') {
            char c = text.charAt(at++);
            if (c == '\\') {
                escape(value);
            } else {
                value.append(c);
            }
        }
        if (at >= text.length() || text.charAt(at) != '"') {
            at = start;
            throw unexpected("a text that ends with \"");
        }
        at++;
        return value.toString();
    }

    private void escape(StringBuilder value) {
        char c = at < text.length() ? text.charAt(at++) : 0;
        switch (c) {
            case 'a' -> value.append('\u0007');
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case 'v' -> value.append('\u000B');
            case '\\', '"' -> value.append(c);
            case 'x' -> value.appendCodePoint(number(2, 16));
            case 'u' -> value.appendCodePoint(number(4, 16));
            case 'U' -> value.appendCodePoint(number(8, 16));
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                at--;
                value.appendCodePoint(number(3, 8));
            }
            default -> {
                at--;
                throw unexpected("an escape such as \\n, \\\" or \\u00e9");
            }
        }
    }

    private int number(int digits, int radix) {
        int end = at + digits;
        int value = -1;
        if (end <= text.length()
                && text.substring(at, end).chars().allMatch(c -> Character.digit(c, radix) >= 0)) {
            long parsed = Long.parseLong(text, at, end, radix);
            value = parsed <= Character.MAX_CODE_POINT ? (int) parsed : -1;
        }
        if (value < 0) {
            throw unexpected(digits + " digits of a character");
        }
        at = end;
        return value;
    }

    private boolean accept(String token) {
        blanks();
        if (!text.startsWith(token, at)) {
            return false;
        }
        at += token.length();
        return true;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw unexpected(token);
        }
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private RuleSyntaxException unexpected(String wanted) {
        String seen =
                at < text.length()
                        ? "\"" + text.substring(at, Math.min(text.length(), at + 20)) + "\""
                        : "the end";
        return new RuleSyntaxException(
                "has " + seen + " at character " + (at + 1) + " where " + wanted + " is wanted");
    }
}
