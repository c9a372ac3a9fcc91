package io.gost.plugin.quic;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;

/** One client's connection. */
final class ServerConnection extends Connection {
    private final QuicOptions options;
    private final QuicServer server;
    private @Nullable ScheduledFuture<?> deadline;

    ServerConnection(QuicOptions options, QuicServer server) {
        super(options);
        this.options = options;
        this.server = server;
    }

    void endIfIdle() {
        if (carriers().isEmpty()) {
            end();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        super.handlerAdded(ctx);
        deadline =
                ctx.executor()
                        .schedule(
                                () -> ctx.channel().close(),
                                options.handshakeTimeout().multipliedBy(2).toNanos(),
                                TimeUnit.NANOSECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        cancelDeadline();
        server.ended(this);
        super.channelInactive(ctx);
    }

    @Override
    void established() {
        cancelDeadline();
        server.established(this);
    }

    @Override
    void becameIdle() {
        if (server.isStopped()) {
            end();
        }
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }
}
