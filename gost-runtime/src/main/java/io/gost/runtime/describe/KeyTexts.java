package io.gost.runtime.describe;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * What the keys of configuration objects do: the Javadoc of the records' components, which {@code
 * KeyTextsTest} copies into a resource, since it is not there at run time.
 */
final class KeyTexts {
    static final String TABLE = "key-texts.properties";

    private final Properties table = new Properties();

    private KeyTexts() {}

    static KeyTexts load() {
        KeyTexts texts = new KeyTexts();
        try (InputStream in = KeyTexts.class.getResourceAsStream(TABLE)) {
            if (in != null) {
                texts.table.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(TABLE, e);
        }
        return texts;
    }

    /** One sentence without its full stop; empty when there is none. */
    String of(Class<? extends Record> type, String component) {
        return table.getProperty(type.getSimpleName() + "." + component, "");
    }
}
