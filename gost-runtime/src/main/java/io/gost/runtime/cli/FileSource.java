package io.gost.runtime.cli;

import io.gost.runtime.config.Format;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.Location;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** A configuration file. */
final class FileSource {
    private FileSource() {}

    /**
     * Reads a file.
     *
     * @param name its name as it was typed, for messages
     * @param directory what the name is relative to
     * @param diagnostics takes what is wrong
     */
    static Optional<SourceText> read(String name, Path directory, Diagnostics diagnostics) {
        Location location = Location.of(name.replaceAll("\\p{Cntrl}", " "));
        try {
            Path file = directory.resolve(name);
            if (Files.isDirectory(file)) {
                diagnostics.error(location, "", "a directory, a file is wanted");
                return Optional.empty();
            }
            if (Files.size(file) > SourceText.MAX_SIZE) {
                diagnostics.error(
                        location, "", "longer than %d bytes".formatted(SourceText.MAX_SIZE));
                return Optional.empty();
            }
            byte[] bytes = Files.readAllBytes(file);
            return SourceText.decode(bytes, location.origin(), diagnostics)
                    .flatMap(
                            text ->
                                    format(name, text, location, diagnostics)
                                            .map(
                                                    format ->
                                                            new SourceText(
                                                                    location.origin(),
                                                                    text,
                                                                    format,
                                                                    false)));
        } catch (NoSuchFileException | InvalidPathException e) {
            String hint = name.startsWith("{") ? "; inline JSON begins with { and ends with }" : "";
            diagnostics.error(location, "", "there is no such file" + hint);
        } catch (AccessDeniedException e) {
            diagnostics.error(location, "", "the file may not be read");
        } catch (IOException e) {
            diagnostics.error(location, "", "the file cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static Optional<Format> format(
            String name, String text, Location location, Diagnostics diagnostics) {
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        return switch (extension) {
            case "json" -> Optional.of(Format.JSON);
            case "yaml", "yml" -> Optional.of(Format.YAML);
            case "toml", "properties", "props", "prop", "hcl", "tfvars", "dotenv", "env", "ini" -> {
                diagnostics.error(
                        location,
                        "",
                        "%s is not supported; write the configuration as YAML or JSON"
                                .formatted(extension.toUpperCase(Locale.ROOT)));
                yield Optional.empty();
            }
            default -> Optional.of(SourceText.guess(text));
        };
    }
}
