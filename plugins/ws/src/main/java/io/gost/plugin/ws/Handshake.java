package io.gost.plugin.ws;

import io.gost.spi.support.HandshakePhase;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;

/** What the two sides of the upgrade have in common (RFC 6455 §4). */
abstract class Handshake extends HandshakePhase<Channel> {
    /** What both offer and agree on (RFC 7692 §7.1). */
    static final String DEFLATE =
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final Role role;
    private final int fragmentSize;
    private final Duration pingPeriod;

    /**
     * Prepares a handshake.
     *
     * @param role who we are
     * @param fragmentSize the longest payload of a client's frame
     * @param pingPeriod time between pings; zero for none
     */
    Handshake(Role role, int fragmentSize, Duration pingPeriod) {
        super(role == Role.CLIENT ? "websocket server" : "websocket client");
        this.role = role;
        this.fragmentSize = fragmentSize;
        this.pingPeriod = pingPeriod;
    }

    /** What proves that a server has understood the key (§4.2.2). */
    static String accept(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] digest = sha1.digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    /** Puts the layers of the data phase behind this handler, and leaves. */
    final void upgrade(ChannelHandlerContext ctx, boolean compression) {
        ChannelPipeline pipeline = ctx.pipeline();
        FrameWriter writer = new FrameWriter(role, fragmentSize);
        if (pingPeriod.isPositive()) {
            pipeline.addLast(new KeepAlive(writer, pingPeriod));
        }
        pipeline.addLast(new FrameCodec(role, writer, compression));
        if (compression) {
            pipeline.addLast(new PerMessageDeflate());
        }
        succeed(ctx, ctx.channel());
    }
}
