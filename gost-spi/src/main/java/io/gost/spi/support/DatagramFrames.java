package io.gost.spi.support;

import io.gost.spi.Datagram;
import io.gost.spi.GostException;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageCodec;

import java.util.List;

/**
 * A layer that carries datagrams of many peers over a stream, as GOST does where UDP was asked for:
 * the header of a SOCKS5 datagram (RFC 1928 §7) with its reserved field as the payload's length,
 * {@code LEN 0xFF ATYP ADDR PORT PAYLOAD}.
 *
 * <p>Towards the owner the messages are {@link Datagram}s. A frame without a length is taken as
 * GOST takes it: what has arrived is its payload. Datagrams that no frame can express, such as
 * empty ones, are dropped. What is no frame breaks the stream.
 */
public final class DatagramFrames extends ByteToMessageCodec<Datagram> {
    /** What GOST writes where SOCKS5 numbers fragments. */
    private static final int WHOLE = 0xFF;

    private static final int LENGTH = 2;
    private static final int ADDRESS = 3;
    private static final int LONGEST = 65_535;

    private DatagramFrames() {}

    /**
     * Adds the layer.
     *
     * @param stream a parked stream channel
     * @return the same channel, parked, now of {@link Datagram} messages
     */
    public static Channel over(Channel stream) {
        Parking.addLayers(stream, new DatagramFrames());
        return stream;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        try {
            decodeFrame(in, out);
        } catch (GostException malformed) {
            in.skipBytes(in.readableBytes());
            ctx.fireExceptionCaught(malformed);
            ctx.close();
        }
    }

    private static void decodeFrame(ByteBuf in, List<Object> out) {
        int start = in.readerIndex();
        if (in.readableBytes() < LENGTH) {
            return;
        }
        int header = ADDRESS + SocksAddress.length(in, start + ADDRESS);
        int announced = in.getUnsignedShort(start);
        if (in.readableBytes() < header + announced) {
            return;
        }
        in.skipBytes(ADDRESS);
        Target peer = SocksAddress.read(in).over(Network.UDP);
        int length = announced == 0 ? in.readableBytes() : announced;
        if (length > 0) {
            out.add(new Datagram(peer, in.readRetainedSlice(length)));
        }
    }

    @Override
    protected void encode(ChannelHandlerContext ctx, Datagram datagram, ByteBuf out) {
        ByteBuf payload = datagram.content();
        int length = payload.readableBytes();
        Target peer = datagram.address();
        if (length == 0
                || length > LONGEST
                || ByteBufUtil.utf8Bytes(peer.host()) > SocksAddress.MAX_NAME) {
            return;
        }
        out.writeShort(length).writeByte(WHOLE);
        SocksAddress.write(out, peer);
        out.writeBytes(payload);
    }
}
