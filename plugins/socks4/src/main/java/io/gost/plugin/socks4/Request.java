package io.gost.plugin.socks4;

import io.gost.spi.Target;
import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import io.netty.util.NetUtil;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/**
 * What a client asks for.
 *
 * @param command {@link Socks4#CONNECT} or {@link Socks4#BIND}
 * @param target where to; a name if the client sent one (SOCKS4a)
 * @param userId the user id, possibly empty
 */
record Request(int command, Target target, String userId) {
    /** VN, CD, DSTPORT and DSTIP. */
    private static final int HEADER_LENGTH = 8;

    private static final int PORT_OFFSET = 2;
    private static final int IP_OFFSET = 4;
    private static final int TEXT_INCOMPLETE = -1;

    /** A line end inside a name could end a header line of the next proxy's protocol. */
    private static final ByteProcessor NO_SPACE_OR_CONTROL =
            value -> (value & 0xFF) > ' ' && value != 0x7F;

    /**
     * Reads one request.
     *
     * @param in what has arrived, at least one byte
     * @return the request, or {@code null}, with nothing consumed, while more bytes are needed
     * @throws io.gost.spi.GostException when the bytes are no request
     */
    static @Nullable Request read(ByteBuf in) {
        int start = in.readerIndex();
        requireKnown(in, start);
        if (in.readableBytes() < HEADER_LENGTH) {
            return null;
        }
        int userIdAt = start + HEADER_LENGTH;
        int userIdEnd = endOfText(in, userIdAt, "user id");
        if (userIdEnd == TEXT_INCOMPLETE) {
            return null;
        }
        int ip = in.getInt(start + IP_OFFSET);
        int end = userIdEnd;
        String host;
        if (isName(ip)) {
            end = endOfText(in, userIdEnd + 1, "host name");
            if (end == TEXT_INCOMPLETE) {
                return null;
            }
            host = readName(in, userIdEnd + 1, end);
        } else {
            host = NetUtil.intToIpAddress(ip);
        }
        Target target = Target.tcp(host, in.getUnsignedShort(start + PORT_OFFSET));
        in.readerIndex(end + 1);
        return new Request(in.getByte(start + 1), target, text(in, userIdAt, userIdEnd));
    }

    private static void requireKnown(ByteBuf in, int start) {
        int version = in.getUnsignedByte(start);
        if (version != Socks4.VERSION) {
            throw Socks4.malformed("version %d instead of 4".formatted(version));
        }
        if (in.readableBytes() > 1) {
            int command = in.getUnsignedByte(start + 1);
            if (command != Socks4.CONNECT && command != Socks4.BIND) {
                throw Socks4.malformed("command %d".formatted(command));
            }
        }
    }

    /** SOCKS4a: 0.0.0.x, with x not 0, says that a name follows the user id. */
    private static boolean isName(int ip) {
        return ip >>> 8 == 0 && ip != 0;
    }

    private static int endOfText(ByteBuf in, int from, String what) {
        int limit = Math.min(in.writerIndex(), from + Socks4.MAX_LENGTH + 1);
        int end = in.indexOf(from, limit, (byte) 0);
        if (end < 0 && limit == from + Socks4.MAX_LENGTH + 1) {
            throw Socks4.malformed("a %s of more than 255 bytes".formatted(what));
        }
        return end < 0 ? TEXT_INCOMPLETE : end;
    }

    private static String readName(ByteBuf in, int from, int end) {
        if (in.forEachByte(from, end - from, NO_SPACE_OR_CONTROL) >= 0) {
            throw Socks4.malformed("a space or control character in the host name");
        }
        return text(in, from, end);
    }

    private static String text(ByteBuf in, int from, int end) {
        return in.toString(from, end - from, StandardCharsets.UTF_8);
    }
}
