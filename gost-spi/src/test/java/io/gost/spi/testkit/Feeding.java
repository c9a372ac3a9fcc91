package io.gost.spi.testkit;

import io.gost.spi.GostException;
import io.gost.spi.support.HandshakePhase;
import io.gost.spi.support.Parking;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.embedded.EmbeddedChannel;

import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** How the bytes of a peer arrive at a {@link HandshakePhase} under test. */
public enum Feeding {
    /** In one packet. */
    AT_ONCE,

    /** In as many packets as there are bytes. */
    BYTE_BY_BYTE;

    /**
     * The bytes as they arrive.
     *
     * @param bytes what the peer sends
     * @return the packets
     */
    public List<byte[]> chunks(byte[] bytes) {
        if (this == AT_ONCE) {
            return List.of(bytes);
        }
        return IntStream.range(0, bytes.length)
                .mapToObj(index -> new byte[] {bytes[index]})
                .toList();
    }

    /**
     * What became of a phase.
     *
     * @param <T> what it finds out
     * @param result what it found out; not done while it waits
     * @param written what it said, in hex
     * @param rest what it left on the channel, in hex
     * @param open whether it left the channel open
     */
    public record Outcome<T>(
            CompletableFuture<T> result, String written, String rest, boolean open) {
        /**
         * What it found out.
         *
         * @return {@code null} while it waits
         */
        public T value() {
            return result.getNow(null);
        }

        /**
         * Why it failed, when it did.
         *
         * @return the failure
         */
        public GostException failure() {
            return GostException.of(result.exceptionNow());
        }

        /**
         * Everything that must not depend on how the bytes arrive.
         *
         * @return in words, to be compared
         */
        public String summary() {
            String end =
                    switch (result.state()) {
                        case SUCCESS -> shown(result.resultNow()) + " leaving " + rest;
                        case FAILED -> failure().category() + ": " + failure().getMessage();
                        case RUNNING, CANCELLED -> "waiting";
                    };
            return end + ", said " + written + ", open " + open;
        }

        private static String shown(Object value) {
            return value instanceof Channel ? "channel" : value.toString();
        }
    }

    /**
     * Runs a phase on what a peer sends, and checks that no buffer of it is left.
     *
     * @param <T> what the phase finds out
     * @param phase the phase
     * @param hex what the peer sends
     * @return what became of it
     */
    public <T> Outcome<T> to(HandshakePhase<T> phase, String hex) {
        return to(phase, HexFormat.of().parseHex(hex));
    }

    /**
     * Runs a phase on what a peer sends, and checks that no buffer of it is left.
     *
     * @param <T> what the phase finds out
     * @param phase the phase
     * @param bytes what the peer sends
     * @return what became of it
     */
    public <T> Outcome<T> to(HandshakePhase<T> phase, byte[] bytes) {
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.config().setOption(ChannelOption.ALLOCATOR, allocator);
        Parking.park(channel);
        CompletableFuture<T> result = phase.run(channel).toCompletableFuture();
        for (byte[] chunk : chunks(bytes)) {
            if (channel.isOpen()) {
                channel.writeInbound(allocator.buffer(chunk.length).writeBytes(chunk));
            }
        }
        boolean open = channel.isOpen();
        StringBuilder rest = new StringBuilder();
        if (open && result.isDone()) {
            Parking.takeOver(channel, new Collector(rest));
        }
        String written = written(channel);
        CompletableFuture<T> soFar = result.isDone() ? result : new CompletableFuture<>();
        channel.finishAndReleaseAll();
        channel.checkException();
        long held = allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory();
        if (held != 0) {
            throw new AssertionError(held + " bytes of buffers are still held");
        }
        return new Outcome<>(soFar, written, rest.toString(), open);
    }

    private static String written(EmbeddedChannel channel) {
        StringBuilder hex = new StringBuilder();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            hex.append(ByteBufUtil.hexDump(out));
            out.release();
        }
        return hex.toString();
    }

    private static final class Collector extends ChannelInboundHandlerAdapter {
        private final StringBuilder hex;

        Collector(StringBuilder hex) {
            this.hex = hex;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            ByteBuf buffer = (ByteBuf) msg;
            hex.append(ByteBufUtil.hexDump(buffer));
            buffer.release();
        }
    }
}
