package io.gost.runtime.net;

import io.gost.spi.SocketOptions;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.UnixChannelOption;

/** Puts {@link SocketOptions} on sockets of either transport. */
final class TcpOptions {
    private static final int SMALLEST_READ = 256;
    private static final int FIRST_READ = 2_048;
    // Larger reads cost less per byte: bulk relaying at 256 KiB takes a fifth less than at 32 KiB.
    private static final int LARGEST_READ = 256 * 1_024;

    // Linux lets accepted sockets inherit these from the listening one, which saves four system
    // calls for every connection. Netty has no server-side names for them.
    private static final int SOL_SOCKET = 1;
    private static final int IPPROTO_TCP = 6;
    private static final UnixChannelOption<Integer> SO_KEEPALIVE =
            new IntegerUnixChannelOption("SO_KEEPALIVE", SOL_SOCKET, 9);
    private static final KeepAlive INHERITED =
            new KeepAlive(
                    new IntegerUnixChannelOption("TCP_KEEPIDLE", IPPROTO_TCP, 4),
                    new IntegerUnixChannelOption("TCP_KEEPINTVL", IPPROTO_TCP, 5),
                    new IntegerUnixChannelOption("TCP_KEEPCNT", IPPROTO_TCP, 6));

    private TcpOptions() {}

    /**
     * What every stream socket has: half-close, no auto-read until somebody owns it, large reads.
     */
    static void stream(Channel channel) {
        ChannelConfig config = channel.config();
        config.setAutoRead(false);
        config.setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        config.setRecvByteBufAllocator(
                new AdaptiveRecvByteBufAllocator(SMALLEST_READ, FIRST_READ, LARGEST_READ));
        // Routes have deadlines of their own.
        config.setConnectTimeoutMillis(0);
    }

    /** Keep-alive on one connected or connecting socket; no delay is Netty's own choice. */
    static void tune(Channel channel, SocketOptions options, Transport transport) {
        ChannelConfig config = channel.config();
        config.setOption(ChannelOption.SO_KEEPALIVE, true);
        KeepAlive.of(transport).set(config, options);
    }

    /** Options of a listening epoll socket that its accepted sockets inherit. */
    static void inherited(Channel server, SocketOptions options) {
        ChannelConfig config = server.config();
        config.setOption(SO_KEEPALIVE, 1);
        INHERITED.set(config, options);
    }
}
