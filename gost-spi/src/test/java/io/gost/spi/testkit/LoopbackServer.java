package io.gost.spi.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on a free loopback port, one virtual thread for each connection.
 *
 * <p>Made by {@link TestNetwork}, which closes it.
 */
public final class LoopbackServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Behaviour behaviour;
    private final Queue<Peer> peers = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Peer> waiting = new LinkedBlockingQueue<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();

    /** What a server does with a connection. */
    @FunctionalInterface
    public interface Behaviour {
        /**
         * Serves one connection on a thread of its own.
         *
         * @param peer the connection
         * @throws IOException when it breaks; that is no failure of the test
         */
        void serve(Peer peer) throws IOException;

        /** Sends back what it gets, and ends its output when the client does. */
        Behaviour ECHO =
                peer -> {
                    peer.socket().getInputStream().transferTo(peer.socket().getOutputStream());
                    peer.endOutput();
                    peer.close();
                };

        /** Says nothing, whatever comes, until the client is gone. */
        Behaviour SILENT = Peer::expectClosed;

        /** Closes every connection at once. */
        Behaviour CLOSING = Peer::close;

        /**
         * Speaks first, then echoes.
         *
         * @param greeting what it says
         * @return the behaviour
         */
        static Behaviour greeting(byte[] greeting) {
            return peer -> {
                peer.send(greeting);
                ECHO.serve(peer);
            };
        }

        /**
         * Says something, ends its output, and waits for the client to end, too.
         *
         * @param words what it says
         * @return the behaviour
         */
        static Behaviour halfClosing(byte[] words) {
            return peer -> {
                peer.send(words);
                peer.endOutput();
                peer.expectClosed();
                peer.close();
            };
        }
    }

    private LoopbackServer(ServerSocket socket, Behaviour behaviour) {
        this.socket = socket;
        this.behaviour = behaviour;
    }

    /**
     * Starts a server.
     *
     * @param behaviour what it does with connections
     * @param receiveBuffer size of the receive buffers in bytes; 0 for the system's own
     */
    static LoopbackServer start(Behaviour behaviour, int receiveBuffer) {
        try {
            ServerSocket socket = new ServerSocket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            LoopbackServer server = new LoopbackServer(socket, behaviour);
            Thread.startVirtualThread(server::acceptAll);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server whose connections the test takes with {@link #accept()} and serves itself. */
    static LoopbackServer manual(int receiveBuffer) {
        return start(_ -> {}, receiveBuffer);
    }

    /**
     * Where the server listens.
     *
     * @return the address
     */
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /**
     * Takes the next connection, for servers without a behaviour of their own.
     *
     * @return the server's end
     */
    public Peer accept() {
        try {
            Peer peer = waiting.poll(Await.patience().toMillis(), TimeUnit.MILLISECONDS);
            if (peer == null) {
                throw new AssertionError("nobody connected");
            }
            return peer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /**
     * How many connections came so far.
     *
     * @return the count
     */
    public int accepted() {
        return accepted.get();
    }

    /** Waits until a connection has come, and every one that came has been served to its end. */
    public void awaitFinished() {
        Await.until(
                "all connections ended",
                () -> finished.get() > 0 && accepted.get() == finished.get());
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        peers.forEach(Peer::close);
    }

    private void acceptAll() {
        while (!socket.isClosed()) {
            try {
                Peer peer = Peer.of(socket.accept());
                peers.add(peer);
                waiting.add(peer);
                accepted.incrementAndGet();
                Thread.startVirtualThread(() -> serve(peer));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Peer peer) {
        try {
            behaviour.serve(peer);
        } catch (IOException | AssertionError e) {
            // What it waited for in vain, the test has missed as well.
            peer.close();
        } finally {
            finished.incrementAndGet();
        }
    }
}
