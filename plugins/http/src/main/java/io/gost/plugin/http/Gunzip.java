package io.gost.plugin.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.compression.JdkZlibDecoder;
import io.netty.handler.codec.compression.ZlibWrapper;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Undoes gzip in a body that is passed on. A small input may stand for a thousand times as much
 * output, so input is used in small portions, and none while the output is not wanted.
 */
final class Gunzip {
    private static final int PORTION = 512;

    private final JdkZlibDecoder zlib = new JdkZlibDecoder(ZlibWrapper.GZIP, 0);
    private final EmbeddedChannel decoder = new EmbeddedChannel(zlib);
    private ByteBuf input = Unpooled.EMPTY_BUFFER;
    private boolean draining;

    /** Adds input, which is owned from now on. Everything before has to be used. */
    void add(ByteBuf compressed) {
        input.release();
        input = compressed;
    }

    /** Whether the end of the packed data has come, with the right checksum. */
    boolean isComplete() {
        return zlib.isClosed();
    }

    /** Whether all input so far has been used. */
    boolean isDrained() {
        return !input.isReadable();
    }

    /**
     * Uses input. Does nothing when the sink, or what it caused, asks for more: it will get it.
     *
     * @param wanted whether more output is wanted right now
     * @param sink gets the output, and owns it
     * @throws BadMessage when the input is no gzip
     */
    void drain(BooleanSupplier wanted, Consumer<ByteBuf> sink) {
        if (draining) {
            return;
        }
        draining = true;
        try {
            while (input.isReadable() && wanted.getAsBoolean()) {
                decoder.writeInbound(
                        input.readRetainedSlice(Math.min(PORTION, input.readableBytes())));
                for (ByteBuf piece = decoder.readInbound();
                        piece != null;
                        piece = decoder.readInbound()) {
                    sink.accept(piece);
                }
            }
        } catch (DecompressionException bad) {
            throw BadMessage.malformed("content coding that is not gzip");
        } finally {
            draining = false;
        }
    }

    /** Lets go of everything. */
    void close() {
        add(Unpooled.EMPTY_BUFFER);
        try {
            decoder.finishAndReleaseAll();
        } catch (DecompressionException again) {
            // The decoder looks at its bad input once more before it lets go.
        }
    }
}
