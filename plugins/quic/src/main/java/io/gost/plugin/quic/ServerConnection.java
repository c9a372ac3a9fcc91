package io.gost.plugin.quic;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;

/** One client's connection. */
final class ServerConnection extends Connection {
    private static final long FIRST_STREAM_SECONDS = 3;

    private final QuicOptions options;
    private final QuicServer server;
    private @Nullable ScheduledFuture<?> deadline;
    private boolean hasCarried;
    private boolean retired;

    ServerConnection(QuicOptions options, QuicServer server) {
        super(options);
        this.options = options;
        this.server = server;
    }

    /**
     * Lets it go on as long as it carries something. Clients open connections for a stream: the
     * first one of a new connection is on its way.
     */
    void retire() {
        retired = true;
        if (!carriers().isEmpty()) {
            return;
        }
        if (hasCarried) {
            end();
        } else {
            cancelDeadline();
            deadline =
                    channel()
                            .eventLoop()
                            .schedule(this::becameIdle, FIRST_STREAM_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void opened(StreamCarrier carrier) {
        hasCarried = true;
        cancelDeadline();
        super.opened(carrier);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        super.handlerAdded(ctx);
        // One that was never established ends without becoming inactive.
        ctx.channel()
                .closeFuture()
                .addListener(
                        _ -> {
                            cancelDeadline();
                            server.ended(this);
                        });
        deadline =
                ctx.executor()
                        .schedule(
                                () -> ctx.channel().close(),
                                options.handshakeTimeout().multipliedBy(2).toNanos(),
                                TimeUnit.NANOSECONDS);
    }

    @Override
    void established() {
        cancelDeadline();
        server.established(this);
    }

    @Override
    void becameIdle() {
        if (retired) {
            end();
        }
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }
}
