package io.gost.spi.support;

import io.gost.spi.Binding;
import io.gost.spi.GostException;
import io.gost.spi.MultiplexSession;
import io.gost.spi.Multiplexer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

import org.slf4j.Logger;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Gives the connections that arrive at a {@link Binding} to the client who asked for it, as streams
 * of one multiplexed session. Each stream begins with a preface that names the visitor; then it is
 * the visitor's connection. A stream that cannot be opened costs its visitor and nobody else.
 * {@link MultiplexedBinding} is the other side.
 *
 * <p>Confined to the event loop of the client, which the binding is on, too.
 */
public final class StreamedBinding {
    private final Binding binding;
    private final MultiplexSession session;
    private final Function<SocketAddress, ByteBuf> preface;
    private final Logger logger;

    private StreamedBinding(
            Binding binding,
            MultiplexSession session,
            Function<SocketAddress, ByteBuf> preface,
            Logger logger) {
        this.binding = binding;
        this.session = session;
        this.preface = preface;
        this.logger = logger;
    }

    /**
     * Serves until the client leaves or the binding is closed, and closes both.
     *
     * @param client a parked channel to the client, who is told where the binding listens; owned by
     *     the session from now on
     * @param binding what arrives; owned from now on
     * @param multiplexer makes the session; streams that the client opens are closed
     * @param preface what a stream begins with, made from the visitor's address
     * @param logger told of visitors who could not be passed on
     * @return done; never fails
     */
    public static CompletionStage<Void> serve(
            Channel client,
            Binding binding,
            Multiplexer multiplexer,
            Function<SocketAddress, ByteBuf> preface,
            Logger logger) {
        MultiplexSession session = multiplexer.client(client, Channel::close);
        StreamedBinding served = new StreamedBinding(binding, session, preface, logger);
        CompletionStage<Void> done = Stages.on(session.closed(), client.eventLoop());
        served.acceptNext();
        return done.thenRun(binding::close);
    }

    private void acceptNext() {
        binding.accept()
                .whenComplete(
                        (visitor, failure) -> {
                            if (failure != null) {
                                session.close();
                            } else {
                                open(visitor);
                                acceptNext();
                            }
                        });
    }

    private void open(Channel visitor) {
        session.open()
                .whenComplete(
                        (stream, failure) -> {
                            if (failure == null) {
                                stream.writeAndFlush(preface.apply(visitor.remoteAddress()));
                                Relay.join(visitor, stream, Duration.ZERO);
                            } else {
                                logger.warn(
                                        "{}: no stream to the client of the binding: {}",
                                        visitor.remoteAddress(),
                                        GostException.of(failure).getMessage());
                                visitor.close();
                            }
                        });
    }
}
