package io.gost.runtime.net;

import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/** The ways Netty can talk to the operating system. */
enum Transport {
    /** Linux, through Netty's native library. */
    EPOLL(EpollServerSocketChannel::new, EpollSocketChannel::new, EpollDatagramChannel::new) {
        @Override
        IoHandlerFactory ioHandler() {
            return EpollIoHandler.newFactory();
        }
    },
    /** Everywhere, through the JDK. */
    NIO(NioServerSocketChannel::new, NioSocketChannel::new, NioDatagramChannel::new) {
        @Override
        IoHandlerFactory ioHandler() {
            return NioIoHandler.newFactory();
        }
    };

    private final ChannelFactory<ServerSocketChannel> server;
    private final ChannelFactory<SocketChannel> socket;
    private final ChannelFactory<DatagramChannel> datagram;

    Transport(
            ChannelFactory<ServerSocketChannel> server,
            ChannelFactory<SocketChannel> socket,
            ChannelFactory<DatagramChannel> datagram) {
        this.server = server;
        this.socket = socket;
        this.datagram = datagram;
    }

    /** The fastest transport that works here. */
    static Transport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    abstract IoHandlerFactory ioHandler();

    ChannelFactory<ServerSocketChannel> server() {
        return server;
    }

    ChannelFactory<SocketChannel> socket() {
        return socket;
    }

    ChannelFactory<DatagramChannel> datagram() {
        return datagram;
    }
}
