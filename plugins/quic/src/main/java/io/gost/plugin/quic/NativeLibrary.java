package io.gost.plugin.quic;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.netty.handler.codec.quic.Quic;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;

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

        private static boolean available() {
            besidePlugin().ifPresent(LoadingLogger::load);
            return Quic.isAvailable();
        }
    }

    /**
     * Loads the library while the codec's class initializes.
     *
     * <p>Not before, because the library initializes that class when it is loaded, which then asks
     * for the library. Not by the codec itself, because its loader of libraries is the host's: the
     * library would look for the codec's classes there. The first thing that the codec's class does
     * is to ask for its logger.
     */
    private static final class LoadingLogger extends InternalLoggerFactory {
        private static final String CODEC = "io.netty.handler.codec.quic.Quiche";

        private final InternalLoggerFactory before;
        private final Path file;

        private LoadingLogger(InternalLoggerFactory before, Path file) {
            this.before = before;
            this.file = file;
        }

        static void load(Path file) {
            InternalLoggerFactory before = InternalLoggerFactory.getDefaultFactory();
            InternalLoggerFactory.setDefaultFactory(new LoadingLogger(before, file));
            try {
                Quic.isAvailable();
            } finally {
                InternalLoggerFactory.setDefaultFactory(before);
            }
        }

        @Override
        @SuppressWarnings("restricted") // the runtime grants it to plugins that bring a library
        protected synchronized InternalLogger newInstance(String name) {
            InternalLoggerFactory.setDefaultFactory(before);
            if (name.equals(CODEC)) {
                System.load(file.toString());
                return InternalLoggerFactory.getInstance(name);
            }
            InternalLogger logger = InternalLoggerFactory.getInstance(name);
            InternalLoggerFactory.setDefaultFactory(this);
            return logger;
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
