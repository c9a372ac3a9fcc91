package io.gost.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.GostException;
import io.gost.spi.Target;
import io.gost.spi.TlsClient;
import io.gost.spi.TlsServer;
import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestNetwork;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A server that takes connections, and clients for it. */
final class Handshake {
    private final TestNetwork network;
    private final Channel listening;
    private final BlockingQueue<CompletableFuture<Channel>> accepted = new LinkedBlockingQueue<>();

    Handshake(TestNetwork network, TlsServer server) {
        this(network, server, List.of());
    }

    Handshake(TestNetwork network, TlsServer server, List<String> protocols) {
        this.network = network;
        this.listening =
                network.listen(
                        channel -> {
                            network.closing(channel::close);
                            accepted.add(server.accept(channel, protocols).toCompletableFuture());
                        });
    }

    /** The server's end of the next connection; throws why there is none. */
    Channel server() throws InterruptedException {
        CompletableFuture<Channel> next = accepted.poll(10, java.util.concurrent.TimeUnit.SECONDS);
        return Await.result(next);
    }

    /** Why the server refused the next connection. */
    GostException refusal() throws InterruptedException {
        CompletableFuture<Channel> next = accepted.poll(10, java.util.concurrent.TimeUnit.SECONDS);
        try {
            Channel accepted = Await.result(next);
            throw new AssertionError("the server accepted " + accepted);
        } catch (GostException refused) {
            return refused;
        }
    }

    /** A client's end; throws why there is none. */
    Channel client(TlsClient client, String name) {
        return client(client, name, new ChannelInboundHandlerAdapter());
    }

    /** Counts the bytes that the server sends. */
    static ChannelHandler counting(AtomicInteger received) {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object msg) {
                received.addAndGet(((ByteBuf) msg).readableBytes());
                ctx.fireChannelRead(msg);
            }
        };
    }

    /** As {@link #client(TlsClient, String)}, with a handler below TLS. */
    Channel client(TlsClient client, String name, ChannelHandler below) {
        return client(client, name, below, CompletableFuture::completedStage);
    }

    /** As {@link #client(TlsClient, String, ChannelHandler)}, and does something at once. */
    Channel client(
            TlsClient client,
            String name,
            ChannelHandler below,
            Function<Channel, CompletionStage<Channel>> then) {
        Channel raw = Await.result(network.dial(listening.localAddress(), network.nextLoop()));
        network.closing(raw::close);
        raw.pipeline().addFirst(below);
        return Await.stageOn(
                raw.eventLoop(),
                () -> client.connect(raw, Target.tcp(name, 443), List.of()).thenCompose(then));
    }

    /** Connects, sends a few bytes each way and ends: then the client has the server's tickets. */
    void exchange(TlsClient client, String name, ChannelHandler below)
            throws IOException, InterruptedException {
        Peer near = network.bridge(client(client, name, below));
        Peer far = network.bridge(server());
        near.send("ping");
        assertThat(far.receiveText(4)).isEqualTo("ping");
        far.send("pong");
        assertThat(near.receiveText(4)).isEqualTo("pong");
        near.close();
        far.close();
    }

    /** A client without TLS. */
    Peer plainClient() {
        return network.connect(listening.localAddress());
    }
}
