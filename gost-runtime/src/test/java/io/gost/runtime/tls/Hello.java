package io.gost.runtime.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

import java.nio.charset.StandardCharsets;

/** Greetings written by hand: just enough to be asked for what they ask for. */
final class Hello {
    private Hello() {}

    /** A greeting of an old version, TLS 1.{@code minor - 1}, that knows no newer one. */
    static byte[] ofVersion(int minor) {
        return record(0x0300 | minor, 0xc009, Unpooled.buffer());
    }

    /** A greeting with a name and protocols, as a record. */
    static byte[] of(String name, String... protocols) {
        ByteBuf extensions = Unpooled.buffer();
        byte[] host = name.getBytes(StandardCharsets.US_ASCII);
        extensions.writeShort(0).writeShort(host.length + 5).writeShort(host.length + 3);
        extensions.writeByte(0).writeShort(host.length).writeBytes(host);
        if (protocols.length > 0) {
            ByteBuf list = Unpooled.buffer();
            for (String protocol : protocols) {
                list.writeByte(protocol.length());
                list.writeCharSequence(protocol, StandardCharsets.US_ASCII);
            }
            extensions.writeShort(16).writeShort(list.readableBytes() + 2);
            extensions.writeShort(list.readableBytes()).writeBytes(list);
        }
        return record(0x0303, 0x1301, extensions);
    }

    private static byte[] record(int version, int suite, ByteBuf extensions) {
        ByteBuf body = Unpooled.buffer();
        body.writeShort(version).writeZero(32).writeByte(0);
        body.writeShort(2).writeShort(suite).writeByte(1).writeByte(0);
        body.writeShort(extensions.readableBytes()).writeBytes(extensions);
        ByteBuf record = Unpooled.buffer();
        record.writeByte(22).writeShort(0x0301).writeShort(body.readableBytes() + 4);
        record.writeByte(1).writeMedium(body.readableBytes()).writeBytes(body);
        return ByteBufUtil.getBytes(record);
    }
}
