package io.gost.runtime.tls;

import io.gost.spi.GostException;
import io.gost.spi.support.Stages;
import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The state of a {@code tls:} block as its files are now. A handshake that finds the last look at
 * the files a while ago has them looked at, off its event loop, for the handshakes to come. Files
 * that have become unusable change nothing but the log.
 */
final class CurrentTls {
    private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<TlsState> loader;
    private final Logger logger;
    private final LongSupplier nanoTime;
    private final IntSupplier edition;
    private final AtomicLong lookedAt;
    private volatile @Nullable Loaded loaded;
    private volatile List<Stamp> refused = List.of();

    /**
     * Prepares.
     *
     * @param loader reads the files; throws {@link GostException}
     * @param logger told of files that cannot be used
     * @param nanoTime a monotonic clock
     */
    CurrentTls(Supplier<TlsState> loader, Logger logger, LongSupplier nanoTime) {
        this(loader, logger, nanoTime, () -> 0);
    }

    /**
     * Prepares.
     *
     * @param edition another number when the loader reads other files than before
     */
    CurrentTls(
            Supplier<TlsState> loader, Logger logger, LongSupplier nanoTime, IntSupplier edition) {
        this.loader = loader;
        this.logger = logger;
        this.nanoTime = nanoTime;
        this.edition = edition;
        this.lookedAt = new AtomicLong(nanoTime.getAsLong());
    }

    /** The state, read from files if nobody has done so before. */
    TlsState get() {
        Loaded current = loaded;
        return current == null ? loadOnce() : current.state();
    }

    /** The state for a handshake, completed on its loop. */
    CompletionStage<TlsState> forHandshake(EventLoop loop) {
        Loaded current = loaded;
        if (current != null && current.edition() == edition.getAsInt()) {
            lookIfDue();
            return CompletableFuture.completedStage(current.state());
        }
        CompletableFuture<TlsState> first = new CompletableFuture<>();
        Thread.startVirtualThread(
                () -> {
                    try {
                        first.complete(loadOnce());
                    } catch (RuntimeException | Error e) {
                        first.completeExceptionally(e);
                    }
                });
        return Stages.on(first, loop);
    }

    private synchronized TlsState loadOnce() {
        Loaded current = loaded;
        int now = edition.getAsInt();
        if (current == null) {
            TlsState state = loader.get();
            current = new Loaded(state, stamps(state.files()), now);
            loaded = current;
        } else if (current.edition() != now) {
            current = loadEdition(current, now);
            loaded = current;
        }
        return current.state();
    }

    private Loaded loadEdition(Loaded before, int now) {
        try {
            TlsState state = loader.get();
            return new Loaded(state, stamps(state.files()), now);
        } catch (GostException e) {
            // They could be read when the configuration was checked.
            logger.error("TLS: the previous certificate stays in use: {}", e.getMessage());
            return new Loaded(before.state(), before.stamps(), now);
        }
    }

    private void lookIfDue() {
        long last = lookedAt.get();
        long now = nanoTime.getAsLong();
        if (now - last >= LOOK_AGAIN_NANOS && lookedAt.compareAndSet(last, now)) {
            Thread.startVirtualThread(this::look);
        }
    }

    /** Reads the files again if they have changed. */
    synchronized void look() {
        Loaded current = loaded;
        if (current == null) {
            return;
        }
        List<Stamp> now = stamps(current.state().files());
        if (now.equals(current.stamps()) || now.equals(refused)) {
            return;
        }
        try {
            // The stamps of before: what changes while files are read is read again.
            loaded = new Loaded(loader.get(), now, current.edition());
            refused = List.of();
            logger.info("TLS: files have changed and were read again");
        } catch (GostException e) {
            // Said once: the same files are not read again.
            refused = now;
            logger.error("TLS: the previous files stay in use: {}", e.getMessage());
        }
    }

    private static List<Stamp> stamps(List<Path> files) {
        return files.stream().map(Stamp::of).toList();
    }

    private record Loaded(TlsState state, List<Stamp> stamps, int edition) {}

    /** Tells one version of a file from the next; all zero when there is none. */
    private record Stamp(long modified, long size, @Nullable Object file) {
        static Stamp of(Path path) {
            try {
                BasicFileAttributes attributes =
                        Files.readAttributes(path, BasicFileAttributes.class);
                return new Stamp(
                        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                        attributes.size(),
                        attributes.fileKey());
            } catch (IOException e) {
                return new Stamp(0, 0, null);
            }
        }
    }
}
