package io.gost.spi.support;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import io.netty.util.NetUtil;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/**
 * The address field of SOCKS5: ATYP, ADDR and PORT (RFC 1928 §5), which the relay protocol and
 * GOST's datagram frames have, too.
 */
public final class SocksAddress {
    /** The longest name in bytes: its length is one byte. */
    public static final int MAX_NAME = 255;

    private static final int IPV4 = 0x01;
    private static final int NAME = 0x03;
    private static final int IPV6 = 0x04;

    private static final int IPV4_LENGTH = 4;
    private static final int IPV6_LENGTH = 16;
    private static final int PORT_LENGTH = 2;

    /** ATYP and the byte behind it tell how long every kind of address is. */
    private static final int KNOWN_AFTER = 2;

    /** What stands for an address that is not known or not of the internet: 0.0.0.0:0. */
    private static final byte[] NULL = {IPV4, 0, 0, 0, 0, 0, 0};

    /** A line end inside a name could end a header line of the next proxy's protocol. */
    private static final ByteProcessor NO_SPACE_OR_CONTROL =
            value -> (value & 0xFF) > ' ' && value != 0x7F;

    private SocksAddress() {}

    /**
     * How long an address field is, as far as the bytes that have arrived tell.
     *
     * @param in holds the field's beginning, or none of it yet
     * @param index where the field begins
     * @return its length in bytes; while that is unknown, more than what has arrived
     * @throws GostException when the kind of address does not exist
     */
    public static int length(ByteBuf in, int index) {
        if (in.writerIndex() < index + KNOWN_AFTER) {
            return KNOWN_AFTER;
        }
        int kind = in.getUnsignedByte(index);
        return 1
                + PORT_LENGTH
                + switch (kind) {
                    case IPV4 -> IPV4_LENGTH;
                    case NAME -> 1 + in.getUnsignedByte(index + 1);
                    case IPV6 -> IPV6_LENGTH;
                    default -> throw malformed("address type %d".formatted(kind));
                };
    }

    /**
     * Reads a field that has arrived whole.
     *
     * @param in at the field's beginning
     * @return the address, its network being {@link Network#TCP4} or {@link Network#TCP6} for
     *     literals and {@link Network#TCP} for names
     * @throws GostException when a name has spaces or control characters
     */
    public static Target read(ByteBuf in) {
        return switch (in.readUnsignedByte()) {
            case IPV4 ->
                    new Target(
                            Network.TCP4,
                            NetUtil.intToIpAddress(in.readInt()),
                            in.readUnsignedShort());
            case IPV6 -> readIpV6(in);
            default ->
                    new Target(
                            Network.TCP,
                            readName(in, in.readUnsignedByte()),
                            in.readUnsignedShort());
        };
    }

    /**
     * Writes an address: a literal as such, anything else as a name.
     *
     * @param out where to
     * @param address whose host has at most {@link #MAX_NAME} bytes
     * @throws GostException of category {@code CONFIG} when it has more; nothing is written then
     */
    public static void write(ByteBuf out, Target address) {
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(address.host());
        if (literal != null) {
            out.writeByte(literal.length == IPV4_LENGTH ? IPV4 : IPV6).writeBytes(literal);
        } else {
            byte[] name = address.host().getBytes(StandardCharsets.UTF_8);
            if (name.length > MAX_NAME) {
                throw tooLong(address);
            }
            out.writeByte(NAME).writeByte(name.length).writeBytes(name);
        }
        out.writeShort(address.port());
    }

    /**
     * Writes where a socket is.
     *
     * @param out where to
     * @param address {@code 0.0.0.0:0} is written when it is not an internet address
     */
    public static void write(ByteBuf out, @Nullable SocketAddress address) {
        if (!(address instanceof InetSocketAddress socket)) {
            out.writeBytes(NULL);
        } else if (socket.isUnresolved()) {
            write(out, Target.of(Network.TCP, socket));
        } else {
            byte[] literal = socket.getAddress().getAddress();
            out.writeByte(literal.length == IPV4_LENGTH ? IPV4 : IPV6)
                    .writeBytes(literal)
                    .writeShort(socket.getPort());
        }
    }

    /** IPv4 in IPv6's clothes (::ffff:a.b.c.d) is IPv4, or it would slip past rules about IPv4. */
    private static Target readIpV6(ByteBuf in) {
        byte[] bytes = new byte[IPV6_LENGTH];
        in.readBytes(bytes);
        int port = in.readUnsignedShort();
        try {
            InetAddress address = InetAddress.getByAddress(bytes);
            Network network =
                    address.getAddress().length == IPV4_LENGTH ? Network.TCP4 : Network.TCP6;
            return new Target(network, NetUtil.toAddressString(address), port);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("16 bytes are an IPv6 address", impossible);
        }
    }

    private static String readName(ByteBuf in, int length) {
        if (in.forEachByte(in.readerIndex(), length, NO_SPACE_OR_CONTROL) >= 0) {
            throw malformed("a space or control character in a host name");
        }
        return in.readCharSequence(length, StandardCharsets.UTF_8).toString();
    }

    private static GostException tooLong(Target address) {
        return new GostException(
                Category.CONFIG, "host name of more than 255 bytes: " + address.host());
    }

    private static GostException malformed(String what) {
        return new GostException(Category.HANDSHAKE, "message with " + what);
    }
}
