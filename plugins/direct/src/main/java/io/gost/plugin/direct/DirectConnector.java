package io.gost.plugin.direct;

import io.gost.spi.ConnectRequest;
import io.gost.spi.DatagramConnector;
import io.netty.channel.Channel;

import java.util.concurrent.CompletionStage;

/** Opens targets from this host, whatever transport the node has. */
final class DirectConnector implements DatagramConnector {
    @Override
    public CompletionStage<Channel> connect(Channel channel, ConnectRequest request) {
        return request.openDirect().whenComplete((_, _) -> channel.close());
    }

    @Override
    public CompletionStage<Channel> associate(Channel channel, ConnectRequest request) {
        return connect(channel, request);
    }
}
