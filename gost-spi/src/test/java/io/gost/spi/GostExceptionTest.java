package io.gost.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.GostException.Category;
import io.netty.channel.ConnectTimeoutException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

final class GostExceptionTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConnectTimeoutException("x"), Category.TIMEOUT, "x"),
                Arguments.of(new SocketTimeoutException("x"), Category.TIMEOUT, "x"),
                Arguments.of(new TimeoutException(), Category.TIMEOUT, "TimeoutException"),
                Arguments.of(new CancellationException(), Category.TIMEOUT, "cancelled"),
                Arguments.of(new UnknownHostException("host"), Category.RESOLVE, "host"),
                Arguments.of(new NoRouteToHostException("x"), Category.UNREACHABLE, "x"),
                Arguments.of(new PortUnreachableException("x"), Category.UNREACHABLE, "x"),
                Arguments.of(
                        new ConnectException("Connection refused"),
                        Category.REFUSED,
                        "Connection refused"),
                Arguments.of(
                        new ConnectException("connect(..) failed: Connection refused: /127.0.0.1"),
                        Category.REFUSED,
                        "connect(..) failed: Connection refused: /127.0.0.1"),
                Arguments.of(
                        new ConnectException("Network is unreachable"),
                        Category.UNREACHABLE,
                        "Network is unreachable"),
                Arguments.of(new ConnectException(), Category.UNREACHABLE, "ConnectException"),
                Arguments.of(
                        new ClosedChannelException(), Category.UNREACHABLE, "connection closed"),
                Arguments.of(
                        new BindException("Address already in use"),
                        Category.UNREACHABLE,
                        "Address already in use"),
                Arguments.of(
                        new IOException("Connection reset"),
                        Category.UNREACHABLE,
                        "Connection reset"),
                Arguments.of(new IllegalStateException("bug"), Category.INTERNAL, "bug"),
                Arguments.of(
                        new NullPointerException(" "), Category.INTERNAL, "NullPointerException"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyFailureHasACategoryAndAMessage(Throwable failure, Category category, String message) {
        GostException known = GostException.of(failure);
        assertThat(known.category()).isEqualTo(category);
        assertThat(known).hasMessage(message).hasCause(failure);
    }

    @Test
    void wrappersOfAsynchronousCodeArePeeledOff() {
        GostException inner = new GostException(Category.DENIED, "no");
        assertThat(GostException.of(inner)).isSameAs(inner);
        assertThat(GostException.of(new CompletionException(inner))).isSameAs(inner);
        assertThat(GostException.of(new ExecutionException(new CompletionException("x", inner))))
                .isSameAs(inner);
    }

    @Test
    void aWrapperOfNothingIsABug() {
        assertThat(GostException.of(new CompletionException("x", null)).category())
                .isEqualTo(Category.INTERNAL);
    }

    @ParameterizedTest
    @EnumSource(Category.class)
    void onlyBugsCarryAStackTrace(Category category) {
        assertThat(new GostException(category, "x").getStackTrace().length > 0)
                .isEqualTo(category == Category.INTERNAL);
    }
}
