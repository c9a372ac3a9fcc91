package io.gost.spi.support;

import io.netty.buffer.ByteBuf;

/** A stream to nowhere. */
final class EndedStream extends VirtualChannel {
    EndedStream() {
        super(null, Kind.STREAM, 0);
    }

    @Override
    protected boolean send(ByteBuf message) {
        throw new IllegalStateException("the output has ended");
    }

    @Override
    protected void sendEnd() {}

    @Override
    protected void consumed(int bytes) {}

    @Override
    protected void detach() {}
}
