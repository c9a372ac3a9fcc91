package io.gost.runtime.net;

import io.gost.spi.Network;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramChannelConfig;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;

import org.slf4j.Logger;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;

/** The ways Netty can talk to the operating system. */
enum Transport {
    /** Linux, through Netty's native library. */
    EPOLL,
    /** Everywhere, through the JDK. */
    NIO;

    private static final int LARGEST_DATAGRAM = 65_535;
    private static final int DATAGRAMS_PER_READ = 8;

    /** The fastest transport that works here. */
    static Transport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    IoHandlerFactory ioHandler(Logger logger) {
        return switch (this) {
            case EPOLL -> LastingEpoll.newFactory(logger);
            case NIO -> NioIoHandler.newFactory();
        };
    }

    /** A listening socket; of IPv4 alone for {@code TCP4}, else of both families. */
    ServerSocketChannel newServer(Network network) {
        boolean onlyIpv4 = network == Network.TCP4;
        return switch (this) {
            case EPOLL ->
                    onlyIpv4
                            ? new EpollServerSocketChannel(SocketProtocolFamily.INET)
                            : new EpollServerSocketChannel();
            case NIO ->
                    onlyIpv4
                            ? new NioServerSocketChannel(
                                    SelectorProvider.provider(), SocketProtocolFamily.INET)
                            : new NioServerSocketChannel();
        };
    }

    /** A listening socket that is a file. */
    ServerChannel newUnixServer() {
        return switch (this) {
            case EPOLL -> new EpollServerDomainSocketChannel();
            case NIO -> new NioServerDomainSocketChannel();
        };
    }

    /** The address of a socket that is a file. */
    SocketAddress unixAddress(Path file) {
        return switch (this) {
            case EPOLL -> new DomainSocketAddress(file.toString());
            case NIO -> UnixDomainSocketAddress.of(file);
        };
    }

    /** A stream socket of both families. */
    SocketChannel newSocket() {
        return switch (this) {
            case EPOLL -> new EpollSocketChannel();
            case NIO -> new NioSocketChannel();
        };
    }

    /**
     * A stream socket for one address: an IPv4 socket costs fewer and shorter system calls than one
     * of both families with a mapped address.
     */
    SocketChannel newSocket(InetAddress address) {
        return this == EPOLL && address instanceof Inet4Address
                ? new EpollSocketChannel(SocketProtocolFamily.INET)
                : newSocket();
    }

    /** A UDP socket; of IPv4 alone for {@code UDP4}, else of both families. */
    DatagramChannel newDatagram(Network network) {
        boolean onlyIpv4 = network == Network.UDP4;
        return switch (this) {
            case EPOLL ->
                    onlyIpv4
                            ? new EpollDatagramChannel(SocketProtocolFamily.INET)
                            : new EpollDatagramChannel();
            case NIO ->
                    onlyIpv4
                            ? new NioDatagramChannel(SocketProtocolFamily.INET)
                            : new NioDatagramChannel();
        };
    }

    /**
     * Room for datagrams of the largest size; with epoll for several of them at once, so that one
     * system call reads them all. Only what is received touches the memory.
     */
    void tune(DatagramChannel channel) {
        DatagramChannelConfig config = channel.config();
        config.setAutoRead(false);
        switch (this) {
            case EPOLL -> {
                config.setOption(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, LARGEST_DATAGRAM);
                config.setRecvByteBufAllocator(
                        new FixedRecvByteBufAllocator(LARGEST_DATAGRAM * DATAGRAMS_PER_READ));
            }
            case NIO ->
                    config.setRecvByteBufAllocator(new FixedRecvByteBufAllocator(LARGEST_DATAGRAM));
        }
    }
}
