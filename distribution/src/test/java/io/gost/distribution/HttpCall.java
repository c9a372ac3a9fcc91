package io.gost.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One request that is sent exactly as it is written, on a connection of its own. */
record HttpCall(String method, String path, Map<String, String> headers, String body) {

    /** What came back. */
    record Answer(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    static HttpCall of(String method, String path) {
        return new HttpCall(method, path, Map.of(), null);
    }

    static HttpCall of(String method, String path, String body) {
        return new HttpCall(method, path, Map.of(), body);
    }

    Answer to(SocketAddress server) throws IOException {
        try (SocketChannel channel =
                server instanceof UnixDomainSocketAddress
                        ? SocketChannel.open(StandardProtocolFamily.UNIX)
                        : SocketChannel.open()) {
            channel.connect(server);
            String host =
                    server instanceof UnixDomainSocketAddress ? "localhost" : server.toString();
            channel.write(ByteBuffer.wrap(text(host.replaceFirst(".*/", "")).getBytes(UTF_8)));
            return answer(readAll(channel));
        }
    }

    private String text(String host) {
        String fields =
                headers.entrySet().stream()
                        .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                        .collect(Collectors.joining());
        String length =
                body == null ? "" : "Content-Length: " + body.getBytes(UTF_8).length + "\r\n";
        return method
                + " "
                + path
                + " HTTP/1.1\r\nHost: "
                + host
                + "\r\nConnection: close\r\n"
                + fields
                + length
                + "\r\n"
                + (body == null ? "" : body);
    }

    private static byte[] readAll(SocketChannel channel) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer part = ByteBuffer.allocate(8_192);
        while (channel.read(part) >= 0) {
            all.write(part.array(), 0, part.position());
            part.clear();
        }
        return all.toByteArray();
    }

    private static Answer answer(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        int end = text.indexOf("\r\n\r\n");
        List<String> head = text.substring(0, Math.max(0, end)).lines().toList();
        if (head.isEmpty()) {
            throw new AssertionError("no HTTP: " + text);
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : head.subList(1, head.size())) {
            String[] parts = line.split(": ", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
        }
        return new Answer(
                Integer.parseInt(head.getFirst().substring(9, 12)),
                headers,
                text.substring(end + 4));
    }
}
