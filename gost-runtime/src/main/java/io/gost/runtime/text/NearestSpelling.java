package io.gost.runtime.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Guesses what a user meant: a word at most two typing errors away. */
public final class NearestSpelling {
    private static final int MOST_ERRORS = 2;

    private NearestSpelling() {}

    /**
     * A question to append to a message.
     *
     * @param word what the user wrote, in any case
     * @param candidates what would do
     * @return {@code ; did you mean "…"?}, or nothing when no candidate is near
     */
    public static String hint(String word, Collection<String> candidates) {
        return of(word, candidates).map("; did you mean \"%s\"?"::formatted).orElse("");
    }

    /**
     * Finds the candidate with the fewest errors; the first of several. A word may have an error
     * for every three letters, since everything short is near everything else.
     */
    static Optional<String> of(String word, Collection<String> candidates) {
        String wanted = word.toLowerCase(Locale.ROOT);
        int bound = Math.clamp(wanted.length() / 3, 1, MOST_ERRORS);
        String nearest = null;
        for (String candidate : candidates) {
            // far too long or short: no need to compute, which also bounds the work
            if (Math.abs(candidate.length() - wanted.length()) > bound) {
                continue;
            }
            int errors = distance(wanted, candidate.toLowerCase(Locale.ROOT));
            if (errors <= bound) {
                nearest = candidate;
                bound = errors - 1;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /**
     * Damerau-Levenshtein distance in its restricted form: insertions, deletions, substitutions and
     * swaps of neighbours.
     */
    static int distance(String a, String b) {
        int[][] errors = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    errors[i][j] = i + j;
                    continue;
                }
                int substitution = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least =
                        Math.min(
                                Math.min(errors[i - 1][j], errors[i][j - 1]) + 1,
                                errors[i - 1][j - 1] + substitution);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least = Math.min(least, errors[i - 2][j - 2] + 1);
                }
                errors[i][j] = least;
            }
        }
        return errors[a.length()][b.length()];
    }
}
