package io.gost.runtime.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web server on the loopback that answers each connection once. */
final class WebPages implements AutoCloseable {
    /**
     * One page.
     *
     * @param status the status line without the version
     * @param headers header lines
     * @param body the body
     */
    record Page(String status, List<String> headers, String body) {}

    private final ServerSocket socket;
    private final Map<String, Page> pages;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Thread acceptor;

    private WebPages(Map<String, Page> pages) throws IOException {
        this.socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        this.pages = pages;
        this.acceptor = Thread.ofVirtual().start(this::serve);
    }

    static WebPages serving(Map<String, Page> pages) throws IOException {
        return new WebPages(pages);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The heads of all requests so far. */
    List<String> requests() {
        return requests;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                answer(client);
            } catch (IOException _) {
                // the client is gone, or the test is over
            }
        }
    }

    private void answer(Socket client) throws IOException {
        var reader =
                new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        var head = new StringBuilder();
        for (String line = reader.readLine(); line != null && !line.isEmpty(); ) {
            head.append(line).append('\n');
            line = reader.readLine();
        }
        requests.add(head.toString());
        String path = head.toString().split(" ", 3)[1];
        Page page = pages.getOrDefault(path, new Page("404 Not Found", List.of(), "no such page"));
        byte[] body = page.body.getBytes(StandardCharsets.UTF_8);
        var answer = new StringBuilder("HTTP/1.1 " + page.status + "\r\n");
        page.headers.forEach(header -> answer.append(header).append("\r\n"));
        answer.append("Connection: close\r\nContent-Length: ")
                .append(body.length)
                .append("\r\n\r\n");
        client.getOutputStream().write(answer.toString().getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().write(body);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        acceptor.interrupt();
    }
}
