package io.gost.plugin.quic;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.netty.handler.codec.quic.Quic;

import java.io.IOException;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The library behind the codec, quiche with BoringSSL. In the distribution it is a file beside this
 * plugin's jar and loaded from there; where there is no such file, as in tests, the codec looks for
 * it itself.
 */
final class NativeLibrary {
    private static final String FILES = "{lib,}netty_quiche*.{so,dylib,jnilib,dll}";

    private NativeLibrary() {}

    /**
     * Loads it.
     *
     * @throws GostException of category {@code PLUGIN} when there is none for this platform
     */
    static void load() {
        if (!Loaded.AVAILABLE) {
            throw new GostException(
                    Category.PLUGIN,
                    "no QUIC library for this platform beside the plugin",
                    Quic.unavailabilityCause());
        }
    }

    /** Once for each loader of this class, which is the loader of the codec's classes, too. */
    private static final class Loaded {
        static final boolean AVAILABLE = available();

        @SuppressWarnings("restricted") // the runtime grants it to plugins that bring a library
        private static boolean available() {
            besidePlugin().ifPresent(file -> System.load(file.toString()));
            return Quic.isAvailable();
        }
    }

    private static Optional<Path> besidePlugin() {
        Module module = NativeLibrary.class.getModule();
        if (module.getLayer() == null) {
            return Optional.empty();
        }
        return module.getLayer()
                .configuration()
                .findModule(module.getName())
                .flatMap(resolved -> library(resolved.reference()));
    }

    private static Optional<Path> library(ModuleReference module) {
        return module.location()
                .map(URI::normalize)
                .filter(location -> "file".equals(location.getScheme()))
                .map(location -> Path.of(location).toAbsolutePath().getParent())
                .flatMap(NativeLibrary::first);
    }

    private static Optional<Path> first(Path directory) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, FILES)) {
            for (Path file : found) {
                return Optional.of(file);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new GostException(Category.PLUGIN, "cannot list " + directory, e);
        }
    }
}
