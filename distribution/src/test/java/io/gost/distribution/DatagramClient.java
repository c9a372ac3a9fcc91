package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Random;

/** A UDP socket that speaks with one service. Waiting for a datagram times out. */
final class DatagramClient implements AutoCloseable {
    private static final int LARGEST = 65_535;
    private static final int TIMEOUT_MILLIS = 20_000;

    private final DatagramSocket socket;

    DatagramClient(InetSocketAddress service) throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.connect(service);
        socket.setSoTimeout(TIMEOUT_MILLIS);
    }

    /** One client sends datagrams of all these sizes, and gets each of them back. */
    static void expectEcho(InetSocketAddress service, int... sizes) throws IOException {
        try (DatagramClient client = new DatagramClient(service)) {
            for (int size : sizes) {
                byte[] payload = new byte[size];
                new Random(size).nextBytes(payload);
                assertThat(client.ask(payload)).isEqualTo(payload);
            }
        }
    }

    byte[] ask(byte[] payload) throws IOException {
        send(payload);
        return receive();
    }

    void send(byte[] payload) throws IOException {
        socket.send(new DatagramPacket(payload, payload.length));
    }

    byte[] receive() throws IOException {
        DatagramPacket reply = new DatagramPacket(new byte[LARGEST], LARGEST);
        socket.receive(reply);
        byte[] bytes = new byte[reply.getLength()];
        System.arraycopy(reply.getData(), 0, bytes, 0, bytes.length);
        return bytes;
    }

    @Override
    public void close() {
        socket.close();
    }
}
