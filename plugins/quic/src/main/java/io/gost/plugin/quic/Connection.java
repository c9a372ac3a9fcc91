package io.gost.plugin.quic;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicConnectionStats;
import io.netty.handler.codec.quic.QuicDatagramExtensionEvent;
import io.netty.handler.codec.quic.QuicTransportParameters;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The handler of one QUIC connection, on either side: knows its streams, why it ended, and keeps it
 * from timing out.
 *
 * <p>The codec has no call for PING frames. A sign of life is a QUIC datagram of one byte (RFC
 * 9221), which the peer acknowledges and drops; to a peer that does not announce datagrams none is
 * sent, and it is that peer's own signs of life that keep the connection.
 */
abstract class Connection extends ChannelInboundHandlerAdapter implements StreamLedger {
    private static final long PAUSE_MILLIS = 100;

    private final QuicOptions options;
    private final Set<StreamCarrier> carriers = new HashSet<>();
    private @Nullable QuicChannel channel;
    private @Nullable SocketAddress peer;
    private @Nullable QuicConnectionCloseEvent peersReason;
    private @Nullable ScheduledFuture<?> heartbeat;
    private boolean peerTakesDatagrams;
    private volatile boolean established;
    private long heardAtLastBeat = -1;

    Connection(QuicOptions options) {
        this.options = options;
    }

    /** The connection is established; no stream was opened yet. */
    abstract void established();

    /** The last stream is over. */
    abstract void becameIdle();

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        QuicChannel added = (QuicChannel) ctx.channel();
        channel = added;
        peer = added.remoteSocketAddress();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        established = true;
        if (options.keepAlive()) {
            long nanos = beat().toNanos();
            heartbeat =
                    ctx.executor()
                            .scheduleAtFixedRate(
                                    this::sendSignOfLife, nanos, nanos, TimeUnit.NANOSECONDS);
        }
        established();
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (msg instanceof ByteBuf signOfLife) {
            signOfLife.release();
        } else {
            ctx.fireChannelRead(msg); // a stream: the codec sets it up at the end of the pipeline
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
        if (evt instanceof QuicConnectionCloseEvent reason) {
            peersReason = reason;
        } else if (evt instanceof QuicDatagramExtensionEvent) {
            peerTakesDatagrams = true;
        }
        ctx.fireUserEventTriggered(evt);
    }

    /** A packet that does not decrypt or parse: the codec closes the connection where it must. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {}

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (heartbeat != null) {
            heartbeat.cancel(false);
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void opened(StreamCarrier carrier) {
        carriers.add(carrier);
    }

    @Override
    public void closed(StreamCarrier carrier, boolean inOrder) {
        if (carriers.remove(carrier) && carriers.isEmpty()) {
            becameIdle();
        }
    }

    /**
     * GOST drops the last bytes of a stream (up to 32 KiB) when it reads them together with the
     * FIN. A peer that lets us open unidirectional streams is not one of ours and may be GOST.
     */
    @Override
    public long pauseBeforeEnd() {
        QuicTransportParameters peers = channel().peerTransportParameters();
        return peers != null && peers.initialMaxStreamsUni() > 0 ? PAUSE_MILLIS : 0;
    }

    @Override
    public GostException failure() {
        if (peersReason != null) {
            String said = new String(peersReason.reason(), StandardCharsets.UTF_8);
            return new GostException(
                    Category.UNREACHABLE,
                    "quic connection closed by "
                            + peer
                            + ", error "
                            + peersReason.error()
                            + (said.isEmpty() ? "" : ": " + printable(said)));
        }
        return channel().isTimedOut()
                ? new GostException(Category.TIMEOUT, "quic connection: silence from " + peer)
                : new GostException(Category.UNREACHABLE, "quic connection to " + peer + " closed");
    }

    final boolean isEstablished() {
        return established;
    }

    final QuicChannel channel() {
        return Objects.requireNonNull(channel, "added");
    }

    final Set<StreamCarrier> carriers() {
        return carriers;
    }

    /** Ends the connection and all its streams, with the words that GOST uses. */
    final void end() {
        ByteBuf reason = Unpooled.copiedBuffer("closed", StandardCharsets.US_ASCII);
        channel().close(true, 0, reason);
    }

    /** What the codec has counted. On the connection's event loop, where it answers at once. */
    final QuicConnectionStats statistics() {
        return channel().collectStats().getNow();
    }

    /** Half of what was asked for: a silence is noticed at the second beat at the latest. */
    private Duration beat() {
        Duration idle = options.maxIdleTimeout();
        QuicTransportParameters peers = channel().peerTransportParameters();
        if (peers != null && peers.maxIdleTimeout() > 0) {
            Duration theirs = Duration.ofMillis(peers.maxIdleTimeout());
            idle = theirs.compareTo(idle) < 0 ? theirs : idle;
        }
        Duration period = idle.dividedBy(2);
        period = options.ttl().compareTo(period) < 0 ? options.ttl() : period;
        return period.dividedBy(2);
    }

    private void sendSignOfLife() {
        long heard = statistics().recv();
        if (heard == heardAtLastBeat && peerTakesDatagrams) {
            channel().writeAndFlush(channel().alloc().directBuffer(1).writeZero(1));
        }
        heardAtLastBeat = heard;
    }

    /** The peer may have said anything. */
    private static String printable(String text) {
        return text.substring(0, Math.min(text.length(), 100)).replaceAll("[^\\x20-\\x7e]", "?");
    }
}
