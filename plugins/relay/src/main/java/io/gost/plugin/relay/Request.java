package io.gost.plugin.relay;

import io.gost.spi.Credentials;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.netty.buffer.ByteBuf;

import org.jspecify.annotations.Nullable;

/**
 * What a client asks for.
 *
 * @param command one of {@link RelayProtocol}
 * @param network what for
 * @param address where, or {@code null}
 * @param credentials who asks
 */
record Request(int command, Network network, @Nullable Target address, Credentials credentials) {
    /**
     * Reads a request.
     *
     * @param in what has arrived so far
     * @return the request, or {@code null} and nothing consumed while it is not complete
     * @throws io.gost.spi.GostException when it is none
     */
    static @Nullable Request read(ByteBuf in) {
        if (!in.isReadable()) {
            return null;
        }
        RelayProtocol.requireVersion(in);
        int start = in.readerIndex();
        if (in.readableBytes() < RelayProtocol.HEADER_LENGTH) {
            return null;
        }
        int length = in.getUnsignedShort(start + 2);
        if (in.readableBytes() < RelayProtocol.HEADER_LENGTH + length) {
            return null;
        }
        int command = in.getUnsignedByte(start + 1);
        in.skipBytes(RelayProtocol.HEADER_LENGTH);
        Features features = Features.read(in.readSlice(length));
        Network network =
                (command & RelayProtocol.UDP_FLAG) != 0 ? Network.UDP : features.network();
        Target address = features.address();
        return new Request(
                command & RelayProtocol.COMMAND_MASK,
                network,
                address == null ? null : address.over(network),
                features.credentials());
    }
}
