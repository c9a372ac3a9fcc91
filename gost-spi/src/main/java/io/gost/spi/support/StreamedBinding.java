package io.gost.spi.support;

import io.gost.spi.Binding;
import io.gost.spi.DrainEvent;
import io.gost.spi.GostException;
import io.gost.spi.MultiplexSession;
import io.gost.spi.Multiplexer;
import io.gost.spi.SessionRecord;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Gives the connections that arrive at a {@link Binding} to the client who asked for it, as streams
 * of one multiplexed session. Each stream begins with a preface that names the visitor; then it is
 * the visitor's connection. A stream that cannot be opened costs its visitor and nobody else.
 * {@link MultiplexedBinding} is the other side.
 *
 * <p>When the service stops ({@link DrainEvent}) the client is left as soon as it has no visitors,
 * so that it can bind elsewhere or wait for the service to come back.
 *
 * <p>Confined to the event loop of the client, which the binding is on, too.
 */
public final class StreamedBinding {
    private final Binding binding;
    private final MultiplexSession session;
    private final Function<SocketAddress, ByteBuf> preface;
    private final Logger logger;
    private final @Nullable SessionRecord record;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int visitors;
    private boolean leaving;
    private boolean ended;
    private long inputBytes;
    private long outputBytes;

    private StreamedBinding(
            Binding binding,
            MultiplexSession session,
            Function<SocketAddress, ByteBuf> preface,
            Logger logger,
            @Nullable SessionRecord record) {
        this.binding = binding;
        this.session = session;
        this.preface = preface;
        this.logger = logger;
        this.record = record;
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
        return serve(client, binding, multiplexer, preface, logger, null);
    }

    /**
     * As above; the client's record gets to know how many bytes all visitors together exchanged
     * with the client.
     *
     * @param client as above
     * @param binding as above
     * @param multiplexer as above
     * @param preface as above
     * @param logger as above
     * @param record of the client's session, or {@code null}
     * @return done, after the last visitor has left; never fails
     */
    public static CompletionStage<Void> serve(
            Channel client,
            Binding binding,
            Multiplexer multiplexer,
            Function<SocketAddress, ByteBuf> preface,
            Logger logger,
            @Nullable SessionRecord record) {
        CompletableFuture<Void> stop = new CompletableFuture<>();
        Parking.addLayers(client, new StopSignal(stop));
        MultiplexSession session = multiplexer.client(client, Channel::close);
        StreamedBinding served = new StreamedBinding(binding, session, preface, logger, record);
        var _ = stop.thenRun(served::leave);
        Stages.on(session.closed(), client.eventLoop()).thenRun(served::end);
        served.acceptNext();
        return served.done;
    }

    private void leave() {
        leaving = true;
        retireIfIdle();
    }

    /** While somebody is there the address stays bound: nobody could tell the client otherwise. */
    private void retireIfIdle() {
        if (leaving && visitors == 0) {
            session.retire();
        }
    }

    private void end() {
        ended = true;
        binding.close();
        completeWhenAllHaveLeft();
    }

    private void left(Relay.Outcome outcome) {
        // A visitor is the other side of what the client's session is about.
        inputBytes += outcome.rightBytes();
        outputBytes += outcome.leftBytes();
        if (record != null) {
            record.put("inputBytes", inputBytes);
            record.put("outputBytes", outputBytes);
        }
        visitorGone();
    }

    private void visitorGone() {
        visitors--;
        retireIfIdle();
        completeWhenAllHaveLeft();
    }

    private void completeWhenAllHaveLeft() {
        if (ended && visitors == 0) {
            done.complete(null);
        }
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
        visitors++;
        session.open()
                .whenComplete(
                        (stream, failure) -> {
                            if (failure == null) {
                                stream.writeAndFlush(preface.apply(visitor.remoteAddress()));
                                Relay.join(visitor, stream, Duration.ZERO).thenAccept(this::left);
                            } else {
                                logger.warn(
                                        "{}: no stream to the client of the binding: {}",
                                        visitor.remoteAddress(),
                                        GostException.of(failure).getMessage());
                                visitor.close();
                                visitorGone();
                            }
                        });
    }

    /** Below the session, which owns what is above. */
    private static final class StopSignal extends ChannelInboundHandlerAdapter {
        private final CompletableFuture<Void> heard;

        private StopSignal(CompletableFuture<Void> heard) {
            this.heard = heard;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
            if (evt == DrainEvent.INSTANCE) {
                heard.complete(null);
            }
            ctx.fireUserEventTriggered(evt);
        }
    }
}
