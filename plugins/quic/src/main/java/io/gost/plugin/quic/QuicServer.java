package io.gost.plugin.quic;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.gost.spi.Acceptor;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicChannelOption;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;

import org.slf4j.Logger;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One listening UDP socket and its connections. As a handler it stands before the codec and keeps
 * out who comes too late or when too many are coming.
 *
 * <p>Stopped, it lasts as long as connections carry something; until then the listener of another
 * configuration may go on with it. Everything happens on the socket's event loop.
 */
final class QuicServer extends ChannelInboundHandlerAdapter {
    /** Handshakes at a time: their sender's address may be forged, and each costs memory. */
    static final int MOST_HANDSHAKES = 1_000;

    /** Form and type bits of a packet's first byte: long header, Initial (RFC 9000 §17.2.2). */
    private static final int TYPE = 0b1011_0000;

    private static final int INITIAL = 0b1000_0000;

    private static final long HANDSHAKES_MILLIS = 500;

    private final Channel socket;
    private final Transport transport;
    private final Set<ServerConnection> handshakes = new HashSet<>();
    private final Set<ServerConnection> connections = new HashSet<>();
    private Terms terms;
    private boolean stopped;

    /**
     * What a listener brings for the connections and streams to come.
     *
     * @param options its keys
     * @param tls its certificate
     * @param acceptor takes its streams
     * @param logger told what happens to the socket
     */
    record Terms(QuicOptions options, QuicTls tls, Acceptor acceptor, Logger logger) {}

    QuicServer(Channel socket, Transport transport, Terms terms) {
        this.socket = socket;
        this.transport = transport;
        this.terms = terms;
    }

    /** Begins to accept. */
    void start() {
        QuicServerCodecBuilder codec =
                transport
                        .configure(new QuicServerCodecBuilder(), transport.options().maxStreams())
                        .sslEngineProvider(
                                connection -> terms.tls().serverEngine(connection.alloc()))
                        .option(ChannelOption.ALLOCATOR, socket.alloc())
                        .option(
                                QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR,
                                transport.segments(socket))
                        .handler(new Connections())
                        .streamHandler(new Streams());
        transport.start(socket, this, codec.build());
    }

    /**
     * Accepts no more; ends with the last connection that carries something. Handshakes may be just
     * in time for the next listener.
     */
    void stop() {
        stopped = true;
        List.copyOf(connections).forEach(ServerConnection::retire);
        closeIfDone();
        if (!handshakes.isEmpty()) {
            socket.eventLoop().schedule(this::endHandshakes, HANDSHAKES_MILLIS, MILLISECONDS);
        }
    }

    private void endHandshakes() {
        if (stopped) {
            List.copyOf(handshakes).forEach(ServerConnection::end);
        }
    }

    /**
     * Accepts again after a stop. Connections of before end when they carry nothing any more; their
     * new streams are the new listener's.
     *
     * @return false when it is too late, or when the codec would have to be another one; then the
     *     connections have been told that they end
     */
    boolean resume(Terms next) {
        if (!stopped || !socket.isOpen()) {
            return false;
        }
        if (!transport.options().isOnTheWireAs(next.options())) {
            endHandshakes();
            List.copyOf(connections).forEach(ServerConnection::end);
            return false;
        }
        terms = next;
        stopped = false;
        return true;
    }

    void established(ServerConnection connection) {
        handshakes.remove(connection);
        connections.add(connection);
        if (stopped) {
            connection.retire();
        }
    }

    void ended(ServerConnection connection) {
        handshakes.remove(connection);
        connections.remove(connection);
        closeIfDone();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        DatagramPacket packet = (DatagramPacket) msg;
        if ((stopped || handshakes.size() >= MOST_HANDSHAKES) && isInitial(packet)) {
            packet.release();
        } else {
            ctx.fireChannelRead(packet);
        }
    }

    /** A UDP socket reports what happened to datagrams it sent before; it is as good as ever. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        terms.logger().debug("quic socket: {}", cause.getMessage());
    }

    private static boolean isInitial(DatagramPacket packet) {
        return packet.content().isReadable()
                && (packet.content().getByte(packet.content().readerIndex()) & TYPE) == INITIAL;
    }

    private void closeIfDone() {
        if (stopped && handshakes.isEmpty() && connections.isEmpty()) {
            socket.close();
        }
    }

    private final class Connections extends ChannelInitializer<QuicChannel> {
        @Override
        public boolean isSharable() {
            return true;
        }

        @Override
        protected void initChannel(QuicChannel channel) {
            ServerConnection connection = new ServerConnection(terms.options(), QuicServer.this);
            handshakes.add(connection);
            channel.pipeline().addLast(connection);
        }
    }

    private final class Streams extends ChannelInitializer<QuicStreamChannel> {
        @Override
        public boolean isSharable() {
            return true;
        }

        @Override
        protected void initChannel(QuicStreamChannel channel) {
            ServerConnection connection = channel.parent().pipeline().get(ServerConnection.class);
            channel.pipeline()
                    .addLast(
                            new StreamCarrier(
                                    connection, stream -> terms.acceptor().accept(stream)));
        }
    }
}
