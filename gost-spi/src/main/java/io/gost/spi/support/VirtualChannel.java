package io.gost.spi.support;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.internal.StringUtil;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.function.Consumer;

/**
 * A channel without a socket: one stream of a multiplexed session, one peer of a UDP socket, a
 * connection that travels in HTTP requests. To its pipeline it is a channel like any other:
 * auto-read, writability, half-close events and close future mean what they mean on a socket.
 *
 * <p>A subclass ties it to its <i>carrier</i>. Outbound, the channel calls {@link #send}, {@link
 * #sendComplete} and {@link #sendEnd}; when the carrier can take no more, {@code send} says so and
 * the carrier calls {@link #resume} later. Inbound, the carrier calls {@link #receive} and {@link
 * #receiveEnd}; the channel keeps what its owner does not read yet, up to a bound, and reports with
 * {@link #consumed} what was read, so that the carrier can grant the peer as much credit. {@link
 * #detach} is the last call.
 *
 * <pre>{@code
 * MuxStream stream = new MuxStream(session, id); // extends VirtualChannel
 * stream.open(session.eventLoop());              // registered and parked
 * acceptor.accept(stream);                       // or: the stage of Dialer.dial
 * }</pre>
 *
 * <p><b>Threads.</b> Everything that is not {@link Channel}'s own is called on the channel's event
 * loop, which is the carrier's.
 */
public abstract class VirtualChannel extends AbstractChannel implements DuplexChannel {
    private static final ChannelMetadata STREAM = new ChannelMetadata(false, 16);
    private static final ChannelMetadata DATAGRAMS = new ChannelMetadata(true, 16);

    private final ChannelMetadata metadata;
    private final Inbox inbox;
    private final Outbox outbox;
    private final ChannelConfig config;
    private boolean detached;
    private Answer answer = Answer.NONE;
    private @Nullable Consumer<Boolean> listener;
    private volatile boolean open = true;
    private volatile boolean outputShutdown;

    private enum Answer {
        NONE,
        SPOKEN,
        REFUSED
    }

    /** What the messages of a channel are. */
    protected enum Kind {
        /** Pieces of a stream of bytes, cut anywhere. */
        STREAM,
        /** Datagrams, each in one piece. */
        DATAGRAMS
    }

    /**
     * Makes an open channel with auto-read off. It comes to life with {@link #open}.
     *
     * @param parent the carrier, if that is a channel: lends its allocator and its addresses
     * @param kind what the messages are
     * @param inboundBound how many bytes may wait for the owner to read them; for a stream with
     *     credit, the credit that the peer is given at first
     */
    protected VirtualChannel(@Nullable Channel parent, Kind kind, int inboundBound) {
        this(parent, kind, inboundBound, Integer.MAX_VALUE);
    }

    /**
     * As above, with a bound on the number of messages, too.
     *
     * @param parent the carrier, if that is a channel
     * @param kind what the messages are
     * @param inboundBound how many bytes may wait for the owner to read them
     * @param mostMessages how many messages may wait
     */
    @SuppressWarnings("this-escape") // the boxes only keep it
    protected VirtualChannel(
            @Nullable Channel parent, Kind kind, int inboundBound, int mostMessages) {
        super(parent);
        this.metadata = kind == Kind.STREAM ? STREAM : DATAGRAMS;
        this.inbox = new Inbox(this, kind, inboundBound, mostMessages);
        this.outbox = new Outbox(this, kind);
        this.config = new Config();
        config.setAutoRead(false);
        if (parent != null) {
            config.setAllocator(parent.config().getAllocator());
        }
    }

    /**
     * A stream on which both directions have ended already: reading gives the end of input and
     * writing fails. A placeholder where the contract wants a channel and there is no connection.
     *
     * @param loop the channel's event loop; called on it
     * @return a parked channel, owned by the caller
     */
    public static Channel ended(EventLoop loop) {
        VirtualChannel channel = new EndedStream();
        channel.open(loop);
        channel.receiveEnd();
        channel.shutdownOutput();
        return channel;
    }

    /**
     * Registers the channel on its event loop and parks it.
     *
     * @param loop the carrier's event loop; called on it
     */
    public final void open(EventLoop loop) {
        loop.register(this);
        Parking.park(this);
    }

    /**
     * Sends one message. What is sent must be read from the buffer, for example with {@link
     * ByteBuf#readRetainedSlice}; the buffer itself stays the channel's. A datagram is taken whole
     * or not at all.
     *
     * @param message what to send; not empty for streams
     * @return {@code true} when there may be more; {@code false} when the carrier can take no more
     *     now and will {@link #resume}. What is left in the buffer is offered again
     * @throws IOException when the carrier is broken; the channel is closed
     */
    protected abstract boolean send(ByteBuf message) throws IOException;

    /** Called after {@link #send}s: there is no more to send, or not now. The time to flush. */
    protected void sendComplete() {}

    /**
     * Tells the other side that nothing more will be sent. Called once, after the last {@link
     * #send}. For datagrams there is nothing to tell.
     */
    protected abstract void sendEnd();

    /**
     * The owner of the channel took bytes out of it, or will never do so: the peer may send as many
     * more.
     *
     * @param bytes how many, 1 or more
     */
    protected abstract void consumed(int bytes);

    /**
     * The channel is closed: the carrier forgets it, and tells the other side if either direction
     * had not ended. Called once.
     */
    protected abstract void detach();

    /** Called when the owner has seen the end of input. */
    protected void endDelivered() {}

