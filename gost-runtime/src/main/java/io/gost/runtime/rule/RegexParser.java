package io.gost.runtime.rule;

import io.gost.runtime.rule.Regex.Boundary;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Reads the syntax of RE2. What only concerns captures and greed is read and does nothing. */
final class RegexParser {
    static final int UNBOUNDED = -1;

    private static final int MOST_REPEATS = 1_000;
    private static final int DEEPEST = 200;

    private final String text;
    private int at;
    private int depth;
    private Flags flags = new Flags(false, false, false);

    /** A piece of an expression. */
    sealed interface Part {
        /** One character of a set. */
        record One(IntPredicate set) implements Part {}

        /** Something that must hold between two characters. */
        record Between(Boundary boundary) implements Part {}

        /** One behind the other. */
        record All(List<Part> parts) implements Part {}

        /** One of several. */
        record Any(List<Part> parts) implements Part {}

        /** So many times. */
        record Times(Part part, int least, int most) implements Part {}
    }

    private record Flags(boolean ignoresCase, boolean multiLine, boolean dotAll) {}

    private RegexParser(String text) {
        this.text = text;
    }

    static Part parse(String text) {
        RegexParser parser = new RegexParser(text);
        Part part = parser.alternatives();
        if (parser.at < text.length()) {
            throw parser.wrong("a ) without its (");
        }
        return part;
    }

    private Part alternatives() {
        if (++depth > DEEPEST) {
            throw wrong("more than " + DEEPEST + " nested groups");
        }
        List<Part> parts = new ArrayList<>();
        do {
            parts.add(sequence());
        } while (accept('|'));
        depth--;
        return parts.size() == 1 ? parts.getFirst() : new Part.Any(parts);
    }

    private Part sequence() {
        List<Part> parts = new ArrayList<>();
        while (at < text.length() && peek() != '|' && peek() != ')') {
            if (text.startsWith("\\Q", at)) {
                quotation(parts);
            } else {
                parts.add(repeated());
            }
        }
        return new Part.All(parts);
    }

    private void quotation(List<Part> parts) {
        int end = text.indexOf("\\E", at + 2);
        String literal = text.substring(at + 2, end < 0 ? text.length() : end);
        literal.codePoints().forEach(c -> parts.add(literal(c)));
        at = end < 0 ? text.length() : end + 2;
    }

    private Part repeated() {
        Part part = atom();
        boolean again = false;
        while (at < text.length()) {
            int least;
            int most;
            switch (peek()) {
                case '*' -> {
                    least = 0;
                    most = UNBOUNDED;
                }
                case '+' -> {
                    least = 1;
                    most = UNBOUNDED;
                }
                case '?' -> {
                    least = 0;
                    most = 1;
                }
                case '{' -> {
                    int[] counts = counts();
                    if (counts.length == 0) {
                        return part;
                    }
                    least = counts[0];
                    most = counts[1];
                }
                default -> {
                    return part;
                }
            }
            if (again) {
                throw wrong("a repetition of a repetition");
            }
            at++;
            accept('?'); // lazy or not finds the same
            part = new Part.Times(part, least, most);
            again = true;
        }
        return part;
    }

    /**
     * The bounds of <code>{2,5}</code>, with the place left at its end; none if it is plain text.
     */
    private int[] counts() {
        int end = text.indexOf('}', at);
        String inside = end < 0 ? "" : text.substring(at + 1, end);
        if (!inside.matches("\\d{1,9}(,\\d{0,9})?")) {
            return new int[0];
        }
        String[] bounds = inside.split(",", -1);
        int least = Integer.parseInt(bounds[0]);
        int most = least;
        if (bounds.length > 1) {
            most = bounds[1].isEmpty() ? UNBOUNDED : Integer.parseInt(bounds[1]);
        }
        if (least > MOST_REPEATS || most > MOST_REPEATS || (most >= 0 && most < least)) {
            throw wrong("the repetition {" + inside + "}, 0 to " + MOST_REPEATS + " is wanted");
        }
        at = end;
        return new int[] {least, most};
    }

