package io.gost.runtime.net;

import io.gost.spi.support.HalfClose;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;

import java.nio.charset.StandardCharsets;

/** What a channel received, readable from the test's thread. */
final class ReceivedText extends SimpleChannelInboundHandler<ByteBuf> {
    private final StringBuilder received = new StringBuilder();
    private volatile String text = "";
    private volatile boolean ended;

    String text() {
        return text;
    }

    boolean ended() {
        return ended;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
        received.append(bytes.toString(StandardCharsets.US_ASCII));
        text = received.toString();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (HalfClose.isEndOfInput(event)) {
            ended = true;
        }
    }
}
