package io.gost.plugin.quic;

import io.gost.spi.DialRequest;
import io.gost.spi.DialerContext;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.MultiplexSession;
import io.gost.spi.MultiplexingDialer;
import io.gost.spi.Target;
import io.gost.spi.support.SessionPool;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicChannelOption;
import io.netty.handler.codec.quic.QuicClientCodecBuilder;

import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Opens streams to a node over connections that requests share. */
final class QuicDialer implements MultiplexingDialer {
    private final Transport transport;
    private final DialerContext context;
    private final QuicTls tls;
    private final ConcurrentMap<Target, Set<ClientSession>> sessions = new ConcurrentHashMap<>();
    private final SessionPool pool = new SessionPool(this::openSession);

    QuicDialer(QuicOptions options, DialerContext context) {
        this.transport = new Transport(options);
        this.context = context;
        this.tls = QuicTls.ofClient(context);
    }

    @Override
    public CompletionStage<Channel> dial(DialRequest request) {
        return pool.open(request);
    }

    /** Nothing is left to do: a stream belongs to a connection whose handshake is done. */
    @Override
    public CompletionStage<Channel> handshake(Channel channel, DialRequest request) {
        return CompletableFuture.completedStage(channel);
    }

    @Override
    public void close() {
        pool.close();
    }

    private CompletionStage<MultiplexSession> openSession(DialRequest request) {
        return context.blocking(tls::prepare)
                .thenCompose(_ -> request.openDatagrams())
                .thenCompose(socket -> connect(socket, request));
    }

    private CompletionStage<MultiplexSession> connect(Channel socket, DialRequest request) {
        ClientSession session = new ClientSession(transport.options(), socket);
        socket.eventLoop()
                .execute(
                        () -> {
                            try {
                                start(session, socket, request);
                            } catch (RuntimeException e) {
                                session.fail(e);
                            }
                        });
        session.ready().thenRun(() -> introduce(session, request.address()));
        return SessionPool.bounded(session.ready(), socket, request);
    }

    private void introduce(ClientSession session, Target node) {
        Set<ClientSession> known =
                sessions.computeIfAbsent(node, _ -> ConcurrentHashMap.newKeySet());
        known.forEach(ClientSession::superseded);
        known.add(session);
        session.closed().thenRun(() -> known.remove(session));
    }

    private void start(ClientSession session, Channel socket, DialRequest request) {
        InetSocketAddress node = socket.attr(DialRequest.PEER).get();
        if (node == null) {
            throw new GostException(Category.INTERNAL, "the UDP socket leads nowhere");
        }
        QuicClientCodecBuilder codec =
                transport
                        .configure(new QuicClientCodecBuilder(), 0)
                        // Without an id of ours, as GOST has it, the server can answer on every
                        // path
                        // we may be moved to; the socket carries nothing else.
                        .localConnectionIdLength(0)
                        .sslEngineProvider(
                                channel -> tls.clientEngine(channel.alloc(), request.address()));
        transport.start(socket, new ClientSocket(session), codec.build());
        long patience = transport.options().handshakeTimeout().multipliedBy(2).toMillis();
        QuicChannel.newBootstrap(socket)
                .option(ChannelOption.ALLOCATOR, socket.alloc())
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        (int) Math.min(patience, Integer.MAX_VALUE))
                .option(
                        QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR,
                        transport.segments(socket))
                .remoteAddress(node)
                .handler(session)
                .connect()
                .addListener(
                        connected -> {
                            if (!connected.isSuccess()) {
                                session.fail(connected.cause());
                            }
                        });
    }
}
