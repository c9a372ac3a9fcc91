package io.gost.plugin.quic;

import io.gost.spi.support.VirtualChannel;
import io.netty.buffer.ByteBuf;
import io.netty.channel.local.LocalAddress;
import io.netty.handler.codec.quic.QuicChannel;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.SocketAddress;

/**
 * One QUIC stream as the runtime sees it.
 *
 * <p>Not the codec's own stream channel, because that one tells nobody that the other side wants no
 * more (STOP_SENDING), has no outbound buffer whose progress could be watched, and ends its output
 * in front of what is still queued.
 */
final class QuicStream extends VirtualChannel {
    private final StreamCarrier carrier;
    private final SocketAddress local;
    private final SocketAddress remote;

    QuicStream(QuicChannel connection, StreamCarrier carrier) {
        super(connection, Kind.STREAM, StreamCarrier.MOST_WAITING);
        this.carrier = carrier;
        this.local = known(connection.localSocketAddress());
        this.remote = known(connection.remoteSocketAddress());
    }

    @Override
    protected boolean send(ByteBuf message) throws IOException {
        return carrier.send(message);
    }

    @Override
    protected void sendComplete() {
        carrier.sendComplete();
    }

    @Override
    protected void sendEnd() {
        carrier.sendEnd();
    }

    @Override
    protected void consumed(int bytes) {
        carrier.consumed(bytes);
    }

    @Override
    protected void detach() {
        carrier.detach();
    }

    /** The UDP address that the connection began with; it may move on. */
    @Override
    protected SocketAddress localAddress0() {
        return local;
    }

    /** The other side's UDP address when the stream began. */
    @Override
    protected SocketAddress remoteAddress0() {
        return remote;
    }

    /** The codec forgets the addresses of a connection that has ended. */
    private static SocketAddress known(@Nullable SocketAddress address) {
        return address == null ? LocalAddress.ANY : address;
    }
}
