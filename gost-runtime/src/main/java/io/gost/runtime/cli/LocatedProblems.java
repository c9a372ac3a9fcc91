package io.gost.runtime.cli;

import io.gost.runtime.config.binding.SourceMap;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.plugin.ProblemSink;

/** Gives problems found while services are built the places where their keys were written. */
final class LocatedProblems implements ProblemSink {
    private final SourceMap sources;
    private final Diagnostics diagnostics = new Diagnostics();

    LocatedProblems(SourceMap sources) {
        this.sources = sources;
    }

    @Override
    public void error(String path, String message) {
        diagnostics.error(sources.locate(path), path, message);
    }

    @Override
    public void warning(String path, String message) {
        diagnostics.warning(sources.locate(path), path, message);
    }

    Diagnostics diagnostics() {
        return diagnostics;
    }
}
