package io.gost.plugin.quic;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollChannelOption;

/** What only Netty's epoll transport has; a class of its own, because its module may be missing. */
final class EpollSocket {
    private EpollSocket() {}

    /** Reads several datagrams of at most so many bytes with one system call. */
    static void tune(Channel socket, int longest) {
        socket.config().setOption(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, longest);
    }
}
