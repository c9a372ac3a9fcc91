package io.gost.runtime.route;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * A proxy with the smallest protocol there is, for walking routes: the client writes {@code
 * host:port\n}, the proxy connects and answers {@code ok\n} or {@code no\n}.
 */
final class LineProxy implements AutoCloseable {
    final CopyOnWriteArrayList<String> requests = new CopyOnWriteArrayList<>();

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private LineProxy(ServerSocket server) {
        this.server = server;
    }

    /** A proxy that does its work. */
    static LineProxy working() {
        LineProxy proxy = listen();
        proxy.accept(proxy::serve);
        return proxy;
    }

    /** A server that accepts and never says anything. */
    static LineProxy silent() {
        LineProxy proxy = listen();
        proxy.accept(_ -> {});
        return proxy;
    }

    /** A server that sends back what it gets. */
    static LineProxy echo() {
        LineProxy proxy = listen();
        proxy.accept(client -> pump(client, client));
        return proxy;
    }

    int port() {
        return server.getLocalPort();
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.close();
    }

    private static LineProxy listen() {
        try {
            return new LineProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(Consumer<Socket> work) {
        threads.execute(
                () -> {
                    while (!server.isClosed()) {
                        try {
                            Socket client = server.accept();
                            open.add(client);
                            threads.execute(() -> work.accept(client));
                        } catch (IOException | RejectedExecutionException closed) {
                            return;
                        }
                    }
                });
    }

    private void serve(Socket client) {
        try {
            InputStream in = new BufferedInputStream(client.getInputStream());
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    return;
                }
                line.append((char) c);
            }
            requests.add(line.toString());
            int colon = line.lastIndexOf(":");
            Socket upstream = connect(line.substring(0, colon), line.substring(colon + 1));
            client.getOutputStream()
                    .write(
                            (upstream == null ? "no\n" : "ok\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            if (upstream != null) {
                open.add(upstream);
                threads.execute(() -> pump(upstream, client));
                copy(in, upstream.getOutputStream());
                upstream.shutdownOutput();
            }
        } catch (IOException e) {
            // The test closed one side.
        }
    }

    private static @org.jspecify.annotations.Nullable Socket connect(String host, String port) {
        try {
            return new Socket(host, Integer.parseInt(port));
        } catch (IOException e) {
            return null;
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            copy(from.getInputStream(), to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // The test closed one side.
        }
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[8_192];
        for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
            to.write(buffer, 0, n);
            to.flush();
        }
    }
}
