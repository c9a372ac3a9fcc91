package io.gost.plugin.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.ByteToMessageDecoder;

/**
 * Bytes that one connection received and nobody has used yet: an unfinished header section, or what
 * came before it was wanted. Owns them. An empty inbox holds no buffer.
 */
final class Inbox {
    private ByteBuf bytes = Unpooled.EMPTY_BUFFER;

    /** Adds a buffer that was just received; the inbox owns it from now on. */
    void add(ByteBufAllocator allocator, ByteBuf received) {
        bytes =
                bytes.isReadable()
                        ? ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, bytes, received)
                        : replace(received);
    }

    /** What is unread; the caller reads what it uses. */
    ByteBuf bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return !bytes.isReadable();
    }

    /** Lets go of the buffer if everything in it was read. */
    void trim() {
        if (isEmpty()) {
            replace(Unpooled.EMPTY_BUFFER);
        }
    }

    void release() {
        replace(Unpooled.EMPTY_BUFFER);
    }

    /** Gives everything unread away; the caller owns it. */
    ByteBuf takeAll() {
        ByteBuf unread = bytes;
        bytes = Unpooled.EMPTY_BUFFER;
        return unread;
    }

    private ByteBuf replace(ByteBuf next) {
        bytes.release();
        bytes = next;
        return next;
    }
}
