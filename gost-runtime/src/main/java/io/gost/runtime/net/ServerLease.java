package io.gost.runtime.net;

import io.gost.spi.Acceptor;
import io.gost.spi.SocketOptions;
import io.netty.channel.AbstractServerChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;

import java.net.SocketAddress;

/**
 * A listener's hold on a listening socket. To the listener it is the socket: it has its address,
 * and closing it stops accepting. Behind it the socket may come from an earlier listener and go on
 * to a later one.
 */
final class ServerLease extends AbstractServerChannel {
    private final BoundSocket socket;
    private final SocketOptions options;
    private final Acceptor acceptor;
    private final ChannelConfig config = new DefaultChannelConfig(this);
    private volatile boolean open = true;

    ServerLease(BoundSocket socket, SocketOptions options, Acceptor acceptor) {
        this.socket = socket;
        this.options = options;
        this.acceptor = acceptor;
    }

    BoundSocket socket() {
        return socket;
    }

    SocketOptions options() {
        return options;
    }

    Acceptor acceptor() {
        return acceptor;
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isActive() {
        return open;
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return true;
    }

    @Override
    protected SocketAddress localAddress0() {
        return socket.localAddress();
    }

    @Override
    protected void doBind(SocketAddress localAddress) {
        throw new UnsupportedOperationException("it is bound");
    }

    @Override
    protected void doBeginRead() {
        // The socket itself reads; what it accepts goes to the acceptor, not through a pipeline.
    }

    @Override
    protected void doClose() {
        if (open) {
            open = false;
            socket.release(this);
        }
    }
}
