package io.gost.plugin.socks5;

import io.gost.spi.Binding;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Multiplexer;
import io.gost.spi.MultiplexingContext;
import io.gost.spi.Session;
import io.gost.spi.Target;
import io.gost.spi.support.MultiplexedBinding;
import io.gost.spi.support.StreamedBinding;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

import java.net.SocketAddress;
import java.util.concurrent.CompletionStage;

/**
 * Both sides of GOST's mux-bind: behind the reply, every visitor of the bound port is a stream of
 * one multiplexed session, which begins with a reply that names the visitor.
 *
 * @param multiplexer makes the session
 * @param logger told of visitors who could not be passed on
 */
record MuxBind(Multiplexer multiplexer, Logger logger) {
    /**
     * Looks for a multiplexer. Without one there is no mux-bind, and everything else.
     *
     * @return {@code null} when the configuration asks for none and the usual one is not installed
     */
    static @Nullable MuxBind in(MultiplexingContext context) {
        try {
            return new MuxBind(context.multiplexer(), context.logger());
        } catch (GostException e) {
            if (e.category() != Category.PLUGIN) {
                throw e;
            }
            return null;
        }
    }

    /** Client side: takes the streams of a proxy that listens. */
    Binding open(Channel channel, Target bound) {
        return MultiplexedBinding.over(
                channel,
                bound.toSocketAddress(),
                multiplexer,
                stream ->
                        new ReplyPhase("a visitor of " + bound)
                                .run(stream)
                                .thenApply(Target::toSocketAddress));
    }

    /**
     * Server side: gives the visitors to a client.
     *
     * @param named whether each is named; GOST v2 does without
     */
    CompletionStage<Void> serve(Session session, Binding binding, boolean named) {
        Channel client = session.channel();
        return StreamedBinding.serve(
                client,
                binding,
                multiplexer,
                visitor -> named ? name(client, visitor) : Unpooled.EMPTY_BUFFER,
                logger,
                session.record());
    }

    private static ByteBuf name(Channel client, SocketAddress visitor) {
        return ReplyCode.SUCCEEDED.reply(client.alloc(), visitor);
    }
}
