package io.gost.plugin.quic;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A ClientHello of QUIC.
 *
 * @param version the one of old, in hex
 * @param suites in hex
 * @param compression methods, in hex
 * @param extensions their bodies by type
 */
record QuicHello(
        String version, List<String> suites, String compression, Map<Integer, byte[]> extensions) {
    private static final int MESSAGE_HEADER = 4;
    private static final int RANDOM = 32;
    private static final int SERVER_NAME = 0;
    private static final int PROTOCOLS = 16;
    private static final int VERSIONS = 43;
    private static final int PARAMETERS = 57;

    static QuicHello of(byte[] message) {
        ByteBuf in = Unpooled.wrappedBuffer(message).skipBytes(MESSAGE_HEADER);
        String version = "%04x".formatted(in.readUnsignedShort());
        in.skipBytes(RANDOM);
        in.skipBytes(in.readUnsignedByte());
        List<String> suites = shorts(in.readSlice(in.readUnsignedShort()));
        String compression = ByteBufUtil.hexDump(in.readSlice(in.readUnsignedByte()));
        ByteBuf all = in.readSlice(in.readUnsignedShort());
        Map<Integer, byte[]> extensions = new HashMap<>();
        while (all.isReadable()) {
            extensions.put(
                    all.readUnsignedShort(),
                    ByteBufUtil.getBytes(all.readSlice(all.readUnsignedShort())));
        }
        return new QuicHello(version, suites, compression, extensions);
    }

    String serverName() {
        return ByteBufUtil.hexDump(extension(SERVER_NAME));
    }

    List<String> protocols() {
        List<String> protocols = new ArrayList<>();
        ByteBuf list = extension(PROTOCOLS).skipBytes(2);
        while (list.isReadable()) {
            protocols.add(
                    list.readSlice(list.readUnsignedByte()).toString(StandardCharsets.US_ASCII));
        }
        return protocols;
    }

    /** In hex. */
    List<String> versions() {
        return shorts(extension(VERSIONS).skipBytes(1));
    }

    /** A transport parameter that is a number; 0 is what most are when they are not there. */
    long parameter(int id) {
        ByteBuffer in = ByteBuffer.wrap(extensions.get(PARAMETERS));
        while (in.hasRemaining()) {
            long found = InitialPackets.number(in);
            int length = (int) InitialPackets.number(in);
            if (found == id) {
                return InitialPackets.number(in);
            }
            in.position(in.position() + length);
        }
        return 0;
    }

    private ByteBuf extension(int type) {
        return Unpooled.wrappedBuffer(extensions.getOrDefault(type, new byte[0]));
    }

    private static List<String> shorts(ByteBuf list) {
        List<String> values = new ArrayList<>();
        while (list.isReadable()) {
            values.add("%04x".formatted(list.readUnsignedShort()));
        }
        return values;
    }
}
