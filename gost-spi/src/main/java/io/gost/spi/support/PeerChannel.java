package io.gost.spi.support;

import io.gost.spi.Datagram;
import io.gost.spi.Target;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** The datagrams of one peer of {@link PeerChannels}. */
final class PeerChannel extends VirtualChannel {
    private final PeerChannels table;
    private final Channel carrier;
    // An InetSocketAddress or a Target, as the carrier has it.
    private final Object address;
    private final PeerChannels.Life life;
    private long lastActivity;
    private int waiting;
    private boolean read;
    private boolean replied;

    PeerChannel(PeerChannels table, Channel carrier, Object address, PeerChannels.Limits limits) {
        super(carrier, Kind.DATAGRAMS, limits.queueBytes(), limits.queue());
        this.table = table;
        this.carrier = carrier;
        this.address = address;
        this.life = limits.life();
        this.lastActivity = table.now();
    }

    /** What tells the channel from the others of its carrier. */
    Object key() {
        return life == PeerChannels.Life.ONE_DATAGRAM ? this : address;
    }

    long lastActivity() {
        return lastActivity;
    }

    /** Takes a datagram from the peer. */
    void take(ByteBuf payload) {
        lastActivity = table.now();
        int cost = payload.readableBytes() + Inbox.DATAGRAM_OVERHEAD;
        boolean fits = receive(payload);
        if (fits && isOpen()) {
            waiting += cost;
        }
        table.queued(isOpen() ? cost : 0, fits);
    }

    @Override
    protected boolean send(ByteBuf message) {
        if (!carrier.isWritable()) {
            table.stalled(this);
            return false;
        }
        ByteBuf payload = message.readRetainedSlice(message.readableBytes());
        // A datagram that cannot be sent is lost, as datagrams are; the pipeline hears of it.
        carrier.write(
                switch (address) {
                    case Target target -> new Datagram(target, payload);
                    default -> new DatagramPacket(payload, (InetSocketAddress) address);
                },
                carrier.voidPromise());
        replied = true;
        return true;
    }

    @Override
    protected void sendComplete() {
        carrier.flush();
        lastActivity = table.now();
        table.active(this);
        if (replied && life == PeerChannels.Life.FIRST_REPLY) {
            // Not at once: what came together with the first reply is on its way, too.
            eventLoop().execute(this::close);
        }
    }

    @Override
    protected void sendEnd() {}

    @Override
    protected void consumed(int bytes) {
        boolean first = !read;
        read = true;
        waiting -= bytes;
        table.consumed(bytes, first);
    }

    @Override
    protected void detach() {
        table.consumed(waiting, !read);
        waiting = 0;
        read = true;
        table.forget(this);
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return address instanceof Target target
                ? target.toSocketAddress()
                : (InetSocketAddress) address;
    }
}
