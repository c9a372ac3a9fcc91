package io.gost.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * Which plugin of the standard distribution provides a type, so that a trimmed distribution can say
 * which jar it lacks. Read from {@code standard-plugins.properties}, and only when needed.
 */
final class StandardPlugins {
    private static final String TABLE = "standard-plugins.properties";

    private StandardPlugins() {}

    /** The plugin's short name. */
    static Optional<String> pluginOf(ExtensionKind kind, String type) {
        return Optional.ofNullable(table().getProperty(kind.noun() + "." + type));
    }

    private static Properties table() {
        Properties table = new Properties();
        try (InputStream in = StandardPlugins.class.getResourceAsStream(TABLE)) {
            if (in != null) {
                table.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(TABLE, e);
        }
        return table;
    }
}
