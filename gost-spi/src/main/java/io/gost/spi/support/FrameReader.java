package io.gost.spi.support;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import org.jspecify.annotations.Nullable;

/**
 * Cuts the bytes of a {@link CarrierSession}'s connection into frames. Only headers are collected;
 * payload is handed on as it arrives, without copying and without waiting for the rest of a frame.
 *
 * @param <S> the protocol's streams
 */
final class FrameReader<S extends CarriedStream> {
    private static final int LONGEST_HEADER = 16;

    private final CarrierSession<S> session;
    private final int headerLength;
    private final ByteBuf partial = Unpooled.buffer(LONGEST_HEADER, LONGEST_HEADER);
    private @Nullable S payloadOwner;
    private long payloadLeft;
    private int wanted;
    private boolean inBlock;

    FrameReader(CarrierSession<S> session, int headerLength) {
        this.session = session;
        this.headerLength = headerLength;
        this.wanted = headerLength;
    }

    /** What follows the header is data of a stream, or nobody's. */
    void payload(@Nullable S stream, long length) {
        payloadOwner = length > 0 ? stream : null;
        payloadLeft = length;
    }

    /** What follows the header is to be read at once. */
    void block(int length) {
        inBlock = true;
        wanted = length;
    }

    /** A stream is gone: the rest of its payload is nobody's. */
    void forget(CarriedStream stream) {
        if (stream.equals(payloadOwner)) {
            payloadOwner = null;
        }
    }

    /** Reads one piece: a header, a block, or as much of a payload as there is. */
    void read(ByteBuf in) {
        if (payloadLeft > 0) {
            readPayload(in);
        } else if (partial.isReadable() || in.readableBytes() < wanted) {
            partial.writeBytes(in, Math.min(wanted - partial.readableBytes(), in.readableBytes()));
            if (partial.readableBytes() == wanted) {
                readWhole(partial);
                partial.clear();
            }
        } else {
            readWhole(in);
        }
    }

    private void readWhole(ByteBuf in) {
        boolean body = inBlock;
        inBlock = false;
        wanted = headerLength;
        if (body) {
            session.block(in);
        } else {
            session.header(in);
        }
    }

    private void readPayload(ByteBuf in) {
        int length = (int) Math.min(payloadLeft, in.readableBytes());
        payloadLeft -= length;
        S owner = payloadOwner;
        if (owner == null) {
            in.skipBytes(length);
        } else {
            session.deliver(owner, in.readRetainedSlice(length));
            if (payloadLeft == 0 && !session.hasEnded()) {
                session.payloadEnded(owner);
            }
        }
    }
}
