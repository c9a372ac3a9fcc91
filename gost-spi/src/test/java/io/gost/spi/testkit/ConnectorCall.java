package io.gost.spi.testkit;

import io.gost.spi.ConnectRequest;
import io.gost.spi.Connector;
import io.gost.spi.ConnectorProvider;
import io.gost.spi.Credentials;
import io.gost.spi.DatagramConnector;
import io.gost.spi.Options;
import io.gost.spi.Target;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** Uses a connector as the runtime does. */
final class ConnectorCall {
    private final TestNetwork network;
    private final Connector connector;

    ConnectorCall(
            TestNetwork network,
            ConnectorProvider<?> provider,
            Map<String, ?> metadata,
            @Nullable Credentials credentials) {
        this.network = network;
        this.connector = create(provider, metadata, new TestConnectorContext(network, credentials));
    }

    /** Reaches the node; the channel is parked. */
    Channel dial(SocketAddress node) {
        return Await.result(network.dial(node, network.nextLoop()));
    }

    /** Asks the node for the target and waits for the answer. */
    Channel connect(Channel node, Target target) {
        return Await.result(start(node, target));
    }

    /** Asks the node for the target. */
    CompletionStage<Channel> start(Channel node, Target target) {
        return start(node, target, connector::connect);
    }

    /** Asks the node for an association and waits for the answer. */
    Channel associate(Channel node, Target target) {
        return Await.result(start(node, target, ((DatagramConnector) connector)::associate));
    }

    private CompletionStage<Channel> start(
            Channel node,
            Target target,
            BiFunction<Channel, ConnectRequest, CompletionStage<Channel>> question) {
        TestConnectRequest request = new TestConnectRequest(network, node.eventLoop(), target);
        CompletableFuture<Channel> answer = new CompletableFuture<>();
        node.eventLoop()
                .execute(
                        () ->
                                connector
                                        .handshake(node)
                                        .thenCompose(ready -> question.apply(ready, request))
                                        .whenComplete(
                                                (tunnel, failure) ->
                                                        finish(node, answer, tunnel, failure)));
        return answer;
    }

    private void finish(
            Channel node,
            CompletableFuture<Channel> answer,
            @Nullable Channel tunnel,
            @Nullable Throwable failure) {
        Checks.onLoop(network, node.eventLoop(), "the completion of a connector's stage");
        if (failure == null) {
            Checks.parked(network, tunnel);
            answer.complete(tunnel);
        } else {
            answer.completeExceptionally(
                    failure instanceof java.util.concurrent.CompletionException wrapped
                                    && wrapped.getCause() != null
                            ? wrapped.getCause()
                            : failure);
        }
    }

    private static <O> Connector create(
            ConnectorProvider<O> provider, Map<String, ?> metadata, TestConnectorContext context) {
        return provider.create(provider.read(Options.of(metadata)), context);
    }
}
