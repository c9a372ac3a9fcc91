package io.gost.plugin.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/** Sends a body on: as it is, or in chunks of our own, one for each piece. */
enum BodyWriter {
    /** The body as it is. */
    PLAIN {
        @Override
        void write(ByteBuf piece, Consumer<ByteBuf> sink) {
            sink.accept(piece);
        }

        @Override
        void end(@Nullable Head trailers, ByteBufAllocator allocator, Consumer<ByteBuf> sink) {
            // Its length or the end of the connection says it all.
        }
    },

    /** Chunks without extensions, and trailers without fields that say where a message ends. */
    CHUNKS {
        @Override
        void write(ByteBuf piece, Consumer<ByteBuf> sink) {
            byte[] size = HeadBuilder.ascii(Integer.toHexString(piece.readableBytes()) + "\r\n");
            sink.accept(Unpooled.wrappedBuffer(size));
            sink.accept(piece);
            sink.accept(Unpooled.wrappedBuffer(HeadBuilder.CRLF));
        }

        @Override
        void end(@Nullable Head trailers, ByteBufAllocator allocator, Consumer<ByteBuf> sink) {
            if (trailers == null) {
                sink.accept(Unpooled.wrappedBuffer(LAST_CHUNK));
                return;
            }
            HeadBuilder out = new HeadBuilder(trailers.length() + LAST_CHUNK.length);
            out.add(LAST_CHUNK, 0, LAST_CHUNK.length - HeadBuilder.CRLF.length);
            for (int field = 0; field < trailers.fields(); field++) {
                if (mayTrail(trailers.name(field))) {
                    trailers.copyField(field, out);
                }
            }
            sink.accept(out.end().toBuffer(allocator, 0));
        }
    };

    private static final byte[] LAST_CHUNK = HeadBuilder.ascii("0\r\n\r\n");

    static BodyWriter of(boolean chunked) {
        return chunked ? CHUNKS : PLAIN;
    }

    /**
     * Sends a piece.
     *
     * @param piece the piece, owned by the sink from now on
     * @param sink where it goes
     */
    abstract void write(ByteBuf piece, Consumer<ByteBuf> sink);

    /**
     * Ends the body.
     *
     * @param trailers the fields behind it, {@code null} for none
     * @param allocator where buffers come from
     * @param sink where it goes
     */
    abstract void end(@Nullable Head trailers, ByteBufAllocator allocator, Consumer<ByteBuf> sink);

    /** RFC 9110 §6.5.1: nothing in a trailer changes framing, routing or credentials. */
    private static boolean mayTrail(KnownField name) {
        return switch (name) {
            case CONTENT_LENGTH, TRANSFER_ENCODING, TRAILER, CONNECTION, HOST, UPGRADE -> false;
            case PROXY_AUTHORIZATION, PROXY_CONNECTION, GOST_TARGET, X_GOST_TARGET -> false;
            default -> true;
        };
    }
}
