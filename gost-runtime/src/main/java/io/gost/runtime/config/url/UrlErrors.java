package io.gost.runtime.config.url;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;

/** Failures of reading a command-line URL. Messages never repeat a part that may be a password. */
final class UrlErrors {
    private UrlErrors() {}

    static GostException because(String message) {
        return new GostException(Category.CONFIG, message);
    }
}
