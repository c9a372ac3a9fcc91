package io.gost.runtime.tls;

import io.netty.buffer.ByteBuf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client asks for in its greeting (RFC 8446 §4.1.2). What is malformed counts as not asked
 * for: the engine that reads the greeting next refuses it.
 *
 * @param serverName the name (RFC 6066 §3), or an empty text
 * @param applicationProtocols the list (RFC 7301), or empty
 */
record ClientHello(String serverName, List<String> applicationProtocols) {
    private static final int VERSION_AND_RANDOM = 34;
    private static final int SERVER_NAME = 0;
    private static final int HOST_NAME = 0;
    private static final int APPLICATION_PROTOCOLS = 16;

    /**
     * Reads a greeting.
     *
     * @param hello the handshake message's body; not released
     */
    static ClientHello read(ByteBuf hello) {
        String name = "";
        List<String> protocols = List.of();
        try {
            ByteBuf in = hello.slice().skipBytes(VERSION_AND_RANDOM);
            in.skipBytes(in.readUnsignedByte()); // session id
            in.skipBytes(in.readUnsignedShort()); // cipher suites
            in.skipBytes(in.readUnsignedByte()); // compression methods
            ByteBuf extensions = in.readSlice(in.readUnsignedShort());
            while (extensions.isReadable()) {
                int type = extensions.readUnsignedShort();
                ByteBuf body = extensions.readSlice(extensions.readUnsignedShort());
                if (type == SERVER_NAME) {
                    name = serverName(body);
                } else if (type == APPLICATION_PROTOCOLS) {
                    protocols = protocols(body);
                }
            }
        } catch (IndexOutOfBoundsException e) {
            // Shorter than it says.
        }
        return new ClientHello(name, protocols);
    }

    private static String serverName(ByteBuf body) {
        ByteBuf names = body.readSlice(body.readUnsignedShort());
        while (names.isReadable()) {
            int type = names.readUnsignedByte();
            ByteBuf name = names.readSlice(names.readUnsignedShort());
            if (type == HOST_NAME) {
                return name.toString(StandardCharsets.US_ASCII);
            }
        }
        return "";
    }

    private static List<String> protocols(ByteBuf body) {
        List<String> protocols = new ArrayList<>();
        ByteBuf names = body.readSlice(body.readUnsignedShort());
        while (names.isReadable()) {
            protocols.add(
                    names.readSlice(names.readUnsignedByte()).toString(StandardCharsets.US_ASCII));
        }
        return protocols;
    }
}
