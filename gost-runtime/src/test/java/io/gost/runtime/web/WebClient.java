package io.gost.runtime.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;

/** A connection on which a test says exactly what it wants. */
final class WebClient implements AutoCloseable {
    private final Socket socket = new Socket();

    WebClient(SocketAddress server) throws IOException {
        socket.connect((InetSocketAddress) server, 5_000);
        socket.setSoTimeout(10_000);
    }

    WebClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Head and body of the next answer, whose length its head tells. */
    String receive() throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith("\r\n\r\n")) {
            text.append(character());
        }
        String head = text.toString();
        int length =
                head.lines()
                        .filter(line -> line.startsWith("content-length: "))
                        .map(line -> Integer.parseInt(line.substring("content-length: ".length())))
                        .findFirst()
                        .orElse(0);
        return head
                + new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
    }

    /** Everything up to the end of the connection. */
    String receiveAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private char character() throws IOException {
        int next = socket.getInputStream().read();
        if (next < 0) {
            throw new IOException("the connection has ended");
        }
        return (char) next;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
