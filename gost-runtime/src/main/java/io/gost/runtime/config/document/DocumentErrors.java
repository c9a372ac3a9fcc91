package io.gost.runtime.config.document;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;

/** Failures of reading a document, all of which name the place. */
final class DocumentErrors {
    private DocumentErrors() {}

    static GostException at(Location location, String message) {
        return new GostException(Category.CONFIG, location + ": " + message);
    }
}
