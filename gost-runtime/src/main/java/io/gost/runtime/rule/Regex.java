package io.gost.runtime.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Regular expressions in the syntax of RE2, which is Go's, searched in time proportional to the
 * text, whatever the expression: the text may be a stranger's, and the event loop is everybody's.
 *
 * <p>It only tells whether there is a match. All states that the expression may be in are followed
 * side by side, so that nothing is ever tried again.
 */
final class Regex {
    private final List<Step> steps;

    /** One step of the compiled expression. */
    sealed interface Step {
        /** Takes one character. */
        record Take(IntPredicate set) implements Step {}

        /** Goes on at two places. */
        record Fork(int one, int other) implements Step {}

        /** Goes on only where something holds between two characters. */
        record Check(Boundary boundary) implements Step {}

        /** The whole expression fits. */
        record Found() implements Step {}
    }

    /** A place between two characters; before the first and behind the last one there is −1. */
    enum Boundary {
        TEXT_START {
            @Override
            boolean holds(int before, int after) {
                return before < 0;
            }
        },
        TEXT_END {
            @Override
            boolean holds(int before, int after) {
                return after < 0;
            }
        },
        LINE_START {
            @Override
            boolean holds(int before, int after) {
                return before < 0 || before == '\n';
            }
        },
        LINE_END {
            @Override
            boolean holds(int before, int after) {
                return after < 0 || after == '\n';
            }
        },
        WORD {
            @Override
            boolean holds(int before, int after) {
                return isWord(before) != isWord(after);
            }
        },
        NOT_WORD {
            @Override
            boolean holds(int before, int after) {
                return isWord(before) == isWord(after);
            }
        };

        abstract boolean holds(int before, int after);
    }

    private Regex(List<Step> steps) {
        this.steps = steps;
    }

    /**
     * Reads an expression.
     *
     * @throws RuleSyntaxException when it is none, or when it needs what RE2 does not have:
     *     look-around and back-references
     */
    static Regex compile(String expression) {
        return new Regex(RegexCompiler.compile(RegexParser.parse(expression), expression));
    }

    /** Whether the expression fits anywhere in a text. */
    boolean find(String text) {
        States now = new States();
        States next = new States();
        int before = -1;
        int at = 0;
        while (true) {
            int after = at < text.length() ? text.codePointAt(at) : -1;
            // A match may begin anywhere.
            if (now.reach(0, before, after)) {
                return true;
            }
            if (after < 0) {
                return false;
            }
            int following = at + Character.charCount(after);
            int beyond = following < text.length() ? text.codePointAt(following) : -1;
            next.clear();
            for (int i = 0; i < now.count; i++) {
                int state = now.list[i];
                if (steps.get(state) instanceof Step.Take take
                        && take.set().test(after)
                        && next.reach(state + 1, after, beyond)) {
                    return true;
                }
            }
            States last = now;
            now = next;
            next = last;
            before = after;
            at = following;
        }
    }

    static boolean isWord(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_';
    }

    /** The steps that the search may be at: a set that keeps its order and empties at no cost. */
    private final class States {
        private final int[] list = new int[steps.size()];
        private final int[] place = new int[steps.size()];
        private final List<Integer> open = new ArrayList<>();
        private int count;

        void clear() {
            count = 0;
        }

        /** Adds a step and all that follow it without a character; tells whether one is the end. */
        boolean reach(int first, int before, int after) {
            open.add(first);
            boolean found = false;
            while (!open.isEmpty()) {
                int state = open.removeLast();
                if (!add(state)) {
                    continue;
                }
                switch (steps.get(state)) {
                    case Step.Fork(int one, int other) -> {
                        open.add(other);
                        open.add(one);
                    }
                    case Step.Check(Boundary boundary) -> {
                        if (boundary.holds(before, after)) {
                            open.add(state + 1);
                        }
                    }
                    case Step.Found() -> found = true;
                    case Step.Take _ -> {}
                }
            }
            return found;
        }

        private boolean add(int state) {
            if (place[state] < count && list[place[state]] == state) {
                return false;
            }
            place[state] = count;
            list[count++] = state;
            return true;
        }
    }
}
