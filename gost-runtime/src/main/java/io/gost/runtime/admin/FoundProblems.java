package io.gost.runtime.admin;

import io.gost.runtime.config.binding.SourceMap;
import io.gost.runtime.plugin.ProblemSink;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

import java.util.ArrayList;
import java.util.List;

/** Collects what keeps a change from being made; what is only odd goes to the log. */
final class FoundProblems implements ProblemSink {
    private final @Nullable SourceMap sources;
    private final Logger logger;
    private final List<String> errors = new ArrayList<>();

    /**
     * Nothing found yet.
     *
     * @param sources tells where keys were written, or {@code null} when they were not written
     * @param logger told of what is odd
     */
    FoundProblems(@Nullable SourceMap sources, Logger logger) {
        this.sources = sources;
        this.logger = logger;
    }

    @Override
    public void error(String path, String message) {
        String line = line(path, message);
        if (!errors.contains(line)) {
            errors.add(line);
        }
    }

    @Override
    public void warning(String path, String message) {
        logger.warn("{}", line(path, message));
    }

    void refuseIfAny() throws ChangeRefused {
        if (!errors.isEmpty()) {
            throw new ChangeRefused(errors);
        }
    }

    private String line(String path, String message) {
        String subject = path.isEmpty() ? message : path + ": " + message;
        return sources == null ? subject : sources.locate(path) + ": " + subject;
    }
}
