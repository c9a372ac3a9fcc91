package io.gost.runtime.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import org.slf4j.Logger;

import java.util.concurrent.TimeUnit;

/**
 * Keeps a listening socket alive when accepting fails, as it does when the process has no
 * descriptors left: waits a second and goes on. The clients wait in the kernel's queue.
 */
final class AcceptBackOff extends ChannelInboundHandlerAdapter {
    private static final int PAUSE_SECONDS = 1;

    private final Logger logger;

    AcceptBackOff(Logger logger) {
        this.logger = logger;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Channel server = ctx.channel();
        if (!server.config().isAutoRead()) {
            // One pass of accepting can fail several times.
            return;
        }
        server.config().setAutoRead(false);
        logger.warn(
                "accept on {}: {}, retrying in {}s",
                server.localAddress(),
                cause.getMessage(),
                PAUSE_SECONDS);
        ctx.fireUserEventTriggered(new AcceptEvent.Paused(String.valueOf(cause.getMessage())));
        ctx.executor().schedule(() -> goOn(ctx), PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    private static void goOn(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(true);
        ctx.fireUserEventTriggered(new AcceptEvent.Resumed());
    }
}
