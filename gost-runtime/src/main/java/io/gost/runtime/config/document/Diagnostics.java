package io.gost.runtime.config.document;

import io.gost.runtime.config.document.Diagnostic.Severity;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects everything that is wrong, so that the user sees all of it at once. Not thread-safe. */
public final class Diagnostics {
    private final Set<Diagnostic> found = new LinkedHashSet<>();

    /** Starts with nothing. */
    public Diagnostics() {}

    /**
     * Adds an error.
     *
     * @param location where it was written
     * @param path the key
     * @param message the value seen and the value wanted; never a secret
     */
    public void error(Location location, String path, String message) {
        found.add(new Diagnostic(Severity.ERROR, location, path, message));
    }

    /**
     * Adds a warning.
     *
     * @param location where it was written
     * @param path the key
     * @param message what is odd; never a secret
     */
    public void warning(Location location, String path, String message) {
        found.add(new Diagnostic(Severity.WARNING, location, path, message));
    }

    /**
     * What was found so far.
     *
     * @return the findings, in the order they were added, each once
     */
    public List<Diagnostic> all() {
        return new ArrayList<>(found);
    }

    /**
     * Whether the configuration is refused.
     *
     * @return whether there is an error among the findings
     */
    public boolean hasErrors() {
        return found.stream().anyMatch(each -> each.severity() == Severity.ERROR);
    }
}
