package io.gost.spi.example;

import io.gost.spi.support.HalfClose;
import io.gost.spi.support.Parking;
import io.gost.spi.support.VirtualChannel;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;

import java.util.List;

/**
 * One stream in frames over another stream, with credit: the smallest carrier that a {@link
 * VirtualChannel} can have.
 *
 * <p>A frame is {@code 0 length16 bytes}, {@code 1} for the end of output, or {@code 2 count32} for
 * credit.
 */
final class FramedStream extends VirtualChannel {
    private static final int WINDOW = 64 << 10;
    private static final int LONGEST = 8 << 10;
    private static final byte DATA = 0;
    private static final byte END = 1;
    private static final byte CREDIT = 2;

    private final Channel carrier;
    private int credit = WINDOW;
    private int ungranted;

    private FramedStream(Channel carrier) {
        super(carrier, Kind.STREAM, WINDOW);
        this.carrier = carrier;
    }

    /** Puts a stream on top of a parked channel. On its event loop. */
    static FramedStream over(Channel carrier) {
        FramedStream stream = new FramedStream(carrier);
        stream.open(carrier.eventLoop());
        Parking.takeOver(carrier, stream.new Frames());
        return stream;
    }

    @Override
    protected boolean send(ByteBuf message) {
        int size = Math.min(message.readableBytes(), Math.min(credit, LONGEST));
        if (size == 0 || !carrier.isWritable()) {
            return false;
        }
        credit -= size;
        carrier.write(carrier.alloc().buffer(3).writeByte(DATA).writeShort(size));
        carrier.write(message.readRetainedSlice(size));
        return true;
    }

    @Override
    protected void sendComplete() {
        carrier.flush();
    }

    @Override
    protected void sendEnd() {
        carrier.writeAndFlush(carrier.alloc().buffer(1).writeByte(END));
    }

    @Override
    protected void consumed(int bytes) {
        ungranted += bytes;
        if (ungranted >= WINDOW / 2) {
            carrier.writeAndFlush(carrier.alloc().buffer(5).writeByte(CREDIT).writeInt(ungranted));
            ungranted = 0;
        }
    }

    @Override
    protected void detach() {
        HalfClose.closeAfterFlush(carrier);
    }

    /** Reads the frames of the other side. */
    private final class Frames extends ByteToMessageDecoder {
        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
            switch (in.getByte(in.readerIndex())) {
                case DATA -> data(in);
                case END -> {
                    in.skipBytes(1);
                    receiveEnd();
                }
                case CREDIT -> {
                    if (in.readableBytes() >= 5) {
                        credit += in.skipBytes(1).readInt();
                        resume();
                    }
                }
                default -> throw new CorruptedFrameException("unknown type of frame");
            }
        }

        private void data(ByteBuf in) {
            if (in.readableBytes() < 3) {
                return;
            }
            int size = in.getUnsignedShort(in.readerIndex() + 1);
            if (size > LONGEST) {
                throw new CorruptedFrameException("frame of " + size + " bytes");
            }
            if (in.readableBytes() >= 3 + size
                    && !receive(in.skipBytes(3).readRetainedSlice(size))) {
                throw new CorruptedFrameException("more bytes than credit");
            }
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            resume();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object evt) throws Exception {
            if (HalfClose.isEndOfInput(evt)) {
                ctx.close();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) throws Exception {
            super.channelInactive(ctx);
            FramedStream.this.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            fail(cause);
            ctx.close();
        }
    }
}
