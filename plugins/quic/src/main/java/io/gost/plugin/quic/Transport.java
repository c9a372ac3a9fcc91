package io.gost.plugin.quic;

import io.gost.spi.support.Parking;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.handler.codec.quic.QuicCodecBuilder;
import io.netty.handler.codec.quic.SegmentedDatagramPacketAllocator;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What both sides tell the codec: transport parameters and how datagrams get to the socket.
 *
 * @param options the keys
 * @param random gives the nonces of {@link DatagramCipher}
 */
record Transport(QuicOptions options, SecureRandom random) {
    /**
     * Fits every path but the odd tunnel, also with {@link DatagramCipher}'s overhead: the codec is
     * not told the path's real limit.
     */
    private static final int LONGEST_SENT = 1_350;

    /** As GOST announces it. */
    private static final int LONGEST_RECEIVED = 1_452;

    /**
     * How far a peer may run ahead of a stream's reader at first, as GOST has it; quiche grows it
     * up to 16 MiB for readers that are fast.
     */
    private static final int STREAM_WINDOW = 512 << 10;

    /**
     * The same for all streams together: none. What readers that have stopped leave lying around
     * would count against it, and once they had used it up, nothing would arrive for the others any
     * more. Quiche would lower a bound that can be reached to 24 MiB; two streams may hold that.
     */
    private static final long CONNECTION_WINDOW = 1L << 60;

    /** Addresses that a peer may have had, the present one included; the codec forgets none. */
    private static final int PATHS = 8;

    /** More than a datagram that we announce to take, hidden or not. */
    private static final int READ_BUFFER = 2 << 10;

    /** Datagrams that one system call reads where it can read several. */
    private static final int READS = 32;

    private static final int SOCKET_BUFFER = 7 << 20;
    private static final int DATAGRAMS_QUEUED = 8;
    private static final int SEGMENTS = 40;

    Transport(QuicOptions options) {
        this(options, new SecureRandom());
    }

    <B extends QuicCodecBuilder<B>> B configure(B builder, int incomingStreams) {
        builder.maxIdleTimeout(options.maxIdleTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .maxSendUdpPayloadSize(LONGEST_SENT)
                .maxRecvUdpPayloadSize(LONGEST_RECEIVED)
                .initialMaxData(CONNECTION_WINDOW)
                .initialMaxStreamDataBidirectionalLocal(STREAM_WINDOW)
                .initialMaxStreamDataBidirectionalRemote(STREAM_WINDOW)
                .initialMaxStreamsBidirectional(incomingStreams)
                .activeConnectionIdLimit(PATHS)
                .activeMigration(true);
        if (options.announcesDatagrams()) {
            builder.datagram(DATAGRAMS_QUEUED, DATAGRAMS_QUEUED);
        }
        return builder;
    }

    /**
     * Begins to speak QUIC on a socket.
     *
     * @param guard a handler before the codec
     */
    void start(Channel socket, ChannelHandler guard, ChannelHandler codec) {
        boolean epoll = EpollSocket.isEpoll(socket);
        if (epoll) {
            EpollSocket.readSeveral(socket, READ_BUFFER);
        }
        // As much as GOST asks for; the system gives less.
        socket.config().setOption(ChannelOption.SO_RCVBUF, SOCKET_BUFFER);
        socket.config().setOption(ChannelOption.SO_SNDBUF, SOCKET_BUFFER);
        socket.config()
                .setRecvByteBufAllocator(
                        new FixedRecvByteBufAllocator(epoll ? READ_BUFFER * READS : READ_BUFFER));
        List<ChannelHandler> handlers = new ArrayList<>();
        if (!options.cipherKey().isEmpty()) {
            handlers.add(new DatagramCipher(options.cipherKey(), random));
        }
        handlers.add(guard);
        handlers.add(codec);
        Parking.takeOver(socket, handlers.toArray(ChannelHandler[]::new));
    }

    /**
     * How many datagrams go to the kernel in one piece: many where that can cut it up (GSO), unless
     * each must be encrypted alone.
     */
    SegmentedDatagramPacketAllocator segments(Channel socket) {
        return EpollSocket.isEpoll(socket) && options.cipherKey().isEmpty()
                ? EpollSocket.segments(SEGMENTS)
                : SegmentedDatagramPacketAllocator.NONE;
    }
}
