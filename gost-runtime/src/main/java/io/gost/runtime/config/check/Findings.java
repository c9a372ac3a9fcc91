package io.gost.runtime.config.check;

import io.gost.runtime.config.binding.SourceMap;
import io.gost.runtime.config.document.Diagnostics;

/** Reports findings by path, and adds where the key was written. */
record Findings(SourceMap sources, Diagnostics diagnostics) {
    void error(String path, String message) {
        diagnostics.error(sources.locate(path), path, message);
    }

    void warning(String path, String message) {
        diagnostics.warning(sources.locate(path), path, message);
    }
}
