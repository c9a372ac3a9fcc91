package io.gost.runtime.web;

import io.gost.runtime.config.Config;
import io.gost.runtime.config.binding.RecordSchema;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.JsonReader;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.Node;
import io.gost.runtime.config.document.YamlReader;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Tells configurations from other files. */
final class KnownFile {
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private KnownFile() {}

    /** Whether a file is empty, or an object with only keys that a configuration has. */
    static boolean isConfiguration(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            return false;
        }
        try {
            String text = Files.readString(file);
            return text.isBlank() || read(text).filter(KnownFile::isConfiguration).isPresent();
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static Optional<Node> read(String text) {
        Diagnostics diagnostics = new Diagnostics();
        return text.stripLeading().startsWith("{")
                ? JsonReader.read(text, "", diagnostics)
                : YamlReader.read(text, "", diagnostics);
    }

    private static boolean isConfiguration(Node root) {
        return root instanceof Mapping mapping
                && mapping.entries().stream()
                        .allMatch(
                                entry ->
                                        RecordSchema.of(Config.class)
                                                .find(entry.key().replaceFirst("\\..*", ""))
                                                .isPresent());
    }
}
