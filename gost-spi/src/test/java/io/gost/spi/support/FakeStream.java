package io.gost.spi.support;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A stream whose other side is the test: what it sends is text, how much it may send is a number,
 * and time is that of an embedded event loop.
 */
final class FakeStream extends VirtualChannel {
    private final EmbeddedChannel loop;
    private final Deque<Boolean> writableAnswers = new ArrayDeque<>();
    private final StringBuilder sent = new StringBuilder();
    private int room = Integer.MAX_VALUE;
    private int granted;
    private int flushes;
    private int messages;
    private boolean outputEnded;
    private boolean broken;

    private FakeStream(EmbeddedChannel loop, Kind kind) {
        super(loop, kind, Integer.MAX_VALUE);
        this.loop = loop;
    }

    /** An open, parked stream that nothing bounds. */
    static FakeStream open(EmbeddedChannel loop) {
        FakeStream stream = new FakeStream(loop, Kind.STREAM);
        stream.open(loop.eventLoop());
        return stream;
    }

    /** As {@link #open}, with datagrams for messages. */
    static FakeStream openDatagrams(EmbeddedChannel loop) {
        FakeStream datagrams = new FakeStream(loop, Kind.DATAGRAMS);
        datagrams.open(loop.eventLoop());
        return datagrams;
    }

    /** What arrived at the other side. */
    String sent() {
        return sent.toString();
    }

    /** How often the other side was flushed to. */
    int flushes() {
        return flushes;
    }

    /** How many messages or parts of messages were sent. */
    int messages() {
        return messages;
    }

    /** How many bytes were read from this side. */
    int granted() {
        return granted;
    }

    /** Whether the other side saw the end. */
    boolean outputEnded() {
        return outputEnded;
    }

    /** Says how much the other side takes from now on. */
    void room(int bytes) {
        room = bytes;
        resume();
        loop.runPendingTasks();
    }

    /** The other side says something. */
    void hear(String text) {
        receive(ByteBufUtil.writeAscii(loop.alloc(), text));
        loop.runPendingTasks();
    }

    /** The other side says nothing more. */
    void hearEnd() {
        receiveEnd();
        loop.runPendingTasks();
    }

    /** The other side breaks the stream. */
    void breakOff(Throwable cause) {
        fail(cause);
        loop.runPendingTasks();
    }

    /** Says what the next questions for writability hear, before the truth is told again. */
    void answerWritable(Boolean... answers) {
        writableAnswers.addAll(List.of(answers));
    }

    @Override
    public boolean isWritable() {
        Boolean answer = writableAnswers.poll();
        return answer != null ? answer : super.isWritable();
    }

    /** Makes the next attempt to send fail. */
    void breakSending() {
        broken = true;
    }

    @Override
    protected boolean send(ByteBuf message) throws IOException {
        if (broken) {
            throw new IOException("broken");
        }
        messages++;
        int size = Math.min(room, message.readableBytes());
        room -= size;
        sent.append(message.readString(size, StandardCharsets.US_ASCII));
        return room > 0;
    }

    @Override
    protected void sendComplete() {
        flushes++;
    }

    @Override
    protected void sendEnd() {
        outputEnded = true;
    }

    @Override
    protected void consumed(int bytes) {
        granted += bytes;
    }

    @Override
    protected void detach() {}
}
