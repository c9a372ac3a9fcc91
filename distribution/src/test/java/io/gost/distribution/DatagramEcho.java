package io.gost.distribution;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A UDP socket that sends every datagram back. */
final class DatagramEcho implements AutoCloseable {
    private final DatagramSocket socket;

    DatagramEcho() throws IOException {
        this(0);
    }

    DatagramEcho(int port) throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Thread.ofVirtual().start(this::run);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void run() {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        try {
            while (true) {
                packet.setLength(65_535);
                socket.receive(packet);
                socket.send(packet);
            }
        } catch (IOException closed) {
            // That is how it ends.
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
