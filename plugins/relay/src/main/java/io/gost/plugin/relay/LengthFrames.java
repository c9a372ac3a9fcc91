package io.gost.plugin.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageCodec;

import java.util.List;

/**
 * Carries the datagrams of one peer over a stream: {@code LEN u16, PAYLOAD}. Empty datagrams, and
 * those too long for any UDP packet, are dropped.
 */
final class LengthFrames extends ByteToMessageCodec<ByteBuf> {
    private static final int LENGTH = 2;
    private static final int LONGEST = 65_535;

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (in.readableBytes() < LENGTH) {
            return;
        }
        int length = in.getUnsignedShort(in.readerIndex());
        if (in.readableBytes() < LENGTH + length) {
            return;
        }
        in.skipBytes(LENGTH);
        if (length > 0) {
            out.add(in.readRetainedSlice(length));
        }
    }

    @Override
    protected void encode(ChannelHandlerContext ctx, ByteBuf datagram, ByteBuf out) {
        int length = datagram.readableBytes();
        if (length > 0 && length <= LONGEST) {
            out.ensureWritable(LENGTH + length).writeShort(length).writeBytes(datagram);
        }
    }
}
