package io.gost.runtime.select;

/** By what a failure, or a success, became known. Each kind is counted by itself. */
public enum Signal {
    /** Reaching the candidate: connecting to it and shaking hands. */
    DIAL("dial"),
    /** Its answers: {@code http.failCodes} say which are bad. */
    FAIL_CODE("fail code"),
    /** A probe. */
    PROBE("probe");

    private final String words;

    Signal(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
