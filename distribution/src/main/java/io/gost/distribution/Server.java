package io.gost.distribution;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server on a free port of the loopback, one virtual thread per connection. */
final class Server implements AutoCloseable {

    /** What is done with an accepted connection, which is closed afterwards. */
    @FunctionalInterface
    interface Service {
        void serve(Socket client) throws IOException;
    }

    private static final int BACKLOG = 4_096;

    private final ServerSocket listener;
    private final Service service;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

    Server(Service service) throws IOException {
        this.service = service;
        // the JDK's own loopback address brings a name, which a client would pass on
        listener =
                new ServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        Thread.ofVirtual().start(this::accept);
    }

    /**
     * 127.0.0.1 without the name that the JDK's own loopback address brings, and a client passes
     * on.
     */
    static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    /** Sends back what it receives, and the end of it. */
    static Server echo() throws IOException {
        return new Server(client -> client.getInputStream().transferTo(client.getOutputStream()));
    }

    InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                clients.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException closed) {
            // the listener was closed, which is how this ends
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            service.serve(client);
        } catch (IOException gone) {
            // the client's side sees it too, and judges
        } finally {
            clients.remove(client);
        }
    }

    /** Stops accepting and resets what is open. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket client : clients) {
            client.close();
        }
    }
}
