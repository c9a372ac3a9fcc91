package io.gost.runtime.service;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command into words as a shell does, without anything else that a shell does: {@code '…'}
 * is literal, within {@code "…"} and outside of quotes a backslash makes the next character an
 * ordinary one, and {@code #} at the beginning of a word makes the rest of the line a comment.
 */
final class ShellWords {
    private final String text;
    private final List<String> words = new ArrayList<>();
    private int next;

    private ShellWords(String text) {
        this.text = text;
    }

    /**
     * Splits a command.
     *
     * @return the words, none if there is nothing but blanks and comments
     * @throws IllegalArgumentException with a message for people when a quote is not closed or
     *     nothing follows a backslash
     */
    static List<String> split(String command) {
        ShellWords splitting = new ShellWords(command);
        splitting.read();
        return List.copyOf(splitting.words);
    }

    private void read() {
        while (next < text.length()) {
            char first = text.charAt(next);
            if (isBlank(first)) {
                next++;
            } else if (first == '#') {
                int end = text.indexOf('\n', next);
                next = end < 0 ? text.length() : end;
            } else {
                words.add(word());
            }
        }
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        while (next < text.length() && !isBlank(text.charAt(next))) {
            char c = text.charAt(next++);
            switch (c) {
                case '\'' -> literal(word);
                case '"' -> quoted(word);
                case '\\' -> word.append(escaped());
                default -> word.append(c);
            }
        }
        return word.toString();
    }

    private void literal(StringBuilder word) {
        int end = text.indexOf('\'', next);
        if (end < 0) {
            throw new IllegalArgumentException("a ' is not closed");
        }
        word.append(text, next, end);
        next = end + 1;
    }

    private void quoted(StringBuilder word) {
        while (next < text.length()) {
            char c = text.charAt(next++);
            if (c == '"') {
                return;
            }
            word.append(c == '\\' ? escaped() : c);
        }
        throw new IllegalArgumentException("a \" is not closed");
    }

    private char escaped() {
        if (next == text.length()) {
            throw new IllegalArgumentException("nothing follows the last \\");
        }
        return text.charAt(next++);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
