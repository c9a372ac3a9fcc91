package io.gost.runtime.rule;

/** A rule that cannot be understood. */
public final class RuleSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message what was seen and what is wanted
     */
    RuleSyntaxException(String message) {
        super(message, null, false, false);
    }
}
