package io.gost.plugin.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.GostException;
import io.gost.spi.Network;
import io.gost.spi.Options;
import io.gost.spi.Target;
import io.gost.spi.support.Parking;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One side of a WebSocket on a channel without a socket, for tests. */
final class Line implements AutoCloseable {
    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final CompletableFuture<Channel> handshake;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final List<String> events = new ArrayList<>();
    private final long before = Wire.heldBytes();
    private final int step;
    private long limit = Long.MAX_VALUE;

    private Line(Handshake handshake, int step) {
        channel.config().setAllocator(Wire.ALLOCATOR);
        Parking.park(channel);
        this.handshake = handshake.run(channel).toCompletableFuture();
        this.step = step;
    }

    static Line client(Map<String, ?> metadata, String node, int step) {
        WsDialerOptions options = WsDialerOptions.read(Options.of(metadata));
        return new Line(new ClientHandshake(options, Target.parse(Network.TCP, node)), step);
    }

    static Line server(Map<String, ?> metadata, int step) {
        WsListenerOptions options = WsListenerOptions.read(Options.of(metadata));
        return new Line(new ServerHandshake(options, () -> Instant.EPOCH), step);
    }

    /** A server whose handshake is over. */
    static Line upgradedServer(Map<String, ?> metadata, int step) {
        Line line = server(metadata, step);
        line.arrives(upgradeRequest(""));
        line.says();
        return line;
    }

    /** A client whose handshake is over. */
    static Line upgradedClient(Map<String, ?> metadata, int step) {
        Line line = client(metadata, "127.0.0.1:80", step);
        line.arrives(upgradeAnswer(line.says(), ""));
        return line;
    }

    static String upgradeRequest(String more) {
        return "GET /ws HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, Upgrade\r\n"
                + "Upgrade: WebSocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + KEY
                + "\r\n"
                + more
                + "\r\n";
    }

    /** What a server answers to a request, whose key it has to use. */
    static String upgradeAnswer(byte[] request, String more) {
        String text = new String(request, StandardCharsets.US_ASCII);
        int key = text.indexOf("Sec-WebSocket-Key: ") + 19;
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: "
                + Handshake.accept(text.substring(key, key + KEY.length()))
                + "\r\n"
                + more
                + "\r\n";
    }

    void arrives(String text) {
        arrives(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Lets bytes arrive in pieces, and becomes the owner once the handshake is over. */
    void arrives(byte[] bytes) {
        for (int at = 0; at < bytes.length && isOpen(); at += step) {
            int length = Math.min(step, bytes.length - at);
            ByteBuf piece = channel.alloc().directBuffer(length);
            channel.writeInbound(piece.writeBytes(bytes, at, length));
        }
        if (isUpgraded() && channel.pipeline().last() instanceof Parking) {
            Parking.takeOver(channel, new Owner());
        }
    }

    /** As {@link #arrives(byte[])}, in a buffer that must not be written to. */
    void arrivesReadOnly(byte[] bytes) {
        channel.writeInbound(Unpooled.wrappedBuffer(bytes).asReadOnly());
    }

    /** Nothing leaves any more. */
    void stall() {
        channel.pipeline().addFirst(new Stall());
    }

    /** What was held back leaves. */
    void goOn() {
        channel.pipeline().remove(Stall.class);
    }

    /** From now on the owner stops reading once it has received so much. */
    void readsAtMost(long bytes) {
        limit = bytes;
    }

    /** Closes the channel as a reset does. */
    void closeNow() {
        channel.close();
    }

    void endOfInput() {
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    }

    /** Lets the owner write. */
    void write(byte[] message) {
        channel.writeOutbound(Unpooled.copiedBuffer(message));
    }

    /** Turns the owner's reading on or off. */
    void reads(boolean autoRead) {
        channel.config().setAutoRead(autoRead);
    }

    void pass(Duration time) {
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runPendingTasks();
        channel.runScheduledPendingTasks();
    }

    /** What has been said since the last time. */
    byte[] says() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            said.writeBytes(Wire.bytes(next));
        }
        return said.toByteArray();
    }

    /** What the owner has received since the last time. */
    byte[] received() {
        byte[] bytes = received.toByteArray();
        received.reset();
        return bytes;
    }

    List<String> events() {
        return events;
    }

    boolean isUpgraded() {
        return handshake.isDone() && !handshake.isCompletedExceptionally();
    }

    @Nullable GostException failure() {
        return handshake.isCompletedExceptionally()
                ? GostException.of(handshake.exceptionNow())
                : null;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
        channel.checkException();
        assertThat(Wire.heldBytes()).isEqualTo(before);
    }

    private final class Owner extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            received.writeBytes(Wire.bytes((ByteBuf) msg));
            if (received.size() >= limit) {
                ctx.channel().config().setAutoRead(false);
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
            events.add("end of input");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            events.add(String.valueOf(cause.getMessage()));
        }
    }

    /** A socket that takes nothing. */
    private static final class Stall extends ChannelOutboundHandlerAdapter {
        private final List<Runnable> pending = new ArrayList<>();

        @Override
        public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
            pending.add(() -> ctx.write(msg, promise));
        }

        @Override
        public void flush(ChannelHandlerContext ctx) {}

        @Override
        public void handlerRemoved(ChannelHandlerContext ctx) {
            pending.forEach(Runnable::run);
            ctx.flush();
        }
    }
}
