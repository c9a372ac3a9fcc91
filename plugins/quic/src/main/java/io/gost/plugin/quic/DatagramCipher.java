package io.gost.plugin.quic;

import io.gost.spi.Secret;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DatagramPacket;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hides that datagrams are QUIC: on the wire each is a random nonce of 12 bytes, then the QUIC
 * datagram encrypted with AES-GCM under a key both sides know, then the tag of 16 bytes.
 *
 * <p>What does not decrypt is dropped without a word: anybody can send a stray datagram.
 */
final class DatagramCipher extends ChannelDuplexHandler {
    /** Bytes that a datagram grows by. */
    static final int OVERHEAD = 28;

    private static final int NONCE = 12;
    private static final int TAG = 16;
    private static final String AES_GCM = "AES/GCM/NoPadding";

    private final SecretKeySpec key;
    private final SecureRandom random;
    private final Cipher cipher;
    private final byte[] nonce = new byte[NONCE];

    /**
     * Makes the handler of one socket.
     *
     * @param secret 16, 24 or 32 bytes in UTF-8
     * @param random gives the nonces
     */
    DatagramCipher(Secret secret, SecureRandom random) {
        this.key = new SecretKeySpec(bytes(secret), "AES");
        this.random = random;
        try {
            this.cipher = Cipher.getInstance(AES_GCM);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Whether AES takes a key of this length. */
    static boolean isKey(Secret secret) {
        int length = bytes(secret).length;
        return length == 16 || length == 24 || length == 32;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        DatagramPacket packet = (DatagramPacket) msg;
        ByteBuf plain = null;
        try {
            plain = decrypt(ctx, packet.content());
        } catch (AEADBadTagException strayDatagram) {
            // Dropped.
        } catch (GeneralSecurityException bug) {
            throw new IllegalStateException(bug);
        } finally {
            packet.release();
        }
        if (plain != null) {
            ctx.fireChannelRead(new DatagramPacket(plain, packet.recipient(), packet.sender()));
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        DatagramPacket packet = (DatagramPacket) msg;
        ByteBuf hidden;
        try {
            hidden = encrypt(ctx, packet.content());
        } catch (GeneralSecurityException bug) {
            throw new IllegalStateException(bug);
        } finally {
            packet.release();
        }
        ctx.write(new DatagramPacket(hidden, packet.recipient(), packet.sender()), promise);
    }

    private ByteBuf encrypt(ChannelHandlerContext ctx, ByteBuf plain)
            throws GeneralSecurityException {
        random.nextBytes(nonce);
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
        ByteBuf hidden = ctx.alloc().directBuffer(plain.readableBytes() + OVERHEAD);
        try {
            return transform(plain, hidden.writeBytes(nonce), plain.readableBytes() + TAG);
        } catch (GeneralSecurityException e) {
            hidden.release();
            throw e;
        }
    }

    private ByteBuf decrypt(ChannelHandlerContext ctx, ByteBuf hidden)
            throws GeneralSecurityException {
        if (hidden.readableBytes() <= OVERHEAD) {
            throw new AEADBadTagException("too short");
        }
        hidden.readBytes(nonce);
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
        int length = hidden.readableBytes() - TAG;
        ByteBuf plain = ctx.alloc().directBuffer(length);
        try {
            return transform(hidden, plain, length);
        } catch (GeneralSecurityException e) {
            plain.release();
            throw e;
        }
    }

    private ByteBuf transform(ByteBuf from, ByteBuf to, int length)
            throws ShortBufferException, GeneralSecurityException {
        int done = cipher.doFinal(from.nioBuffer(), to.nioBuffer(to.writerIndex(), length));
        return to.writerIndex(to.writerIndex() + done);
    }

    private static byte[] bytes(Secret secret) {
        return secret.reveal().getBytes(StandardCharsets.UTF_8);
    }
}
