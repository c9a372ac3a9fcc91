package io.gost.spi;

import org.jspecify.annotations.Nullable;

/**
 * The one root of every failure that crosses the contract between the runtime and a plugin.
 *
 * <p>The {@link #category()} decides what happens: a handler maps it to the reply code of its
 * protocol with an exhaustive {@code switch}, the runtime chooses log level and metric by it. The
 * message names the thing, the value seen and the value wanted, in one line, without a final full
 * stop.
 *
 * <p>Only {@link Category#INTERNAL} failures, which are bugs, carry a stack trace: the others
 * happen once per bad client or bad configuration and a trace would say nothing.
 */
public final class GostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Category category;

    /** What kind of failure this is. */
    public enum Category {
        /** A configuration object is wrong; the user must change it. */
        CONFIG,
        /** A plugin cannot be loaded or broke its contract. */
        PLUGIN,
        /** A peer broke the protocol, or ended before the handshake did. */
        HANDSHAKE,
        /** A peer's credentials were refused, or ours by a peer. */
        AUTHENTICATION,
        /**
         * Policy forbids the request: a bypass or an admission rule, on our side or the upstream's.
         */
        DENIED,
        /** A name has no address. */
        RESOLVE,
        /** The network or the host of an address cannot be reached. */
        UNREACHABLE,
        /** The address is there and refused the connection. */
        REFUSED,
        /** A deadline passed. */
        TIMEOUT,
        /** A rate, size or connection bound was exceeded. */
        LIMIT,
        /** A bug on our side. */
        INTERNAL
    }

    /**
     * Creates a failure without a cause.
     *
     * @param category what kind of failure
     * @param message one line: subject, value seen, value wanted; never a secret
     */
    public GostException(Category category, String message) {
        this(category, message, null);
    }

    /**
     * Creates a failure.
     *
     * @param category what kind of failure
     * @param message one line: subject, value seen, value wanted; never a secret
     * @param cause what led to it, or {@code null}
     */
    public GostException(Category category, String message, @Nullable Throwable cause) {
        super(message, cause, true, category == Category.INTERNAL);
        this.category = category;
    }

    /**
     * What kind of failure this is.
     *
     * @return the category
     */
    public Category category() {
        return category;
    }

    /**
     * Turns any failure into a {@code GostException}: wrappers of asynchronous code are peeled off,
     * a {@code GostException} is returned as it is, well-known network failures get their category,
     * and everything else is {@link Category#INTERNAL}.
     *
     * @param failure the failure
     * @return the same failure with a category
     */
    public static GostException of(Throwable failure) {
        return Failures.classify(failure);
    }
}
