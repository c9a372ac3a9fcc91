package io.gost.plugin.auto;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** ClientHellos: recorded ones, the JDK's, and some that no client should send. */
final class Hellos {
    private static final int RECORD_HEADER = 5;

    private Hellos() {}

    /** The first bytes that a client sends in a recorded exchange. */
    static byte[] recorded(String name) {
        try (InputStream file = Hellos.class.getResourceAsStream("/vectors/sni.yaml")) {
            for (JsonNode vector : new YAMLMapper().readTree(file)) {
                if (vector.path("name").asString().equals(name)) {
                    String hex = vector.path("exchange").path(0).path("hex").asString();
                    return ByteBufUtil.decodeHexDump(hex);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("no vector " + name);
    }

    /** What the JDK's TLS sends first. */
    static byte[] ofJdk(String... serverNames) {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine();
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setServerNames(
                    List.of(serverNames).stream().<SNIServerName>map(SNIHostName::new).toList());
            engine.setSSLParameters(parameters);
            ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), record);
            byte[] bytes = new byte[record.flip().remaining()];
            record.get(bytes);
            return bytes;
        } catch (GeneralSecurityException | SSLException e) {
            throw new AssertionError(e);
        }
    }

    /** The same handshake message in records of at most so many bytes. */
    static byte[] inRecordsOf(int size, byte[] hello) {
        ByteBuf message = Unpooled.wrappedBuffer(hello).skipBytes(RECORD_HEADER);
        ByteBuf records = Unpooled.buffer();
        while (message.isReadable()) {
            ByteBuf fragment = message.readSlice(Math.min(size, message.readableBytes()));
            records.writeBytes(record(0x16, ByteBufUtil.getBytes(fragment)));
        }
        return ByteBufUtil.getBytes(records);
    }

    /** A record of TLS 1.2. */
    static byte[] record(int type, byte[] fragment) {
        ByteBuf record = Unpooled.buffer();
        record.writeByte(type).writeShort(0x0303).writeShort(fragment.length);
        return ByteBufUtil.getBytes(record.writeBytes(fragment));
    }

    /** A minimal ClientHello with one extension. */
    static byte[] withExtension(int type, byte[] data) {
        ByteBuf body = Unpooled.buffer();
        body.writeShort(0x0303).writeZero(32); // version, random
        body.writeByte(0); // session id
        body.writeShort(2).writeShort(0x1301); // cipher suites
        body.writeByte(1).writeByte(0); // compression methods
        body.writeShort(4 + data.length).writeShort(type).writeShort(data.length).writeBytes(data);
        return record(0x16, message(1, ByteBufUtil.getBytes(body)));
    }

    /** A ClientHello that names a host, well-formed or not. */
    static byte[] naming(String host) {
        byte[] name = host.getBytes(StandardCharsets.UTF_8);
        ByteBuf data = Unpooled.buffer();
        data.writeShort(3 + name.length).writeByte(0).writeShort(name.length).writeBytes(name);
        return withExtension(0, ByteBufUtil.getBytes(data));
    }

    /** A handshake message. */
    static byte[] message(int type, byte[] body) {
        ByteBuf message = Unpooled.buffer().writeByte(type).writeMedium(body.length);
        return ByteBufUtil.getBytes(message.writeBytes(body));
    }
}
