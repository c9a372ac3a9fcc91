package io.gost.plugin.auto;

import io.gost.spi.GostException.Category;
import io.gost.spi.support.HandshakePhase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;

/**
 * Reads the server name in a TLS ClientHello and leaves all of it on the channel.
 *
 * <p>A handshake message may be split over several records (RFC 8446 §5.1), and clients do that, to
 * get past filters or because keys have become large. Its fragments are copied together as their
 * records become complete; each record is looked at once, however slowly the bytes come.
 */
final class ServerNamePhase extends HandshakePhase<String> {
    /** Room for the longest ClientHello in records of reasonable size. */
    private static final int MAX_BYTES = ClientHello.MAX_LENGTH + 4096;

    private static final int RECORD_HEADER = 5;
    private static final int CONTENT_HANDSHAKE = 0x16;
    private static final int MAX_FRAGMENT = 1 << 14;

    private final ByteBuf message = Unpooled.buffer();
    private int recordsEnd;

    ServerNamePhase() {
        super("client");
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in) {
        while (!ClientHello.isComplete(message)) {
            if (!appendNextRecord(ctx, in)) {
                return;
            }
        }
        String name = ClientHello.serverName(message);
        if (name.isEmpty()) {
            fail(ctx, Category.HANDSHAKE, "client's TLS ClientHello names no server");
        } else {
            succeed(ctx, name);
        }
    }

    /** Whether there was a whole further record. */
    private boolean appendNextRecord(ChannelHandlerContext ctx, ByteBuf in) {
        int start = in.readerIndex() + recordsEnd;
        int available = in.readableBytes() - recordsEnd;
        if (available >= RECORD_HEADER) {
            int type = in.getUnsignedByte(start);
            int length = in.getUnsignedShort(start + 3);
            if (type != CONTENT_HANDSHAKE || length == 0 || length > MAX_FRAGMENT) {
                fail(
                        ctx,
                        Category.HANDSHAKE,
                        "client sent a TLS record of type %d with %d bytes; wanted a ClientHello"
                                .formatted(type, length));
                return false;
            }
            if (available >= RECORD_HEADER + length) {
                message.writeBytes(in, start + RECORD_HEADER, length);
                recordsEnd += RECORD_HEADER + length;
                return true;
            }
        }
        if (in.readableBytes() > MAX_BYTES) {
            fail(
                    ctx,
                    Category.LIMIT,
                    "client's TLS ClientHello takes more than %d bytes of records"
                            .formatted(MAX_BYTES));
        }
        return false;
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        message.release();
    }
}
