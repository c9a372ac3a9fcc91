package io.gost.runtime.web;

import io.gost.runtime.config.Config;
import io.gost.runtime.config.Format;
import io.gost.runtime.config.binding.RecordWriter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the configuration to a file, which has either its old or its new content at any time.
 *
 * <p>Files that are there and are no configuration are not replaced: who may use the API may not
 * therefore destroy what else this process may write.
 *
 * @param directory what relative names are relative to
 * @param loaded the file the configuration was loaded from, which is also the one it is saved to
 */
record SavedConfig(Path directory, Optional<Path> loaded) {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    /**
     * Saves.
     *
     * @param config what to save
     * @param name the file; empty for the one it was loaded from, or else {@code gost.yaml} or
     *     {@code gost.json}
     * @param notation {@code json}, or anything else for YAML; empty to go by the file's name
     * @throws ApiRefusal when it cannot be saved
     */
    void save(Config config, String name, String notation) {
        Path file = file(name, notation);
        try {
            Path target = Files.exists(file) ? file.toRealPath() : file;
            requireConfiguration(target);
            replace(target, text(config, format(file, notation), target));
        } catch (IOException e) {
            throw ApiRefusal.notSaved("create file: open " + shown(name, file) + ": " + reason(e));
        }
    }

    private Path file(String name, String notation) {
        try {
            if (!name.isEmpty()) {
                return directory.resolve(name);
            }
            return loaded.orElseGet(
                    () -> directory.resolve(isJson(notation) ? "gost.json" : "gost.yaml"));
        } catch (InvalidPathException e) {
            throw ApiRefusal.notSaved("create file: " + e.getReason());
        }
    }

    private static Format format(Path file, String notation) {
        boolean json =
                notation.isEmpty()
                        ? file.toString().toLowerCase(Locale.ROOT).endsWith(".json")
                        : isJson(notation);
        return json ? Format.JSON : Format.YAML;
    }

    private static byte[] text(Config config, Format format, Path target) throws IOException {
        String text =
                format == Format.YAML && Files.exists(target)
                        ? KeptText.write(config, Files.readString(target))
                        : RecordWriter.write(config, format);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isJson(String notation) {
        return notation.equalsIgnoreCase("json");
    }

    private void requireConfiguration(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        if (!Files.isRegularFile(target)) {
            throw new IOException("not a regular file");
        }
        boolean own = loaded.isPresent() && Files.isSameFile(loaded.get(), target);
        if (!own && !KnownFile.isConfiguration(target)) {
            throw new IOException("the file exists and is no configuration");
        }
    }

    private static void replace(Path target, byte[] text) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        Path fresh = Files.createTempFile(folder, "." + target.getFileName(), ".tmp");
        try {
            takeOverPermissions(target, fresh);
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            move(fresh, target);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void move(Path fresh, Path target) throws IOException {
        try {
            Files.move(
                    fresh,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A new file is the owner's alone: it holds passwords. */
    private static void takeOverPermissions(Path target, Path fresh) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(
                    Files.exists(target) ? Files.getPosixFilePermissions(target) : OWNER_ONLY);
        }
    }

    private static String shown(String name, Path file) {
        return name.isEmpty() ? file.toString() : name;
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "no such file or directory";
            case java.nio.file.AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(failure.getMessage());
        };
    }
}
