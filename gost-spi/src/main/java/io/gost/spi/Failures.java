package io.gost.spi;

import io.gost.spi.GostException.Category;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Gives the failures of the JDK and of Netty a {@link Category}. */
final class Failures {
    private Failures() {}

    static GostException classify(Throwable failure) {
        Throwable cause = unwrap(failure);
        return switch (cause) {
            case GostException known -> known;
            case ConnectTimeoutException e -> wrap(Category.TIMEOUT, e);
            case SocketTimeoutException e -> wrap(Category.TIMEOUT, e);
            case TimeoutException e -> wrap(Category.TIMEOUT, e);
            case UnknownHostException e -> wrap(Category.RESOLVE, e);
            case NoRouteToHostException e -> wrap(Category.UNREACHABLE, e);
            case PortUnreachableException e -> wrap(Category.UNREACHABLE, e);
            case ConnectException e -> wrap(connectCategory(e), e);
            case ClosedChannelException e ->
                    new GostException(Category.UNREACHABLE, "connection closed", e);
            case CancellationException e -> new GostException(Category.TIMEOUT, "cancelled", e);
            case IOException e -> wrap(Category.UNREACHABLE, e);
            default -> wrap(Category.INTERNAL, cause);
        };
    }

    private static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while (isWrapper(cause) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean isWrapper(Throwable failure) {
        return failure instanceof CompletionException
                || failure instanceof ExecutionException
                || failure instanceof DecoderException;
    }

    /** The native transports report every failed connect as one class; only the text differs. */
    private static Category connectCategory(ConnectException failure) {
        String text = Objects.requireNonNullElse(failure.getMessage(), "");
        return text.contains("refused") ? Category.REFUSED : Category.UNREACHABLE;
    }

    private static GostException wrap(Category category, Throwable cause) {
        String text = cause.getMessage();
        return new GostException(
                category,
                text == null || text.isBlank() ? cause.getClass().getSimpleName() : text,
                cause);
    }
}