    private Part atom() {
        int c = next();
        return switch (c) {
            case '(' -> group();
            case '[' -> new Part.One(folded(new RegexClass(this).read()));
            case '.' -> {
                boolean all = flags.dotAll;
                yield new Part.One(each -> all || each != '\n');
            }
            case '^' ->
                    new Part.Between(flags.multiLine ? Boundary.LINE_START : Boundary.TEXT_START);
            case '$' -> new Part.Between(flags.multiLine ? Boundary.LINE_END : Boundary.TEXT_END);
            case '\\' -> escaped();
            case '*', '+', '?' -> throw wrong("nothing to repeat");
            default -> literal(c);
        };
    }

    private Part escaped() {
        int c = at < text.length() ? text.charAt(at) : -1;
        Part boundary =
                switch (c) {
                    case 'A' -> new Part.Between(Boundary.TEXT_START);
                    case 'z' -> new Part.Between(Boundary.TEXT_END);
                    case 'b' -> new Part.Between(Boundary.WORD);
                    case 'B' -> new Part.Between(Boundary.NOT_WORD);
                    default -> new Part.All(List.of());
                };
        if (boundary instanceof Part.Between) {
            at++;
            return boundary;
        }
        return new Part.One(folded(new RegexClass(this).escape()));
    }

    private Part group() {
        Flags outer = flags;
        if (accept('?')) {
            if (accept('P') || peekIs('<')) {
                name();
            } else if (!flags()) {
                // (?i) holds until the group around it ends
                return new Part.All(List.of());
            }
        }
        Part part = alternatives();
        if (!accept(')')) {
            throw wrong("a ( without its )");
        }
        flags = outer;
        return part;
    }

    private void name() {
        int end = text.indexOf('>', at);
        if (end < 0 || !text.substring(at, end).matches("<\\w+")) {
            throw wrong("(?P or (?< without a name; look-around is not available");
        }
        at = end + 1;
    }

    /** Reads flags up to {@code :} or {@code )}; tells whether it was {@code :}. */
    private boolean flags() {
        boolean on = true;
        while (at < text.length()) {
            int c = next();
            switch (c) {
                case 'i' -> flags = new Flags(on, flags.multiLine, flags.dotAll);
                case 'm' -> flags = new Flags(flags.ignoresCase, on, flags.dotAll);
                case 's' -> flags = new Flags(flags.ignoresCase, flags.multiLine, on);
                case 'U' -> {} // greedy or not finds the same
                case '-' -> on = false;
                case ':' -> {
                    return true;
                }
                case ')' -> {
                    return false;
                }
                default -> throw wrong("(?" + Character.toString(c) + ", which RE2 does not have");
            }
        }
        throw wrong("a ( without its )");
    }

    private Part literal(int c) {
        return new Part.One(folded(each -> each == c));
    }

    private IntPredicate folded(IntPredicate set) {
        return flags.ignoresCase
                ? c ->
                        set.test(c)
                                || set.test(Character.toLowerCase(c))
                                || set.test(Character.toUpperCase(c))
                : set;
    }

    boolean accept(char wanted) {
        if (!peekIs(wanted)) {
            return false;
        }
        at++;
        return true;
    }

    boolean peekIs(char wanted) {
        return at < text.length() && text.charAt(at) == wanted;
    }

    char peek() {
        return text.charAt(at);
    }

    int next() {
        if (at >= text.length()) {
            throw wrong("an end where more is wanted");
        }
        int c = text.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    /** Reads up to a text, which is skipped. */
    String until(String end) {
        int found = text.indexOf(end, at);
        if (found < 0) {
            throw wrong("no " + end + " where one is wanted");
        }
        String inside = text.substring(at, found);
        at = found + end.length();
        return inside;
    }

    /** Reads at most so many digits. */
    String digits(int most, int radix) {
        int start = at;
        while (at < text.length()
                && at - start < most
                && Character.digit(text.charAt(at), radix) >= 0) {
            at++;
        }
        return text.substring(start, at);
    }

    RuleSyntaxException wrong(String what) {
        return new RuleSyntaxException("has the expression \"" + text + "\" with " + what);
    }
}
