package io.gost.runtime.cli;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;

/**
 * What came in on standard input. It comes once, and is kept for when the configuration is read
 * again. Used by one thread at a time.
 */
final class StandardInput {
    private final InputStream input;
    private byte @Nullable [] bytes;

    StandardInput(InputStream input) {
        this.input = input;
    }

    /**
     * Everything, or as much of it as tells that it is too much.
     *
     * @throws IOException when it cannot be read
     */
    byte[] read() throws IOException {
        byte[] known = bytes;
        if (known == null) {
            known = input.readNBytes(SourceText.MAX_SIZE + 1);
            bytes = known;
        }
        return known;
    }
}
