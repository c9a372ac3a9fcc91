package io.gost.spi.support;

import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a {@link VirtualChannel} has received and its owner has not read yet. Delivers as sockets
 * do: after a read was asked for, several messages with one read-complete, and the end of input
 * after everything before it.
 *
 * <p>Delivery is always a task of its own, never a call within a read, a write or a hand-over, so
 * that nothing overtakes what is on its way through the pipeline.
 */
final class Inbox {
    /** What an empty datagram costs of the bound. */
    static final int DATAGRAM_OVERHEAD = 64;

    private final VirtualChannel channel;
    private final int overhead;
    private final int bound;
    private final int mostMessages;
    private final Deque<ByteBuf> messages = new ArrayDeque<>();
    private int bytes;
    private boolean readPending;
    private boolean deliveryScheduled;
    private boolean touched;
    private boolean endReceived;
    private volatile boolean shutdown;

    Inbox(VirtualChannel channel, VirtualChannel.Kind kind, int bound, int mostMessages) {
        this.channel = channel;
        this.overhead = kind == VirtualChannel.Kind.STREAM ? 0 : DATAGRAM_OVERHEAD;
        this.bound = bound;
        this.mostMessages = mostMessages;
    }

    /** Takes a message; {@code false} when it is lost because too much is waiting. */
    boolean receive(ByteBuf message) {
        int cost = cost(message);
        if (shutdown || endReceived) {
            message.release();
            grant(cost);
            return true;
        }
        boolean fits = cost <= bound - bytes && messages.size() < mostMessages;
        if (!fits || cost == 0) {
            message.release();
            return fits;
        }
        touched = true;
        messages.add(message);
        bytes += cost;
        scheduleDelivery();
        return true;
    }

    /** Whether anything has ever come. */
    boolean isTouched() {
        return touched;
    }

    /** Takes the end. */
    void receiveEnd() {
        endReceived = true;
        scheduleDelivery();
    }

    /** The owner wants to read. */
    void read() {
        readPending = true;
        scheduleDelivery();
    }

    /** The owner does not want to read any more. */
    void pause() {
        readPending = false;
    }

    /** Whether nothing more will be delivered. */
    boolean isShutdown() {
        return shutdown;
    }

    /** Throws away what is here and what is still to come. */
    void shutdown() {
        shutdown = true;
        messages.forEach(ReferenceCountUtil::release);
        messages.clear();
        int dropped = bytes;
        bytes = 0;
        grant(dropped);
    }

    private void scheduleDelivery() {
        if (readPending && !deliveryScheduled && (endReceived || !messages.isEmpty())) {
            deliveryScheduled = true;
            channel.eventLoop().execute(this::deliver);
        }
    }

    private void deliver() {
        deliveryScheduled = false;
        if (shutdown || !readPending) {
            return;
        }
        if (!messages.isEmpty()) {
            deliverMessages();
        } else if (endReceived) {
            shutdown = true;
            channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
            channel.endDelivered();
        }
    }

    private void deliverMessages() {
        readPending = false;
        int most = channel.metadata().defaultMaxMessagesPerRead();
        int count = 0;
        int read = 0;
        do {
            ByteBuf message = messages.remove();
            int cost = cost(message);
            bytes -= cost;
            read += cost;
            count++;
            channel.pipeline().fireChannelRead(message);
        } while (count < most && channel.config().isAutoRead() && !messages.isEmpty());
        grant(read);
        channel.pipeline().fireChannelReadComplete();
    }

    /** The peer may send as much more, unless there is no channel any more to send to. */
    private void grant(int cost) {
        if (cost > 0 && !channel.isDetached()) {
            channel.consumed(cost);
        }
    }

    private int cost(ByteBuf message) {
        return message.readableBytes() + overhead;
    }
}
