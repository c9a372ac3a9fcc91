package io.gost.runtime.net;

import io.gost.spi.Network;
import io.netty.channel.Channel;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The listening sockets of one change: those that some listeners give up are taken over by others
 * that want the same address, so that no connection is refused in between. Nobody new is given a
 * connection before {@link #complete}; connections wait in the system's queue until then.
 *
 * <p>One thread makes a change; any thread may bind for it.
 */
public final class Handover {
    private final List<Offer> offers = new CopyOnWriteArrayList<>();
    private final Queue<ServerLease> waiting = new ConcurrentLinkedQueue<>();
    private volatile boolean completed;

    private record Offer(String owner, BoundSocket socket) {}

    /** Begins a change in which nobody gives up anything yet. */
    public Handover() {}

    /**
     * Gives up a socket, unless the change fails.
     *
     * @param owner the name of the service that has it
     * @param listening what {@link Sockets#listen} returned
     */
    public void offer(String owner, Channel listening) {
        if (listening instanceof ServerLease lease && lease.isOpen()) {
            offers.add(new Offer(owner, lease.socket()));
        }
    }

    /**
     * What somebody else has given up at an address. Port 0 is any port, so that only the service
     * itself can mean the one it had.
     */
    Optional<BoundSocket> take(String owner, Network network, InetSocketAddress address) {
        Optional<Offer> found =
                offers.stream()
                        .filter(offer -> offer.socket().isFor(network, address))
                        .filter(offer -> address.getPort() != 0 || offer.owner().equals(owner))
                        .findFirst();
        // Whoever else wants the address as well gets what the system says to that.
        return found.filter(offers::remove).map(Offer::socket);
    }

    /** Somebody waits for its turn, or has it at once when the change is over. */
    void await(ServerLease lease) {
        waiting.add(lease);
        if (completed) {
            open();
        }
    }

    /** The change is made: whoever waits takes the connections from now on. */
    public void complete() {
        completed = true;
        open();
    }

    private void open() {
        for (ServerLease lease = waiting.poll(); lease != null; lease = waiting.poll()) {
            if (lease.isOpen()) {
                lease.socket().use(lease);
            }
        }
    }
}
