package io.gost.plugin.socks5;

import io.gost.spi.Datagram;
import io.gost.spi.GostException;
import io.gost.spi.Network;
import io.gost.spi.support.SocksAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;

import org.jspecify.annotations.Nullable;

/** Datagrams between a client and a proxy: {@code RSV FRAG ATYP ADDR PORT DATA} (RFC 1928 §7). */
final class SocksDatagrams {
    private static final int FRAGMENT = 2;
    private static final int HEADER_LENGTH = 3;

    /** Of a header with an IPv6 address; names may need more. */
    private static final int USUAL_HEADER = 22;

    private SocksDatagrams() {}

    /**
     * Takes a datagram out of its envelope.
     *
     * @param envelope what arrived; ownership passes on
     * @return the datagram, or {@code null} when it is to be dropped: it is none, or a fragment,
     *     which RFC 1928 lets an implementation refuse
     */
    static @Nullable Datagram open(ByteBuf envelope) {
        try {
            int start = envelope.readerIndex();
            if (envelope.readableBytes() < HEADER_LENGTH
                    || envelope.getByte(start + FRAGMENT) != 0
                    || envelope.readableBytes()
                            < HEADER_LENGTH
                                    + SocksAddress.length(envelope, start + HEADER_LENGTH)) {
                return null;
            }
            envelope.skipBytes(HEADER_LENGTH);
            return new Datagram(
                    SocksAddress.read(envelope).over(Network.UDP),
                    envelope.readRetainedSlice(envelope.readableBytes()));
        } catch (GostException malformed) {
            return null;
        } finally {
            envelope.release();
        }
    }

    /**
     * Puts a datagram into its envelope.
     *
     * @param datagram the datagram; ownership passes on
     * @return the envelope, or {@code null} when the address does not fit into one
     */
    static @Nullable ByteBuf seal(ByteBufAllocator allocator, Datagram datagram) {
        try {
            if (ByteBufUtil.utf8Bytes(datagram.address().host()) > SocksAddress.MAX_NAME) {
                return null;
            }
            ByteBuf payload = datagram.content();
            ByteBuf envelope = allocator.buffer(USUAL_HEADER + payload.readableBytes());
            envelope.writeZero(HEADER_LENGTH);
            SocksAddress.write(envelope, datagram.address());
            return envelope.writeBytes(payload);
        } finally {
            datagram.release();
        }
    }
}
