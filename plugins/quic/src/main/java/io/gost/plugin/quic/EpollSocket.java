package io.gost.plugin.quic;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import io.netty.handler.codec.quic.SegmentedDatagramPacketAllocator;

import java.net.InetSocketAddress;

/**
 * What only Netty's epoll transport has. A class of its own, because the transport's module may be
 * missing; the codec's own helper for it cannot be used in a module, as the codec's descriptor
 * misspells the name of that module.
 */
final class EpollSocket {
    private EpollSocket() {}

    /** Whether the others of these methods may be called. */
    static boolean isEpoll(Channel socket) {
        return socket.getClass().getName().startsWith("io.netty.channel.epoll.");
    }

    /** Reads several datagrams of at most so many bytes with one system call. */
    static void readSeveral(Channel socket, int longest) {
        socket.config().setOption(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, longest);
    }

    /** Gives the kernel several datagrams in one piece to cut up (GSO), where it can do that. */
    static SegmentedDatagramPacketAllocator segments(int most) {
        return EpollDatagramChannel.isSegmentedDatagramPacketSupported()
                ? new Segments(most)
                : SegmentedDatagramPacketAllocator.NONE;
    }

    private record Segments(int maxNumSegments) implements SegmentedDatagramPacketAllocator {
        @Override
        public DatagramPacket newPacket(ByteBuf buffer, int segmentSize, InetSocketAddress remote) {
            return new SegmentedDatagramPacket(buffer, segmentSize, remote);
        }
    }
}
