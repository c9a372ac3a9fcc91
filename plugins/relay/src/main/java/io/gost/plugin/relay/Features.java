package io.gost.plugin.relay;

import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.gost.spi.support.SocksAddress;
import io.netty.buffer.ByteBuf;

import org.jspecify.annotations.Nullable;

import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * The typed fields of a message: {@code TYPE u8, LEN u16, DATA}. Types that we do not know are
 * skipped; of several of one type the last one counts.
 *
 * @param credentials of the user; empty texts when there is none
 * @param network what the address is reached over
 * @param address the address, or {@code null} when there is none
 */
record Features(Credentials credentials, Network network, @Nullable Target address) {
    private static final int USER = 0x01;
    private static final int ADDRESS = 0x02;
    private static final int NETWORK = 0x04;

    private static final int HEADER_LENGTH = 3;

    private static final Credentials NOBODY = Credentials.of("", "");

    /**
     * Reads all features of a message.
     *
     * @param in the features and nothing else
     * @throws GostException when a feature is cut short or holds no value of its type
     */
    static Features read(ByteBuf in) {
        Credentials credentials = NOBODY;
        Network network = Network.TCP;
        Target address = null;
        while (in.isReadable()) {
            require(in, HEADER_LENGTH);
            int type = in.readUnsignedByte();
            int length = in.readUnsignedShort();
            require(in, length);
            ByteBuf data = in.readSlice(length);
            switch (type) {
                case USER -> credentials = readCredentials(data);
                case ADDRESS -> address = readAddress(data);
                case NETWORK -> network = readNetwork(data);
                default -> {} // from a newer version
            }
        }
        return new Features(credentials, network, address);
    }

    /** Writes user name and password, each of at most 255 bytes. */
    static void writeCredentials(ByteBuf out, byte[] user, byte[] password) {
        out.writeByte(USER).writeShort(1 + user.length + 1 + password.length);
        out.writeByte(user.length).writeBytes(user);
        out.writeByte(password.length).writeBytes(password);
    }

    static void writeNetwork(ByteBuf out, Network network) {
        out.writeByte(NETWORK).writeShort(2).writeShort(number(network));
    }

    /** Writes an address; the empty host as an empty name. */
    static void writeAddress(ByteBuf out, Target address) {
        int length = beginAddress(out);
        SocksAddress.write(out, address);
        endAddress(out, length);
    }

    static void writeAddress(ByteBuf out, SocketAddress address) {
        int length = beginAddress(out);
        SocksAddress.write(out, address);
        endAddress(out, length);
    }

    private static int beginAddress(ByteBuf out) {
        out.writeByte(ADDRESS);
        int length = out.writerIndex();
        out.writeShort(0);
        return length;
    }

    private static void endAddress(ByteBuf out, int length) {
        out.setShort(length, out.writerIndex() - length - 2);
    }

    private static Credentials readCredentials(ByteBuf data) {
        String user = readText(data);
        return Credentials.of(user, readText(data));
    }

    private static String readText(ByteBuf data) {
        require(data, 1);
        int length = data.readUnsignedByte();
        require(data, length);
        return data.readString(length, StandardCharsets.UTF_8);
    }

    private static Target readAddress(ByteBuf data) {
        require(data, SocksAddress.length(data, data.readerIndex()));
        return SocksAddress.read(data);
    }

    private static Network readNetwork(ByteBuf data) {
        require(data, 2);
        return switch (data.readUnsignedShort()) {
            case 1 -> Network.UDP;
            case 2 -> Network.IP;
            case 0x10 -> Network.UNIX;
            case 0x11 -> Network.SERIAL;
            default -> Network.TCP;
        };
    }

    private static int number(Network network) {
        return switch (network) {
            case TCP, TCP4, TCP6 -> 0;
            case UDP, UDP4, UDP6 -> 1;
            case IP -> 2;
            case UNIX -> 0x10;
            case SERIAL -> 0x11;
        };
    }

    private static void require(ByteBuf in, int length) {
        if (in.readableBytes() < length) {
            throw RelayProtocol.malformed("a feature that is cut short");
        }
    }
}
