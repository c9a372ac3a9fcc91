package io.gost.runtime.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Passes on what a process writes, one whole line at a time, so that lines of several processes
 * stay apart.
 *
 * <p>Lines of a log say themselves where they come from, or are for programs; all others get a
 * prefix.
 */
final class LineRelay {
    /** Longer lines are passed on in pieces. */
    private static final int LONGEST = 64 * 1024;

    private static final byte[] TEXT_LOG = "time=".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream to;
    private final byte[] prefix;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);

    /**
     * Prepares for one process.
     *
     * @param to shared with the others, and their lock
     * @param prefix of lines that are not of a log; may be empty
     */
    LineRelay(OutputStream to, String prefix) {
        this.to = to;
        this.prefix = prefix.getBytes(StandardCharsets.UTF_8);
    }

    /** Relays until the output ends. */
    void run(InputStream from) {
        byte[] buffer = new byte[8 * 1024];
        try (from) {
            for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
                add(buffer, length);
            }
        } catch (IOException _) {
            // The process has been killed with its output.
        }
        if (line.size() > 0) {
            line.write('\n');
            pass();
        }
    }

    private void add(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            line.write(bytes[i]);
            if (bytes[i] == '\n' || line.size() >= LONGEST) {
                pass();
            }
        }
    }

    private void pass() {
        byte[] text = line.toByteArray();
        line.reset();
        synchronized (to) {
            try {
                to.write(isLog(text) ? text : prefixed(text)); // in one piece
                to.flush();
            } catch (IOException _) {
                // Nobody reads any more; the process is not to be blocked by that.
            }
        }
    }

    private byte[] prefixed(byte[] text) {
        byte[] whole = Arrays.copyOf(prefix, prefix.length + text.length);
        System.arraycopy(text, 0, whole, prefix.length, text.length);
        return whole;
    }

    private static boolean isLog(byte[] text) {
        return text[0] == '{' || startsWith(text, TEXT_LOG);
    }

    private static boolean startsWith(byte[] text, byte[] start) {
        return text.length >= start.length
                && Arrays.equals(text, 0, start.length, start, 0, start.length);
    }
}
