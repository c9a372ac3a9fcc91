package io.gost.spi.testkit;

import io.gost.spi.DialRequest;
import io.gost.spi.SocketOptions;
import io.gost.spi.Target;
import io.gost.spi.support.Stages;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * A request to reach a node.
 *
 * @param network the test's network
 * @param eventLoop the loop of the channel
 * @param address the node's address as configured
 * @param server where the node really is
 * @param timeout how long the route may take
 */
public record TestDialRequest(
        TestNetwork network,
        EventLoop eventLoop,
        Target address,
        SocketAddress server,
        Duration timeout)
        implements DialRequest {
    /**
     * A request with GOST's time-out of 15 s.
     *
     * @param network the test's network
     * @param eventLoop the loop of the channel
     * @param address the node's address as configured
     * @param server where the node really is
     */
    public TestDialRequest(
            TestNetwork network, EventLoop eventLoop, Target address, SocketAddress server) {
        this(network, eventLoop, address, server, Duration.ofSeconds(15));
    }

    @Override
    public CompletionStage<Channel> open(SocketOptions options) {
        return Stages.on(network.dial(server, eventLoop), eventLoop);
    }

    @Override
    public CompletionStage<Channel> openDatagrams() {
        return Stages.on(network.datagrams(TestNetwork.loopback(), eventLoop), eventLoop)
                .thenApply(
                        channel -> {
                            channel.attr(PEER).set((InetSocketAddress) server);
                            return channel;
                        });
    }
}
