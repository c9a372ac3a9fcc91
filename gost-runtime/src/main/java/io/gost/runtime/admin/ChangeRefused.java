package io.gost.runtime.admin;

import java.util.List;

/** A change that was not made. What ran before runs on. */
public final class ChangeRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /**
     * Tells why.
     *
     * @param problems everything that is wrong, each naming the path, the value and what is wanted
     */
    public ChangeRefused(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * Tells why.
     *
     * @param problem the one thing that is wrong
     * @param cause what it came from
     */
    public ChangeRefused(String problem, Throwable cause) {
        super(problem, cause);
        this.problems = List.of(problem);
    }

    /**
     * Everything that is wrong.
     *
     * @return at least one line
     */
    public List<String> problems() {
        return problems;
    }
}
