package io.gost.runtime.net;

import io.gost.spi.Target;
import io.netty.channel.Channel;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * UDP sockets that listeners have left open when they stopped, because connections live on them.
 * Whoever listens next on the same address may go on with one; whoever cannot has it closed. Any
 * thread.
 */
public final class DrainingSockets {
    private final Map<Channel, Target> sockets = new ConcurrentHashMap<>();

    DrainingSockets() {}

    /**
     * Remembers a socket until it is closed or taken.
     *
     * @param address where its listener was to listen
     * @param socket the socket
     */
    public void add(Target address, Channel socket) {
        sockets.put(socket, address);
        socket.closeFuture().addListener(_ -> sockets.remove(socket));
    }

    /**
     * Gives away a socket.
     *
     * @param address where somebody is to listen; on any port, that is never the same
     * @return the socket, now the caller's
     */
    public Optional<Channel> take(Target address) {
        return sockets.entrySet().stream()
                .filter(_ -> address.port() != 0)
                .filter(entry -> entry.getValue().equals(address))
                .map(Map.Entry::getKey)
                .filter(socket -> sockets.remove(socket) != null && socket.isOpen())
                .findFirst();
    }

    /**
     * Closes those of a port, and with them the connections on them.
     *
     * @param port the port, not 0
     * @return how many there were, once the port is free
     */
    CompletionStage<Integer> close(int port) {
        List<Channel> found =
                sockets.keySet().stream().filter(socket -> portOf(socket) == port).toList();
        CompletableFuture<?>[] closed =
                found.stream().map(DrainingSockets::close).toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(closed).thenApply(_ -> found.size());
    }

    /**
     * Closes a socket of datagrams.
     *
     * @param socket the socket, which may be closed
     * @return done, once its address is free
     */
    public static CompletableFuture<Void> close(Channel socket) {
        CompletableFuture<Void> free = new CompletableFuture<>();
        socket.close()
                .addListener(
                        // NIO lets go of an address when it selects the next time, and the loop
                        // does that before it runs what is due later.
                        _ ->
                                socket.eventLoop()
                                        .schedule(
                                                () -> free.complete(null),
                                                0,
                                                TimeUnit.NANOSECONDS));
        return free;
    }

    private static int portOf(Channel socket) {
        return socket.localAddress() instanceof InetSocketAddress bound ? bound.getPort() : 0;
    }
}
