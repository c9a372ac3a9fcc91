package io.gost.plugin.socks5;

import io.gost.spi.Binding;
import io.gost.spi.GoDuration;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.gost.spi.support.HandshakePhase;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Server side of BIND, between its two replies: waits for one visitor and watches the client
 * meanwhile, who takes the request back by leaving.
 */
final class AcceptPhase extends HandshakePhase<Channel> {
    /** RFC 1928 names no bound; whoever asked for a visitor expects one soon. */
    static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Binding binding;
    private @Nullable ScheduledFuture<?> deadline;

    AcceptPhase(Binding binding) {
        super("socks5 client");
        this.binding = binding;
    }

    @Override
    protected void begin(ChannelHandlerContext ctx) {
        deadline =
                ctx.executor().schedule(() -> expire(ctx), TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        binding.accept()
                .whenComplete(
                        (visitor, failure) -> {
                            if (failure != null) {
                                refuse(ctx, GostException.of(failure));
                            } else if (ctx.channel().isActive()) {
                                succeed(ctx, visitor);
                            } else {
                                visitor.close();
                            }
                        });
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in) {
        // Meant for the visitor. One read's worth is kept; the rest waits in the client's socket.
        ctx.channel().config().setAutoRead(false);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // The decoder would ask for more bytes until it has a message, and there is none to come.
        ctx.fireChannelReadComplete();
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    private void expire(ChannelHandlerContext ctx) {
        refuse(
                ctx,
                new GostException(
                        Category.TIMEOUT,
                        "nobody connected to %s within %s"
                                .formatted(
                                        Target.of(Network.TCP, binding.address()),
                                        GoDuration.format(TIMEOUT))));
    }

    private void refuse(ChannelHandlerContext ctx, GostException failure) {
        ctx.writeAndFlush(ReplyCode.forBind(failure.category()).reply(ctx.alloc()));
        fail(ctx, failure.category(), String.valueOf(failure.getMessage()));
    }
}
