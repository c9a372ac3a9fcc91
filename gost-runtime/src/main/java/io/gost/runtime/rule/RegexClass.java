package io.gost.runtime.rule;

import java.util.Map;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads sets of characters: {@code [a-z[:digit:]]}, {@code \d}, {@code \pL}, {@code \x7f}. */
final class RegexClass {
    private static final Map<String, String> POSIX =
            Map.ofEntries(
                    Map.entry("alnum", "\\p{Alnum}"),
                    Map.entry("alpha", "\\p{Alpha}"),
                    Map.entry("ascii", "\\p{ASCII}"),
                    Map.entry("blank", "\\p{Blank}"),
                    Map.entry("cntrl", "\\p{Cntrl}"),
                    Map.entry("digit", "\\p{Digit}"),
                    Map.entry("graph", "\\p{Graph}"),
                    Map.entry("lower", "\\p{Lower}"),
                    Map.entry("print", "\\p{Print}"),
                    Map.entry("punct", "\\p{Punct}"),
                    Map.entry("space", "\\p{Space}"),
                    Map.entry("upper", "\\p{Upper}"),
                    Map.entry("word", "\\w"),
                    Map.entry("xdigit", "\\p{XDigit}"));

    private final RegexParser in;

    RegexClass(RegexParser in) {
        this.in = in;
    }

    /** Reads a set behind its opening bracket. */
    IntPredicate read() {
        boolean negated = in.accept('^');
        IntPredicate set = _ -> false;
        boolean first = true;
        while (first || !in.peekIs(']')) {
            set = set.or(member());
            first = false;
        }
        in.accept(']');
        return negated ? set.negate() : set;
    }

    private IntPredicate member() {
        int c = in.next();
        if (c == '[' && in.accept(':')) {
            return posix(in.until(":]"));
        }
        if (c == '\\' && isSet()) {
            return escape();
        }
        int low = c == '\\' ? character() : c;
        if (!in.accept('-')) {
            return each -> each == low;
        }
        if (in.peekIs(']')) {
            return each -> each == low || each == '-';
        }
        int next = in.next();
        int high = next == '\\' ? character() : next;
        if (high < low) {
            throw in.wrong("a range that ends before it begins");
        }
        return each -> each >= low && each <= high;
    }

    private boolean isSet() {
        return "dDwWsSpP".chars().anyMatch(c -> in.peekIs((char) c));
    }

    /** Reads an escape behind its backslash. */
    IntPredicate escape() {
        if (isSet()) {
            char c = (char) in.next();
            return switch (c) {
                case 'd' -> each -> each >= '0' && each <= '9';
                case 'D' -> each -> each < '0' || each > '9';
                case 'w' -> Regex::isWord;
                case 'W' -> each -> !Regex.isWord(each);
                case 's' -> RegexClass::isSpace;
                case 'S' -> each -> !isSpace(each);
                case 'p' -> property();
                default -> property().negate();
            };
        }
        int literal = character();
        return each -> each == literal;
    }

    private int character() {
        int c = in.next();
        return switch (c) {
            case 'a' -> 7;
            case 'f' -> '\f';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'v' -> 11;
            case '0' -> Integer.parseInt("0" + in.digits(2, 8), 8);
            case 'x' -> hexadecimal(in.accept('{') ? in.until("}") : in.digits(2, 16));
            default -> {
                if (Character.isLetterOrDigit(c)) {
                    throw in.wrong("\\" + Character.toString(c) + ", which RE2 does not have");
                }
                yield c;
            }
        };
    }

    private int hexadecimal(String digits) {
        if (!digits.matches("[0-9a-fA-F]{1,6}") || Integer.parseInt(digits, 16) > 0x10FFFF) {
            throw in.wrong("\\x" + digits + ", which is no character");
        }
        return Integer.parseInt(digits, 16);
    }

    private IntPredicate property() {
        String name = in.accept('{') ? in.until("}") : Character.toString(in.next());
        boolean negated = name.startsWith("^");
        String bare = negated ? name.substring(1) : name;
        IntPredicate set = bare.length() <= 2 ? unicode(bare) : unicode("Is" + bare);
        return negated ? set.negate() : set;
    }

    private IntPredicate unicode(String name) {
        try {
            return matching(Pattern.compile("\\p{" + name + "}"));
        } catch (PatternSyntaxException e) {
            throw in.wrong("\\p{" + name + "}, which is no property of characters");
        }
    }

    private IntPredicate posix(String name) {
        boolean negated = name.startsWith("^");
        String known = POSIX.get(negated ? name.substring(1) : name);
        if (known == null) {
            throw in.wrong("[:" + name + ":], which is no class of characters");
        }
        IntPredicate set = matching(Pattern.compile(known));
        return negated ? set.negate() : set;
    }

    /** One character at a time: nothing here can be tried again and again. */
    private static IntPredicate matching(Pattern single) {
        return c -> single.matcher(Character.toString(c)).matches();
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
    }
}
