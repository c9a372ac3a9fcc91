package io.gost.spi.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Writes down a handshake: first handler of a pipeline, so it sees the bytes of the wire. */
final class Transcript extends ChannelDuplexHandler {
    private final List<Turn> turns = new ArrayList<>();
    private boolean stopped;

    /** Bytes that went one way until some went the other way, as ISO 8859-1. */
    record Turn(boolean inbound, String text) {
        byte[] bytes() {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        record(true, msg);
        ctx.fireChannelRead(msg);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        record(false, msg);
        ctx.write(msg, promise);
    }

    /**
     * Words that begin as the other side's did and end too early: none, and up to thirty-two more.
     *
     * @param turns what was said; inbound is the other side
     */
    static List<byte[]> beginnings(List<Turn> turns) {
        byte[] words = all(turns, true);
        int step = Math.max(1, words.length / 32);
        List<byte[]> beginnings = new ArrayList<>();
        beginnings.add(new byte[0]);
        for (int length = step; length < words.length; length += step) {
            beginnings.add(Arrays.copyOf(words, length));
        }
        return beginnings;
    }

    /** Waits until so many bytes have come, or until nobody wants more of them. */
    void awaitInbound(int count, CompletionStage<?> done) {
        Await.until(
                count + " bytes have come",
                () -> inbound() >= count || done.toCompletableFuture().isDone());
    }

    private synchronized int inbound() {
        return all(turns, true).length;
    }

    /** Stops recording. */
    synchronized void stop() {
        stopped = true;
    }

    /** What was said, after {@link #stop}. */
    synchronized List<Turn> turns() {
        if (!stopped) {
            throw new AssertionError("the handshake has not ended");
        }
        return List.copyOf(turns);
    }

    /** Everything that went one way, after {@link #stop}. */
    byte[] all(boolean inbound) {
        return all(turns(), inbound);
    }

    private static byte[] all(List<Turn> turns, boolean inbound) {
        return turns.stream()
                .filter(turn -> turn.inbound() == inbound)
                .map(Turn::text)
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private synchronized void record(boolean inbound, Object msg) {
        if (stopped || !(msg instanceof ByteBuf buffer) || !buffer.isReadable()) {
            return;
        }
        String text = buffer.toString(StandardCharsets.ISO_8859_1);
        if (!turns.isEmpty() && turns.getLast().inbound() == inbound) {
            text = turns.removeLast().text() + text;
        }
        turns.add(new Turn(inbound, text));
    }
}
