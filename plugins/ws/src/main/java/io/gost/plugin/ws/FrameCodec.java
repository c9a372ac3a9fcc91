package io.gost.plugin.ws;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.support.HalfClose;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The data phase of a WebSocket: frames below, a stream of bytes above.
 *
 * <p>Every buffer written becomes one binary message; text and binary messages are read alike. The
 * end of our output is that of the connection below, as in GOST, whose WebSockets end without a
 * close frame. A peer's close frame is answered and ends the connection.
 */
final class FrameCodec extends ChannelDuplexHandler implements FrameReader.Output {
    /** Up to here, a server's payload is copied behind its header: one buffer instead of two. */
    private static final int WORTH_COPYING = 512;

    private static final int PROTOCOL_ERROR = 1002;
    private static final int CLOSE_CODE_BYTES = 2;

    private final Role role;
    private final FrameReader reader;
    private final FrameWriter writer;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ChannelFuture pong;
    private @Nullable ByteBuf nextPong;
    private @Nullable FrameViolation violation;
    private boolean answered;
    private boolean closing;
    private boolean inputEnded;

    /**
     * Prepares for one connection.
     *
     * @param role who we are
     * @param writer writes the frames
     * @param compression whether messages may be compressed; a {@link PerMessageDeflate} follows
     */
    FrameCodec(Role role, FrameWriter writer, boolean compression) {
        this.role = role;
        this.reader = new FrameReader(role, compression, this);
        this.writer = writer;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        ReferenceCountUtil.release(nextPong);
        nextPong = null;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf in = (ByteBuf) msg;
        if (closing) {
            in.release();
            return;
        }
        try {
            reader.read(in.isReadOnly() ? copy(ctx, in) : in);
        } catch (FrameViolation e) {
            refuse(e);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (answered) {
            answered = false;
            ctx.flush();
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
        if (!HalfClose.isEndOfInput(evt)) {
            ctx.fireUserEventTriggered(evt);
        } else if (reader.isBetweenMessages() || closing) {
            endInput();
        } else {
            ctx.fireExceptionCaught(
                    new GostException(
                            Category.HANDSHAKE, "websocket ended in the middle of a message"));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (violation != null) {
            String what = "websocket peer broke the protocol: " + violation.reason();
            ctx.fireExceptionCaught(new GostException(Category.HANDSHAKE, what));
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        switch (msg) {
            case CompressedPiece(ByteBuf bytes, _) -> writeMessage(ctx, bytes, true, promise);
            case ByteBuf bytes when bytes.isReadable() -> writeMessage(ctx, bytes, false, promise);
            default -> ctx.write(msg, promise); // a mark that somebody waits for
        }
    }

    @Override
    public void data(ByteBuf payload) {
        context().fireChannelRead(payload);
    }

    @Override
    public void compressed(ByteBuf payload, boolean end) {
        context().fireChannelRead(new CompressedPiece(payload, end));
    }

    @Override
    public void control(Opcode opcode, ByteBuf payload) {
        if (opcode == Opcode.PING) {
            answerPing(payload);
        } else if (opcode == Opcode.CLOSE) {
            answerClose(payload);
        }
    }

    private void writeMessage(
            ChannelHandlerContext ctx,
            ByteBuf message,
            boolean compressed,
            ChannelPromise promise) {
        if (closing) {
            // As on a socket whose peer has closed: it left, and nobody reads it.
            message.release();
            promise.trySuccess();
        } else if (role == Role.SERVER && message.readableBytes() > WORTH_COPYING) {
            ctx.write(
                    writer.head(ctx.alloc(), message.readableBytes(), compressed),
                    ctx.voidPromise());
            ctx.write(message, promise);
        } else {
            try {
                ctx.write(writer.message(ctx.alloc(), message, compressed), promise);
            } finally {
                message.release();
            }
        }
    }

    /** §5.5.3: only the latest of several pings needs an answer, so that a flood costs nothing. */
    private void answerPing(ByteBuf payload) {
        ByteBuf answer = writer.control(context().alloc(), Opcode.PONG, payload);
        if (pong == null || pong.isDone()) {
            writePong(answer);
        } else {
            ReferenceCountUtil.release(nextPong);
            nextPong = answer;
        }
    }

    private void writePong(ByteBuf frame) {
        answered = true;
        pong = context().write(frame).addListener((ChannelFutureListener) _ -> pongWritten());
    }

    private void pongWritten() {
        ByteBuf next = nextPong;
        if (next != null && !closing) {
            nextPong = null;
            writePong(next);
            context().flush();
        }
    }

    /** Answers with the same code, as GOST does. */
    private void answerClose(ByteBuf payload) {
        int length = payload.readableBytes() < CLOSE_CODE_BYTES ? 0 : CLOSE_CODE_BYTES;
        if (length > 0) {
            checkClose(payload);
        }
        close(payload.slice(payload.readerIndex(), length));
        endInput();
    }

    private static void checkClose(ByteBuf payload) {
        int code = payload.getUnsignedShort(payload.readerIndex());
        boolean known =
                (code >= 1000 && code <= 1003)
                        || (code >= 1007 && code <= 1013)
                        || (code >= 3000 && code <= 4999);
        if (!known) {
            throw new FrameViolation("bad close code " + code);
        }
        ByteBuffer text =
                payload.nioBuffer(
                        payload.readerIndex() + CLOSE_CODE_BYTES,
                        payload.readableBytes() - CLOSE_CODE_BYTES);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(text);
        } catch (CharacterCodingException e) {
            throw new FrameViolation("invalid utf8 payload in close frame");
        }
    }

    /** The owner hears of it with the closing: what it would do at once is close. */
    private void refuse(FrameViolation reason) {
        violation = reason;
        ByteBuf payload = Unpooled.buffer(FrameHead.MAX_CONTROL);
        payload.writeShort(PROTOCOL_ERROR);
        ByteBufUtil.writeAscii(payload, reason.reason());
        close(payload);
    }

    /** Nothing may follow a close frame, in either direction. */
    private void close(ByteBuf payload) {
        ByteBuf frame = writer.control(context().alloc(), Opcode.CLOSE, payload);
        closing = true;
        context().write(frame);
        HalfClose.closeAfterFlush(context().channel());
    }

    private void endInput() {
        if (!inputEnded) {
            inputEnded = true;
            context().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        }
    }

    private static ByteBuf copy(ChannelHandlerContext ctx, ByteBuf in) {
        try {
            return ctx.alloc().ioBuffer(in.readableBytes()).writeBytes(in);
        } finally {
            in.release();
        }
    }

    private ChannelHandlerContext context() {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return ctx;
    }
}
