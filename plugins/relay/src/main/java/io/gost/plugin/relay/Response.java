package io.gost.plugin.relay;

import io.gost.spi.GostException;
import io.gost.spi.Target;
import io.netty.buffer.ByteBuf;

import org.jspecify.annotations.Nullable;

/**
 * What a server answers.
 *
 * @param code the status as sent
 * @param address a bound address or a visitor's, or {@code null}
 */
record Response(int code, @Nullable Target address) {
    private static final int STATUS_KNOWN_AFTER = 2;

    /**
     * Reads a response. Behind a refusal nothing is waited for: some servers close right there.
     *
     * @param in what has arrived so far
     * @return the response, or {@code null} and nothing consumed while it is not complete
     * @throws GostException when it is none
     */
    static @Nullable Response read(ByteBuf in) {
        if (!in.isReadable()) {
            return null;
        }
        RelayProtocol.requireVersion(in);
        int start = in.readerIndex();
        if (in.readableBytes() < STATUS_KNOWN_AFTER) {
            return null;
        }
        int code = in.getUnsignedByte(start + 1);
        if (Status.of(code) != Status.OK) {
            in.skipBytes(STATUS_KNOWN_AFTER);
            return new Response(code, null);
        }
        if (in.readableBytes() < RelayProtocol.HEADER_LENGTH) {
            return null;
        }
        int length = in.getUnsignedShort(start + 2);
        if (in.readableBytes() < RelayProtocol.HEADER_LENGTH + length) {
            return null;
        }
        in.skipBytes(RelayProtocol.HEADER_LENGTH);
        return new Response(code, Features.read(in.readSlice(length)).address());
    }

    boolean isOk() {
        return Status.of(code) == Status.OK;
    }

    /** The failure that a refusal means. */
    GostException failure(Target asked) {
        Status status = Status.of(code);
        return new GostException(
                status.category(),
                "relay server answered %d %s for %s".formatted(code, status.meaning(), asked));
    }
}
