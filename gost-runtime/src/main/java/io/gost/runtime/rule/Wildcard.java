package io.gost.runtime.rule;

import java.util.Locale;

/**
 * A pattern of a shell: {@code *} is anything, dots included, {@code ?} one character, {@code
 * [a-z]} one of these and {@code [!a]} one that is not, <code>{x,y}</code> one of several, and
 * {@code \} takes the next character literally.
 */
public final class Wildcard {
    private final Regex regex;

    private Wildcard(Regex regex) {
        this.regex = regex;
    }

    /**
     * Reads a pattern.
     *
     * @param pattern the pattern
     * @return what matches whole texts
     * @throws RuleSyntaxException when a bracket is not closed
     */
    public static Wildcard of(String pattern) {
        return new Wildcard(Regex.compile("(?s)^(?:" + translate(pattern) + ")$"));
    }

    /**
     * Asks.
     *
     * @param text the whole text
     * @return whether it is of that form
     */
    public boolean matches(String text) {
        return regex.find(text);
    }

    private static String translate(String pattern) {
        StringBuilder regex = new StringBuilder();
        int alternatives = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '[' -> {
                    int end = classEnd(pattern, i);
                    regex.append(classOf(pattern.substring(i + 1, end)));
                    i = end;
                }
                case '{' -> {
                    alternatives++;
                    regex.append("(?:");
                }
                case '}' -> {
                    alternatives--;
                    regex.append(')');
                }
                case ',' -> regex.append(alternatives > 0 ? "|" : ",");
                case '\\' -> {
                    i++;
                    regex.append(literal(i < pattern.length() ? pattern.charAt(i) : '\\'));
                }
                default -> regex.append(literal(c));
            }
        }
        return regex.toString();
    }

    private static int classEnd(String pattern, int start) {
        int end = pattern.indexOf(']', start + 2);
        if (end < 0) {
            throw new RuleSyntaxException("has a [ without its ] in \"" + pattern + "\"");
        }
        return end;
    }

    private static String classOf(String members) {
        boolean negated = members.startsWith("!") || members.startsWith("^");
        String escaped =
                (negated ? members.substring(1) : members)
                        .replace("\\", "\\\\")
                        .replace("[", "\\[")
                        .replace("^", "\\^");
        return (negated ? "[^" : "[") + escaped + "]";
    }

    private static String literal(char c) {
        return Character.isLetterOrDigit(c) || c > 127
                ? String.valueOf(c)
                : String.format(Locale.ROOT, "\\x%02x", (int) c);
    }
}
