package io.gost.runtime.service;

import io.gost.runtime.metrics.Traffic;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FileRegion;

import java.util.Arrays;

/**
 * Counts the bytes of one channel to a client: adds them up in plain fields of its event loop, and
 * passes the sums on when a pass of reading ends and when something is flushed.
 */
final class ByteMeter extends ChannelDuplexHandler {
    private Traffic[] sinks;
    private long read;
    private long written;

    ByteMeter(Traffic... sinks) {
        this.sinks = sinks.clone();
    }

    /** Puts a meter before everything else on a channel, unless nobody looks at it. */
    static void install(Channel channel, Traffic... sinks) {
        if (sinks.length > 0) {
            channel.pipeline().addFirst(new ByteMeter(sinks));
        }
    }

    /** Passes on to somebody else, too, what is exchanged from now on. */
    void alsoTo(Traffic sink) {
        passReadOn();
        passWrittenOn();
        sinks = Arrays.copyOf(sinks, sinks.length + 1);
        sinks[sinks.length - 1] = sink;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        read += size(msg);
        ctx.fireChannelRead(msg);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        passReadOn();
        ctx.fireChannelReadComplete();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        written += size(msg);
        ctx.write(msg, promise);
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        passWrittenOn();
        ctx.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        passReadOn();
        ctx.fireChannelInactive();
    }

    private void passReadOn() {
        if (read > 0) {
            for (Traffic sink : sinks) {
                sink.read(read);
            }
            read = 0;
        }
    }

    private void passWrittenOn() {
        if (written > 0) {
            for (Traffic sink : sinks) {
                sink.written(written);
            }
            written = 0;
        }
    }

    private static long size(Object message) {
        return switch (message) {
            case ByteBuf buffer -> buffer.readableBytes();
            case ByteBufHolder holder -> holder.content().readableBytes();
            case FileRegion region -> region.count();
            default -> 0;
        };
    }
}
