package io.gost.plugin.auto;

import io.gost.spi.support.HandshakePhase;
import io.gost.spi.support.Parking;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** A phase on a channel of its own, and what it left there. */
final class Peek<T> implements AutoCloseable {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final CompletableFuture<T> result;

    Peek(HandshakePhase<T> phase) {
        Parking.park(channel);
        result = phase.run(channel).toCompletableFuture();
    }

    static <T> Peek<T> atOnce(HandshakePhase<T> phase, byte[] bytes) {
        Peek<T> peek = new Peek<>(phase);
        peek.receive(bytes);
        return peek;
    }

    static <T> Peek<T> byteByByte(HandshakePhase<T> phase, byte[] bytes) {
        return inPieces(1, phase, bytes);
    }

    static <T> Peek<T> inPieces(int size, HandshakePhase<T> phase, byte[] bytes) {
        Peek<T> peek = new Peek<>(phase);
        for (int from = 0; from < bytes.length; from += size) {
            peek.receive(Arrays.copyOfRange(bytes, from, Math.min(from + size, bytes.length)));
        }
        return peek;
    }

    /** Bytes from the client, unless it has been disconnected. */
    void receive(byte... bytes) {
        if (channel.isOpen()) {
            channel.writeInbound(channel.alloc().buffer().writeBytes(bytes));
        }
    }

    CompletableFuture<T> result() {
        return result;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Everything the next owner of the channel gets. */
    byte[] left() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Parking.takeOver(
                channel,
                new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelRead(ChannelHandlerContext ctx, Object msg) {
                        ByteBuf buffer = (ByteBuf) msg;
                        bytes.writeBytes(ByteBufUtil.getBytes(buffer));
                        buffer.release();
                    }
                });
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
    }
}
