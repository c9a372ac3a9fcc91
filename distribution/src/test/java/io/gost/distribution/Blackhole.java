package io.gost.distribution;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A way to a server, over TCP and UDP on one port, that can turn silent: it goes on taking
 * everything and passes nothing on, and nobody hears of an end. What was connected before stays
 * lost when the way is back, as behind a NAT that has forgotten it.
 */
final class Blackhole implements AutoCloseable {
    private static final int LARGEST = 65_535;

    private final InetSocketAddress server;
    private final ServerSocket streams;
    private final DatagramSocket datagrams;
    private final Collection<Closeable> opened = new ConcurrentLinkedDeque<>();
    private volatile AtomicBoolean silence = new AtomicBoolean();

    Blackhole(InetSocketAddress server) throws IOException {
        this.server = server;
        this.streams = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.datagrams =
                new DatagramSocket(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), streams.getLocalPort()));
        opened.add(streams);
        opened.add(datagrams);
        run(this::acceptStreams);
        run(this::acceptDatagrams);
    }

    int port() {
        return streams.getLocalPort();
    }

    /** Swallows everything from now on. */
    void fallSilent() {
        silence.set(true);
    }

    /** Lets through what comes over new connections. */
    void comeBack() {
        silence = new AtomicBoolean();
    }

    private void acceptStreams() throws IOException {
        while (true) {
            Socket client = streams.accept();
            AtomicBoolean silent = silence;
            opened.add(client);
            if (silent.get()) {
                run(() -> client.getInputStream().transferTo(OutputStream.nullOutputStream()));
                continue;
            }
            Socket upstream = new Socket(server.getAddress(), server.getPort());
            opened.add(upstream);
            run(() -> pass(client, upstream, silent));
            run(() -> pass(upstream, client, silent));
        }
    }

    private static void pass(Socket from, Socket to, AtomicBoolean silent) throws IOException {
        InputStream in = from.getInputStream();
        byte[] buffer = new byte[LARGEST];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            if (!silent.get()) {
                to.getOutputStream().write(buffer, 0, count);
            }
        }
        if (!silent.get()) {
            to.close();
        }
    }

    private void acceptDatagrams() throws IOException {
        Map<SocketAddress, DatagramSocket> ways = new HashMap<>();
        Map<SocketAddress, AtomicBoolean> silences = new HashMap<>();
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        while (true) {
            packet.setLength(LARGEST);
            datagrams.receive(packet);
            SocketAddress client = packet.getSocketAddress();
            AtomicBoolean silent = silences.computeIfAbsent(client, _ -> silence);
            if (silent.get()) {
                continue;
            }
            DatagramSocket way = ways.get(client);
            if (way == null) {
                way = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                ways.put(client, way);
                opened.add(way);
                answer(way, client, silent);
            }
            packet.setSocketAddress(server);
            way.send(packet);
        }
    }

    private void answer(DatagramSocket way, SocketAddress client, AtomicBoolean silent) {
        run(
                () -> {
                    DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
                    while (true) {
                        packet.setLength(LARGEST);
                        way.receive(packet);
                        packet.setSocketAddress(client);
                        if (!silent.get()) {
                            datagrams.send(packet);
                        }
                    }
                });
    }

    private static void run(Exchange.Action action) {
        var _ = Exchange.inBackground(action);
    }

    @Override
    public void close() throws IOException {
        for (Closeable each : new ArrayDeque<>(opened)) {
            each.close();
        }
    }
}