    /**
     * Takes a message from the carrier.
     *
     * @param message the bytes; ownership passes to the channel in any case
     * @return {@code false} when the message is lost because too much is waiting: the peer sends
     *     more than it may. The carrier of a stream must {@link #fail} it then
     */
    public final boolean receive(ByteBuf message) {
        boolean taken = inbox.receive(message);
        if (answer == Answer.NONE && inbox.isTouched()) {
            note(Answer.SPOKEN);
        }
        return taken;
    }

    /** Takes the end of the other side's output. Its owner sees it after everything before it. */
    public final void receiveEnd() {
        noteRefusal();
        inbox.receiveEnd();
    }

    /**
     * Breaks the channel: its owner sees an exception and the closing.
     *
     * @param cause what happened, such as a reset by the other side
     */
    public final void fail(Throwable cause) {
        if (open) {
            noteRefusal();
            pipeline().fireExceptionCaught(cause);
            close();
        }
    }

    /** The carrier can take more: sends what is waiting. */
    public final void resume() {
        outbox.resumed();
        ((VirtualUnsafe) unsafe()).sendPending();
    }

    /** Whether not a byte has gone either way. */
    final boolean isUntouched() {
        return !inbox.isTouched() && !outbox.isTouched();
    }

    /**
     * Hears once whether the other side says anything, {@code true}, or is done without having said
     * anything, {@code false}, unless we are done before.
     */
    final void whenAnswered(Consumer<Boolean> action) {
        onLoop(
                () -> {
                    listener = action;
                    if (answer != Answer.NONE) {
                        action.accept(answer == Answer.SPOKEN);
                    }
                });
    }

    private void noteRefusal() {
        if (answer == Answer.NONE && !outputShutdown) {
            note(Answer.REFUSED);
        }
    }

    private void note(Answer first) {
        answer = first;
        if (listener != null) {
            listener.accept(first == Answer.SPOKEN);
        }
    }

    /** Whether the carrier has heard the last of this channel. */
    final boolean isDetached() {
        return detached;
    }

    @Override
    public final ChannelConfig config() {
        return config;
    }

    @Override
    public final ChannelMetadata metadata() {
        return metadata;
    }

    @Override
    public final boolean isOpen() {
        return open;
    }

    @Override
    public final boolean isActive() {
        return open;
    }

    @Override
    public final boolean isInputShutdown() {
        return inbox.isShutdown();
    }

    @Override
    public final boolean isOutputShutdown() {
        return outputShutdown;
    }

    @Override
    public final boolean isShutdown() {
        return inbox.isShutdown() && outputShutdown;
    }

    @Override
    public final ChannelFuture shutdownInput() {
        return shutdownInput(newPromise());
    }

    @Override
    public final ChannelFuture shutdownInput(ChannelPromise promise) {
        onLoop(
                () -> {
                    inbox.shutdown();
                    promise.trySuccess();
                });
        return promise;
    }

    @Override
    public final ChannelFuture shutdownOutput() {
        return shutdownOutput(newPromise());
    }

    @Override
    public final ChannelFuture shutdownOutput(ChannelPromise promise) {
        onLoop(() -> ((VirtualUnsafe) unsafe()).shutdownOutput(promise));
        return promise;
    }

    @Override
    public final ChannelFuture shutdown() {
        return shutdown(newPromise());
    }

    @Override
    public final ChannelFuture shutdown(ChannelPromise promise) {
        shutdownInput();
        return shutdownOutput(promise);
    }

    @Override
    protected final AbstractUnsafe newUnsafe() {
        return new VirtualUnsafe();
    }

    @Override
    protected final boolean isCompatible(EventLoop loop) {
        return true;
    }

    /** The carrier's address; subclasses that know better say so. */
    @Override
    protected SocketAddress localAddress0() {
        return parent() == null ? LocalAddress.ANY : parent().localAddress();
    }

    /** The carrier's peer; subclasses that know better say so. */
    @Override
    protected SocketAddress remoteAddress0() {
        return parent() == null ? LocalAddress.ANY : parent().remoteAddress();
    }

    @Override
    protected final void doBind(SocketAddress localAddress) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected final void doDisconnect() {
        doClose();
    }

    @Override
    protected final void doShutdownOutput() {
        if (!outputShutdown) {
            outputShutdown = true;
            sendEnd();
        }
    }

    @Override
    protected final void doClose() {
        if (open) {
            open = false;
            inbox.shutdown();
            detached = true;
            detach();
        }
    }

    @Override
    protected final void doBeginRead() {
        inbox.read();
    }

    @Override
    protected final Object filterOutboundMessage(Object message) {
        if (message instanceof ByteBuf) {
            return message;
        }
        throw new UnsupportedOperationException(
                "a virtual channel sends ByteBufs, not " + StringUtil.simpleClassName(message));
    }

    @Override
    protected final void doWrite(ChannelOutboundBuffer out) throws IOException {
        outbox.write(out);
    }

    private void onLoop(Runnable task) {
        if (eventLoop().inEventLoop()) {
            task.run();
        } else {
            eventLoop().execute(task);
        }
    }

    private final class VirtualUnsafe extends AbstractUnsafe {
        @Override
        public void connect(SocketAddress remote, SocketAddress local, ChannelPromise promise) {
            promise.tryFailure(new UnsupportedOperationException());
        }

        void sendPending() {
            flush0();
        }
    }

    private final class Config extends DefaultChannelConfig {
        Config() {
            super(VirtualChannel.this);
        }

        @Override
        protected void autoReadCleared() {
            if (isRegistered()) {
                onLoop(inbox::pause);
            }
        }
    }
}
