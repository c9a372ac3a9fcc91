package io.gost.plugin.socks5;

import io.gost.spi.Target;
import io.gost.spi.support.SocksAddress;
import io.netty.buffer.ByteBuf;

import org.jspecify.annotations.Nullable;

/**
 * What a client asks for (RFC 1928 §4).
 *
 * @param command the byte CMD
 * @param address DST.ADDR and DST.PORT
 */
record Request(int command, Target address) {
    private static final int HEADER_LENGTH = 3;

    /**
     * Reads one request.
     *
     * @param in what has arrived, at least one byte
     * @return the request, or {@code null}, with nothing consumed, while more bytes are needed
     * @throws io.gost.spi.GostException when the bytes are no request
     */
    static @Nullable Request read(ByteBuf in) {
        Socks5.requireVersion(in);
        int start = in.readerIndex();
        if (in.readableBytes() < HEADER_LENGTH + SocksAddress.length(in, start + HEADER_LENGTH)) {
            return null;
        }
        int command = in.getUnsignedByte(start + 1);
        in.skipBytes(HEADER_LENGTH);
        return new Request(command, SocksAddress.read(in));
    }
}
