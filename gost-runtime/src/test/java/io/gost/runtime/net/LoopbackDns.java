package io.gost.runtime.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A name server on the loopback that knows a few names and says of all others: no such domain. */
final class LoopbackDns implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int TYPE_A = 1;
    private static final int NO_SUCH_DOMAIN = 3;

    private final DatagramSocket socket;
    private final Map<String, List<String>> addresses;

    private LoopbackDns(DatagramSocket socket, Map<String, List<String>> addresses) {
        this.socket = socket;
        this.addresses = addresses;
    }

    /**
     * Starts the server.
     *
     * @param addresses IPv4 addresses by name; an empty list is a name without addresses
     */
    static LoopbackDns knowing(Map<String, List<String>> addresses) {
        try {
            DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            LoopbackDns server = new LoopbackDns(socket, addresses);
            Thread.ofVirtual().start(server::serve);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        byte[] buffer = new byte[512];
        try {
            while (true) {
                DatagramPacket query = new DatagramPacket(buffer, buffer.length);
                socket.receive(query);
                byte[] answer = answer(buffer);
                socket.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    /** The header and the question again, then one record for each address. */
    private byte[] answer(byte[] query) throws IOException {
        StringBuilder name = new StringBuilder();
        int at = HEADER;
        for (int length = query[at]; length != 0; length = query[at]) {
            name.append(name.isEmpty() ? "" : ".")
                    .append(new String(query, at + 1, length, StandardCharsets.US_ASCII));
            at += length + 1;
        }
        int type = (query[at + 1] & 0xFF) << 8 | (query[at + 2] & 0xFF);
        int end = at + 5;
        List<String> known = addresses.get(name.toString());
        List<String> found = known == null || type != TYPE_A ? List.of() : known;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(query, 0, 2);
        out.write(new byte[] {(byte) 0x81, (byte) (0x80 | (known == null ? NO_SUCH_DOMAIN : 0))});
        out.write(new byte[] {0, 1, 0, (byte) found.size(), 0, 0, 0, 0});
        out.write(query, HEADER, end - HEADER);
        for (String address : found) {
            out.write(new byte[] {(byte) 0xC0, HEADER, 0, TYPE_A, 0, 1, 0, 0, 0, 60, 0, 4});
            out.write(InetAddress.getByName(address).getAddress());
        }
        return out.toByteArray();
    }
}
