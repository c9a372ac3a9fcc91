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
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
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
 *
 * <p>A certificate that expires is read again as well, because the default one is then made anew.
 */
final class CurrentTls {
    private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<TlsState> loader;
    private final TlsRules rules;
    private final IntSupplier edition;
    private final Logger logger;
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final AtomicLong lookedAt;
    private volatile @Nullable Loaded loaded;
    private volatile List<Stamp> refused = List.of();

    /**
     * Prepares.
     *
     * @param loader reads the files; throws {@link GostException}
     * @param rules those of the block
     * @param edition another number when the loader reads other files than before
     * @param logger told of files that cannot be used
     * @param nanoTime a monotonic clock
     * @param clock tells whether a certificate has expired
     */
    CurrentTls(
            Supplier<TlsState> loader,
            TlsRules rules,
            IntSupplier edition,
            Logger logger,
            LongSupplier nanoTime,
            InstantSource clock) {
        this.loader = loader;
        this.rules = rules;
        this.edition = edition;
        this.logger = logger;
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.lookedAt = new AtomicLong(nanoTime.getAsLong());
    }

    /** What the block says beside its files. */
    TlsRules rules() {
        return rules;
    }

    /** The state. Reads files that nobody has read yet, or not looked at for a while. */
    TlsState get() {
        if (isCurrentEdition(loaded) && isLookDue()) {
            look();
        }
        return loadOnce();
    }

    /** The state for a handshake, completed on its loop. */
    CompletionStage<TlsState> forHandshake(EventLoop loop) {
        Loaded current = loaded;
        if (current != null && isCurrentEdition(current)) {
            if (isLookDue()) {
                Thread.startVirtualThread(this::look);
            }
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

    private boolean isCurrentEdition(@Nullable Loaded current) {
        return current != null && current.edition() == edition.getAsInt();
    }

    private synchronized TlsState loadOnce() {
        Loaded current = loaded;
        int now = edition.getAsInt();
        if (current == null) {
            TlsState state = loader.get();
            current = new Loaded(state, stamps(state.files()), now, renewal(state));
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
            return new Loaded(state, stamps(state.files()), now, renewal(state));
        } catch (GostException e) {
            // They could be read when the configuration was checked.
            logger.error("TLS: the previous certificate stays in use: {}", e.getMessage());
            return new Loaded(before.state(), before.stamps(), now, before.renewal());
        }
    }

    private boolean isLookDue() {
        long last = lookedAt.get();
        long now = nanoTime.getAsLong();
        return now - last >= LOOK_AGAIN_NANOS && lookedAt.compareAndSet(last, now);
    }

    /** Reads the files again if they have changed, or if the certificate has expired. */
    synchronized void look() {
        Loaded current = loaded;
        if (current == null) {
            return;
        }
        List<Stamp> now = stamps(current.state().files());
        boolean expired = !clock.instant().isBefore(current.renewal());
        if (!expired && (now.equals(current.stamps()) || now.equals(refused))) {
            return;
        }
        try {
            TlsState state = loader.get();
            // The stamps of before: what changes while files are read is read again.
            loaded = new Loaded(state, now, current.edition(), renewal(state));
            refused = List.of();
            logger.info(
                    "TLS: {}; files were read again",
                    expired ? "the certificate has expired" : "files have changed");
        } catch (GostException e) {
            // Said once: the same files are not read again.
            refused = now;
            loaded = new Loaded(current.state(), current.stamps(), current.edition(), Instant.MAX);
            logger.error("TLS: the previous files stay in use: {}", e.getMessage());
        }
    }

    /** When it expires; what has expired before it was read is not better for being read again. */
    private Instant renewal(TlsState state) {
        List<X509Certificate> chain = state.material().chain();
        Instant now = clock.instant();
        return chain.stream()
                .limit(1)
                .map(certificate -> certificate.getNotAfter().toInstant())
                .filter(now::isBefore)
                .findFirst()
                .orElse(Instant.MAX);
    }

    private static List<Stamp> stamps(List<Path> files) {
        return files.stream().map(Stamp::of).toList();
    }

    private record Loaded(TlsState state, List<Stamp> stamps, int edition, Instant renewal) {}

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
