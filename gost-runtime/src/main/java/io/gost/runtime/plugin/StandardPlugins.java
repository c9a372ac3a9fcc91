package io.gost.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Which plugin of the standard distribution provides a type, so that a trimmed distribution can say
 * which file it lacks. Read from {@code standard-plugins.properties}, and only when needed.
 */
final class StandardPlugins {
    private static final String TABLE = "standard-plugins.properties";

    private StandardPlugins() {}

    /** The plugin's short name. */
    static Optional<String> pluginOf(ExtensionKind kind, String type) {
        return Optional.ofNullable(table().getProperty(kind.noun() + "." + type));
    }

    /** What to look for in a full distribution: a jar or a directory, its version left open. */
    static String file(String plugin) {
        String directories = table().getProperty("directories", "");
        return "gost-plugin-%s-…%s"
                .formatted(plugin, List.of(directories.split(" ")).contains(plugin) ? "/" : ".jar");
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
