package io.gost.plugin.direct;

import io.gost.spi.ConnectRequest;
import io.gost.spi.DatagramConnector;
import io.gost.spi.support.HalfClose;
import io.gost.spi.support.VirtualChannel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Answers every request with a dead connection: reading gives the end of input, writing fails. To
 * the router that is a success, so no other node is tried.
 */
final class RejectingConnector implements DatagramConnector {
    @Override
    public CompletionStage<Channel> connect(Channel channel, ConnectRequest request) {
        channel.close();
        Channel dead = VirtualChannel.ended(channel.eventLoop());
        dead.pipeline().addFirst(new ClosingAfterInput());
        return CompletableFuture.completedStage(dead);
    }

    @Override
    public CompletionStage<Channel> associate(Channel channel, ConnectRequest request) {
        return connect(channel, request);
    }

    /**
     * Closes the channel once its owner has read to the end: with only one direction ended, a
     * client that never closes its own would keep the relay for ever.
     */
    private static final class ClosingAfterInput extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
            ctx.fireUserEventTriggered(evt);
            if (HalfClose.isEndOfInput(evt)) {
                ctx.close();
            }
        }
    }
}
