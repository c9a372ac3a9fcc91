package io.gost.runtime.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslHandler;
import io.netty.internal.tcnative.SSL;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * Spares a client's resumed handshakes their second ML-KEM exchange, which is a third of what they
 * cost.
 *
 * <p>A full handshake mixes ML-KEM with X25519, against those who record now and hope to break
 * X25519 later. Whoever resumes its session starts from a secret that has both in it (RFC 8446
 * §7.1); X25519 alone adds what a resumed session wants, secrecy from those who get hold of that
 * secret. So X25519 alone is offered exactly when a session is.
 *
 * <p>A server that does not take the session, for having been restarted, does a full handshake with
 * X25519 alone. Sessions of that handshake have no ML-KEM in them, so for as long as they could be
 * resumed every handshake offers both again.
 *
 * <p>Who sets {@code jdk.tls.namedGroups} gets those groups every time. The JDK's engine knows no
 * ML-KEM: nothing is changed with it.
 *
 * <p><b>Threads.</b> Any; what concerns one connection is called on its loop.
 */
final class Resumption {
    /** How long sessions are kept: the engine is told so as well. */
    static final int SESSION_SECONDS = 300;

    /** The default groups but for ML-KEM; a key is sent for the first. */
    private static final String[] WITHOUT_ML_KEM = {"X25519", "P-256", "P-384", "P-521"};

    private static final int USUAL_GREETING = 2_048;
    private static final ByteBuffer EMPTY = ByteBuffer.allocateDirect(0);

    private final LongSupplier nanoTime;
    private final boolean chosen = System.getProperty("jdk.tls.namedGroups") != null;
    private volatile @Nullable Long refused;
    private volatile boolean givenUp;
    private volatile boolean hadSession;

    /**
     * Prepares for the sessions of one block.
     *
     * @param nanoTime a monotonic clock
     */
    Resumption(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * A handshake to be done.
     *
     * @param handler not in a pipeline yet
     * @param greeting what to send below the handler, when it has begun with X25519 alone
     */
    record Handshake(SslHandler handler, @Nullable ByteBuf greeting) {}

    /**
     * Makes the handler of a handshake.
     *
     * @param handlers makes one that has not begun
     * @param allocator of the greeting
     */
    Handshake prepare(Supplier<SslHandler> handlers, ByteBufAllocator allocator) {
        SslHandler handler = handlers.get();
        if (!(handler.engine() instanceof ReferenceCountedOpenSslEngine engine)
                || chosen
                || givenUp
                || isSuspended()
                || !mayHaveSession(engine)) {
            return new Handshake(handler, null);
        }
        ByteBuf greeting = begin(engine, allocator);
        hadSession = greeting != null;
        if (greeting != null) {
            return new Handshake(handler, greeting);
        }
        engine.release(); // all that there are belong to other servers, or have just been taken
        return new Handshake(handlers.get(), null);
    }

    /**
     * Learns from a shortened handshake that is over. A server may know no other group than ML-KEM:
     * then this was the last shortened one.
     *
     * @param failure why there is no connection, or {@code null}
     */
    void ended(SSLEngine engine, @Nullable Throwable failure) {
        if (failure != null && failure.getCause() instanceof SSLException) {
            givenUp = true;
        } else if (failure == null
                && engine instanceof ReferenceCountedOpenSslEngine openSsl
                && (openSsl.refCnt() == 0 || !SSL.isSessionReused(openSsl.sslPointer()))) {
            suspend();
        }
    }

    /** From now on, until the last session made meanwhile is out of use, nothing is shortened. */
    void suspend() {
        refused = nanoTime.getAsLong();
    }

    boolean isSuspended() {
        Long since = refused;
        return since != null
                && nanoTime.getAsLong() - since < TimeUnit.SECONDS.toNanos(SESSION_SECONDS);
    }

    /** Looking costs a copy of the list, so a session that was there speaks for the next one. */
    private boolean mayHaveSession(SSLEngine engine) {
        return hadSession || engine.getSession().getSessionContext().getIds().hasMoreElements();
    }

    /**
     * Begins a handshake with X25519 alone; returns {@code null} if no session is offered in it.
     */
    private static @Nullable ByteBuf begin(
            ReferenceCountedOpenSslEngine engine, ByteBufAllocator allocator) {
        SSL.setCurvesList(engine.sslPointer(), WITHOUT_ML_KEM);
        try {
            engine.beginHandshake();
            return engine.getSession().getId().length > 0 ? greeting(engine, allocator) : null;
        } catch (SSLException e) {
            return null; // the next one will say why
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
