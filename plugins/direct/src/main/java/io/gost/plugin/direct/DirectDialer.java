package io.gost.plugin.direct;

import io.gost.spi.DialRequest;
import io.gost.spi.Dialer;
import io.gost.spi.support.VirtualChannel;
import io.netty.channel.Channel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Gives a placeholder for a connection that the connector of the same name does not use. Any other
 * connector finds that its node has hung up.
 */
final class DirectDialer implements Dialer {
    @Override
    public CompletionStage<Channel> dial(DialRequest request) {
        return CompletableFuture.completedStage(VirtualChannel.ended(request.eventLoop()));
    }

    @Override
    public CompletionStage<Channel> handshake(Channel channel, DialRequest request) {
        return CompletableFuture.completedStage(channel);
    }
}
