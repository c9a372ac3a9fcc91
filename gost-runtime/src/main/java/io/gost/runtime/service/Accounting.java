package io.gost.runtime.service;

import io.gost.runtime.metrics.ClientMetrics;
import io.gost.runtime.metrics.ServiceMetrics;
import io.gost.runtime.metrics.Traffic;
import io.gost.spi.GostException;
import io.gost.spi.support.Parking;
import io.netty.channel.Channel;
import io.netty.util.NetUtil;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts what one service does: for metrics while they are on, for its statistics if it keeps any,
 * and for the observer of its handler if there is one. Any thread.
 *
 * <p>Bytes are counted where the system's socket is: what TLS or a multiplexer adds is traffic,
 * too. A listener that has no such sockets, because its clients come as datagrams or over a proxy,
 * has the bytes of its connections counted instead.
 */
final class Accounting {
    private static final Traffic[] NOWHERE = {};

    private final ServiceMetrics metrics;
    private final @Nullable Counters statistics;
    private final @Nullable ClientStatistics clients;
    private volatile boolean metersSockets;

    /**
     * Begins to count.
     *
     * @param statistics of the service, or {@code null} when it keeps none
     * @param clients statistics of each client, or {@code null} when nobody asks for them
     */
    Accounting(
            ServiceMetrics metrics,
            @Nullable Counters statistics,
            @Nullable ClientStatistics clients) {
        this.metrics = metrics;
        this.statistics = statistics;
        this.clients = clients;
    }

    /** The service has ended for good. */
    void close() {
        metrics.release();
    }

    /** Counts the bytes of a socket that was accepted, before any layer is on it. */
    void meterSocket(Channel socket) {
        metersSockets = true;
        ByteMeter.install(socket, sinks(client(socket.remoteAddress())));
    }

    /** A session begins. Called on the channel's event loop, before the handler has it. */
    SessionAccount open(Channel channel, SocketAddress peer) {
        ClientMetrics client = client(peer);
        client.began();
        if (statistics != null) {
            statistics.opened();
        }
        if (!metersSockets) {
            ByteMeter.install(channel, sinks(client));
        }
        return new SessionAccount(this, client, clients == null ? null : meter(channel));
    }

    /** Counts the bytes of what a client sends beside its connection. */
    void meterBeside(Channel data, ClientMetrics client) {
        ByteMeter.install(data, sinks(client));
    }

    /** A client does something for the first time since it has a name. */
    @Nullable Counters identified(String id) {
        return clients == null ? null : clients.open(id);
    }

    void ended(ClientMetrics client, boolean failed, long nanos) {
        client.ended(nanos, failed);
        if (statistics != null) {
            statistics.ended(failed);
        }
    }

    /**
     * Whether a session's failure is one of the service, or of what is behind it, by GOST's rule:
     * not what a rule forbids, what took too long, what broke after it had worked, or a client that
     * left before it said what it wanted.
     */
    static boolean isFailure(@Nullable GostException cause, boolean asked, boolean relayed) {
        if (cause == null || (!asked && cause.getCause() instanceof EOFException)) {
            return false;
        }
        return switch (cause.category()) {
            case INTERNAL, PLUGIN -> true;
            case DENIED, TIMEOUT -> false;
            case CONFIG, HANDSHAKE, AUTHENTICATION, RESOLVE, UNREACHABLE, REFUSED, LIMIT ->
                    !relayed;
        };
    }

    private static ByteMeter meter(Channel channel) {
        ByteMeter meter = new ByteMeter();
        // Above the layers: what a client sends and not what it is wrapped in.
        Parking.addLayers(channel, meter);
        return meter;
    }

    private Traffic[] sinks(ClientMetrics client) {
        if (!client.isCounting() && statistics == null) {
            return NOWHERE;
        }
        List<Traffic> sinks = new ArrayList<>(2);
        if (client.isCounting()) {
            sinks.add(client.traffic());
        }
        if (statistics != null) {
            sinks.add(statistics.traffic());
        }
        return sinks.toArray(NOWHERE);
    }

    /** Clients are told apart by their addresses without the ports. */
    private ClientMetrics client(@Nullable SocketAddress peer) {
        if (!metrics.isOn()) {
            return ClientMetrics.NONE;
        }
        if (peer instanceof InetSocketAddress socket) {
            InetAddress address = socket.getAddress();
            return metrics.client(
                    address == null ? socket.getHostString() : NetUtil.toAddressString(address));
        }
        return metrics.client(String.valueOf(peer));
    }
}
