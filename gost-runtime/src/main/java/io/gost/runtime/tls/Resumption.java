package io.gost.runtime.tls;

import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslHandler;
import io.netty.internal.tcnative.SSL;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;

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

    /**
     * A context normally knows one server; a session of another one is looked behind that often.
     */
    private static final int MOST_LOOKED_AT = 4;

    private final LongSupplier nanoTime;
    private final boolean chosen = System.getProperty("jdk.tls.namedGroups") != null;
    private volatile @Nullable Long refused;
    private volatile boolean givenUp;

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
     * @param shortened whether it has begun with X25519 alone: its first message waits to be
     *     flushed
     */
    record Handshake(SslHandler handler, boolean shortened) {}

    /**
     * Makes the handler of a handshake.
     *
     * @param handlers makes one that has not begun
     */
    Handshake prepare(Supplier<SslHandler> handlers) {
        SslHandler handler = handlers.get();
        if (!(handler.engine() instanceof ReferenceCountedOpenSslEngine engine)
                || chosen
                || givenUp
                || isSuspended()
                || !hasSession(engine)) {
            return new Handshake(handler, false);
        }
        if (offersSession(engine)) {
            return new Handshake(handler, true);
        }
        engine.release(); // another connection has taken the last session
        return new Handshake(handlers.get(), false);
    }

    /**
     * Learns from a shortened handshake that is over. A server may know no other group than ML-KEM:
     * then this was the last shortened one.
     *
     * @param failure why there is no connection, or {@code null}
     */
    void ended(SSLEngine engine, @Nullable Throwable failure) {
        if (failure != null) {
            givenUp |= failure.getCause() instanceof SSLException;
        } else if (engine instanceof ReferenceCountedOpenSslEngine openSsl
                && !SSL.isSessionReused(openSsl.sslPointer())) {
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

    private static boolean hasSession(SSLEngine engine) {
        SSLSessionContext context = engine.getSession().getSessionContext();
        return Collections.list(context.getIds()).stream()
                .limit(MOST_LOOKED_AT)
                .map(context::getSession)
                .anyMatch(session -> session != null && isSamePeer(session, engine));
    }

    private static boolean isSamePeer(SSLSession session, SSLEngine engine) {
        return session.getPeerPort() == engine.getPeerPort()
                && engine.getPeerHost().equalsIgnoreCase(session.getPeerHost());
    }

    private static boolean offersSession(ReferenceCountedOpenSslEngine engine) {
        SSL.setCurvesList(engine.sslPointer(), WITHOUT_ML_KEM);
        try {
            engine.beginHandshake();
        } catch (SSLException e) {
            return false; // the next one will say why
        }
        return engine.getSession().getId().length > 0;
    }
}
