package io.gost.runtime.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslHandler;
import io.netty.internal.tcnative.SSL;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/**
 * Spares a client's resumed handshakes their second ML-KEM exchange, which is a third of what they
 * cost.
 *
 * <p>A full handshake mixes ML-KEM with X25519, against those who record now and hope to break
 * X25519 later. Whoever resumes its session starts from a secret that has both in it (RFC 8446
 * §7.1), so X25519 alone is offered there. That is known of the sessions themselves: all that
 * descend from one full handshake share the engine's map of session values, and {@link Ancestry}
 * stands in it before the first of them is there.
 *
 * <p>A server that does not take the session, for having been restarted, does a full handshake with
 * X25519 alone. What descends from that is never offered; and for a while, which doubles with each
 * refusal, every handshake offers both, lest servers that do not know each other's sessions make
 * that a habit.
 *
 * <p>Who sets {@code jdk.tls.namedGroups} gets those groups every time. The JDK's engine knows no
 * ML-KEM: nothing is changed with it.
 *
 * <p><b>Threads.</b> Any; what concerns one connection is called on its loop.
 */
final class Resumption {
    /** The default groups but for ML-KEM; a key is sent for the first. */
    private static final String[] WITHOUT_ML_KEM = {"X25519", "P-256", "P-384", "P-521"};

    /** FIPS 203, table 3: what a server answers to ML-KEM-768; nothing else is as long. */
    private static final int ML_KEM_ANSWER = 1_088;

    private static final String ANCESTRY = Ancestry.class.getName();
    private static final long FIRST_PAUSE_SECONDS = 300;
    private static final int MOST_DOUBLINGS = 12;

    /** Sessions that are found unfit, one after another, before a handshake takes what it gets. */
    private static final int MOST_DISCARDED = 4;

    private static final int USUAL_GREETING = 2_048;
    private static final ByteBuffer EMPTY = ByteBuffer.allocateDirect(0);

    private final LongSupplier nanoTime;
    private final boolean chosen = System.getProperty("jdk.tls.namedGroups") != null;
    private volatile boolean mixed;
    private final AtomicReference<Refusals> refusals = new AtomicReference<>(new Refusals(0, 0));

    /** What a full handshake has left to its sessions. */
    private enum Ancestry {
        /** ML-KEM is in them. */
        MIXED,
        /** The server wanted none, though it was offered. */
        UNMIXED,
        /** None was offered: not to be used. */
        SHORTENED
    }

    private record Refusals(int count, long last) {}

    /**
     * A handshake to be done.
     *
     * @param handler not in a pipeline yet
     * @param greeting what to send below the handler, when it has begun already
     * @param shortened whether it offers X25519 alone
     */
    record Handshake(SslHandler handler, @Nullable ByteBuf greeting, boolean shortened) {}

    /**
     * Prepares for the sessions of one block.
     *
     * @param nanoTime a monotonic clock
     */
    Resumption(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Makes the handler of a handshake.
     *
     * @param handlers makes one that has not begun
     * @param allocator of the greeting
     */
    Handshake prepare(Supplier<SslHandler> handlers, ByteBufAllocator allocator) {
        boolean shorten = mixed && !chosen && !isPaused();
        boolean looking = shorten || refusals.get().count() > 0;
        for (int i = 0; looking && i < MOST_DISCARDED; i++) {
            SslHandler handler = handlers.get();
            if (!(handler.engine() instanceof ReferenceCountedOpenSslEngine engine)) {
                return new Handshake(handler, null, false);
            }
            ByteBuf greeting = begin(engine, shorten, allocator);
            if (greeting != null) {
                return new Handshake(handler, greeting, shorten);
            }
            engine.release();
            shorten = false;
        }
        return new Handshake(handlers.get(), null, false);
    }

    /**
     * Learns from a handshake that is done; before the server's tickets are looked at.
     *
     * @param answer how long the server's first record was
     */
    void established(Handshake handshake, int answer) {
        if (!(handshake.handler().engine() instanceof ReferenceCountedOpenSslEngine engine)) {
            return;
        }
        SSLSession session = engine.getSession();
        Object ancestry = session.getValue(ANCESTRY);
        boolean resumed = SSL.isSessionReused(engine.sslPointer());
        if (!resumed) {
            // Before TLS 1.3 the record may have the server's certificate in it.
            boolean both = answer >= ML_KEM_ANSWER && session.getProtocol().equals("TLSv1.3");
            if (handshake.shortened()) {
                refused();
                ancestry = Ancestry.SHORTENED;
            } else if (ancestry == null || !both) {
                // Otherwise sessions of an earlier handshake share the map: theirs counts.
                ancestry = both ? Ancestry.MIXED : Ancestry.UNMIXED;
            }
            session.putValue(ANCESTRY, ancestry);
        }
        mixed = ancestry == Ancestry.MIXED;
    }

    /** Learns that a handshake has failed: perhaps the server knows nothing but ML-KEM. */
    void failed(Handshake handshake, Throwable failure) {
        if (handshake.shortened() && failure.getCause() instanceof SSLException) {
            refused();
        }
    }

    /** From now on nothing is shortened for a while. */
    void refused() {
        long now = nanoTime.getAsLong();
        refusals.updateAndGet(known -> new Refusals(known.count() + 1, now));
    }

    boolean isPaused() {
        Refusals known = refusals.get();
        long pause = FIRST_PAUSE_SECONDS << Math.clamp(known.count() - 1L, 0, MOST_DOUBLINGS);
        return known.count() > 0
                && nanoTime.getAsLong() - known.last() < TimeUnit.SECONDS.toNanos(pause);
    }

    /** Begins a handshake; {@code null} when its session must not be used in this way. */
    private static @Nullable ByteBuf begin(
            ReferenceCountedOpenSslEngine engine, boolean shorten, ByteBufAllocator allocator) {
        try {
            if (shorten && !SSL.setCurvesList(engine.sslPointer(), WITHOUT_ML_KEM)) {
                SSL.clearError();
                return null;
            }
            engine.beginHandshake();
            Object ancestry = engine.getSession().getValue(ANCESTRY);
            boolean fit = shorten ? ancestry == Ancestry.MIXED : ancestry != Ancestry.SHORTENED;
            return fit ? greeting(engine, allocator) : null;
        } catch (SSLException e) {
            return null; // the next one will say why
        } catch (RuntimeException | Error e) {
            engine.release();
            throw e;
        }
    }

    /** Netty's handler would fetch it in pieces of five bytes. */
    private static ByteBuf greeting(SSLEngine engine, ByteBufAllocator allocator)
            throws SSLException {
        ByteBuf greeting = allocator.directBuffer(USUAL_GREETING);
        try {
            do {
                greeting.ensureWritable(USUAL_GREETING);
                ByteBuffer room =
                        greeting.internalNioBuffer(greeting.writerIndex(), USUAL_GREETING);
                int length = engine.wrap(EMPTY, room).bytesProduced();
                greeting.writerIndex(greeting.writerIndex() + length);
            } while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP);
            return greeting.retain();
        } finally {
            greeting.release();
        }
    }
}
