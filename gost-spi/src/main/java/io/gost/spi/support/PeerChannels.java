package io.gost.spi.support;

import io.gost.spi.Acceptor;
import io.gost.spi.Datagram;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Makes a channel of each peer that sends datagrams to one carrier: a UDP socket with {@link
 * DatagramPacket} messages, or an association with {@link Datagram} messages.
 *
 * <p>A peer's channel is a datagram channel, one {@code ByteBuf} for each datagram, parked when it
 * is given away. It ends when nothing went either way for the time to live, and with the carrier.
 * What is wrong with one peer never harms another one or the carrier: a peer's datagrams beyond its
 * queue are dropped, and so are those of new peers when there are too many; with as many peers as
 * there may be, a new one takes the place of the one that was silent for longest.
 *
 * <p>Confined to the carrier's event loop.
 */
public final class PeerChannels extends ChannelInboundHandlerAdapter {
    /** What may wait to be read on all channels together. */
    private static final long MOST_BYTES = 64 << 20;

    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long WARNING_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Channel carrier;
    private final Limits limits;
    private final Acceptor acceptor;
    private final Logger logger;
    private final long ttlNanos;

    // The peer that was silent for longest is the first.
    private final Map<Object, PeerChannel> peers = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<PeerChannel> stalled = new LinkedHashSet<>();
    private int unread;
    private long waitingBytes;
    private long dropped;
    private long nextWarning;
    private @Nullable ScheduledFuture<?> sweep;

    /** What a peer's channel is made for. */
    public enum Life {
        /** Datagrams in both directions, for as long as they come. */
        CONVERSATION,
        /** Datagrams until the first reply, with what comes together with it. */
        FIRST_REPLY,
        /** One datagram of the peer; the next one gets a channel of its own. */
        ONE_DATAGRAM
    }

    /**
     * Bounds of the channels of one carrier.
     *
     * @param ttl ends a channel on which nothing was sent either way for so long
     * @param life what a channel is made for
     * @param backlog channels that nobody has read from yet
     * @param queue datagrams that may wait on one channel
     * @param queueBytes bytes that may wait on one channel
     * @param peers channels at the same time
     */
    public record Limits(
            Duration ttl, Life life, int backlog, int queue, int queueBytes, int peers) {
        /** Every bound is at least 1. */
        public Limits {
            if (!ttl.isPositive()
                    || Math.min(Math.min(backlog, queue), Math.min(queueBytes, peers)) < 1) {
                throw new IllegalArgumentException("a bound below 1");
            }
        }
    }

    private PeerChannels(Channel carrier, Limits limits, Acceptor acceptor, Logger logger) {
        this.carrier = carrier;
        this.limits = limits;
        this.acceptor = acceptor;
        this.logger = logger;
        this.ttlNanos = limits.ttl().toNanos();
        this.nextWarning = carrier.eventLoop().ticker().nanoTime();
    }

    /**
     * Takes over a carrier.
     *
     * @param carrier a parked channel of {@link DatagramPacket} or {@link Datagram} messages; close
     *     it to end all channels
     * @param limits bounds of the channels
     * @param acceptor takes each peer's channel, parked, on the carrier's event loop
     * @param logger told of datagrams that had to be dropped
     */
    public static void take(Channel carrier, Limits limits, Acceptor acceptor, Logger logger) {
        PeerChannels peers = new PeerChannels(carrier, limits, acceptor, logger);
        if (carrier.eventLoop().inEventLoop()) {
            Parking.takeOver(carrier, peers);
        } else {
            carrier.eventLoop().execute(() -> Parking.takeOver(carrier, peers));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        switch (msg) {
            case DatagramPacket packet -> receive(packet.sender(), packet.content());
            case Datagram datagram -> receive(datagram.address(), datagram.content());
            default -> ReferenceCountUtil.release(msg);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (carrier.isWritable() && !stalled.isEmpty()) {
            List<PeerChannel> waiting = List.copyOf(stalled);
            stalled.clear();
            waiting.forEach(VirtualChannel::resume);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (sweep != null) {
            sweep.cancel(false);
        }
        List.copyOf(peers.values()).forEach(Channel::close);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
        if (HalfClose.isEndOfInput(evt)) {
            // An association over a stream whose other side has left.
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // A carrier that is beyond repair closes by itself.
        logger.debug("datagrams on {}", carrier.localAddress(), cause);
    }

    private void receive(Object address, ByteBuf payload) {
        PeerChannel peer = limits.life() == Life.ONE_DATAGRAM ? null : peers.get(address);
        if (peer == null) {
            peer = accept(address);
        }
        int length = payload.readableBytes();
        if (peer == null || waitingBytes + length > MOST_BYTES) {
            payload.release();
            drop();
        } else {
            peer.take(payload);
        }
    }

    private @Nullable PeerChannel accept(Object address) {
        if (unread >= limits.backlog()) {
            return null;
        }
        if (peers.size() >= limits.peers()) {
            end(oldest());
        }
        PeerChannel peer = new PeerChannel(this, carrier, address, limits);
        peers.put(peer.key(), peer);
        unread++;
        peer.open(carrier.eventLoop());
        try {
            acceptor.accept(peer);
        } catch (RuntimeException | Error e) {
            logger.error("accept from {}", peer.remoteAddress(), e);
            peer.close();
        }
        if (sweep == null) {
            scheduleSweep(ttlNanos);
        }
        return peer;
    }

    private void scheduleSweep(long delay) {
        sweep = carrier.eventLoop().schedule(this::sweep, delay, TimeUnit.NANOSECONDS);
    }

    /**
     * Ends the channels that were silent for too long, and looks again when the next one may be.
     */
    private void sweep() {
        sweep = null;
        long now = now();
        while (!peers.isEmpty()) {
            long left = ttlNanos - (now - oldest().lastActivity());
            if (left > 0) {
                scheduleSweep(Math.max(left, SWEEP_NANOS));
                return;
            }
            end(oldest());
        }
    }

    /** Forgets a peer at once, although a handler of its owner's may delay the closing. */
    private void end(PeerChannel peer) {
        forget(peer);
        peer.close();
    }

    private PeerChannel oldest() {
        return peers.values().iterator().next();
    }

    private void drop() {
        dropped++;
        long now = now();
        if (now - nextWarning >= 0) {
            nextWarning = now + WARNING_NANOS;
            logger.warn(
                    "{} datagrams discarded: {} peers, {} of them waiting, {} bytes queued",
                    dropped,
                    peers.size(),
                    unread,
                    waitingBytes);
            dropped = 0;
        }
    }

    /** The time on the carrier's clock. */
    long now() {
        return carrier.eventLoop().ticker().nanoTime();
    }

    /** Something went to or came from a peer. */
    void active(PeerChannel peer) {
        peers.get(peer.key()); // moves it to the end
    }

    /** A datagram was put into a peer's queue, or did not fit. */
    void queued(int bytes, boolean fits) {
        if (fits) {
            waitingBytes += bytes;
        } else {
            drop();
        }
    }

    /** A peer's channel was read, for the first time or once more. */
    void consumed(int bytes, boolean first) {
        waitingBytes -= bytes;
        if (first) {
            unread--;
        }
    }

    /** A peer's channel waits until the carrier can take more. */
    void stalled(PeerChannel peer) {
        stalled.add(peer);
    }

    /** A peer's channel is closed. */
    void forget(PeerChannel peer) {
        peers.remove(peer.key(), peer);
        stalled.remove(peer);
    }
}
