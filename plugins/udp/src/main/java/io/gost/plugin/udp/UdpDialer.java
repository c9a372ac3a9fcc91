package io.gost.plugin.udp;

import io.gost.spi.DatagramDialer;
import io.gost.spi.DialRequest;
import io.gost.spi.support.Parking;
import io.netty.channel.Channel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sends datagrams to a node. */
final class UdpDialer implements DatagramDialer {
    @Override
    public CompletionStage<Channel> dial(DialRequest request) {
        return request.openDatagrams()
                .thenApply(
                        channel -> {
                            Parking.addLayers(
                                    channel, new NodePackets(channel.attr(DialRequest.PEER).get()));
                            return channel;
                        });
    }

    @Override
    public CompletionStage<Channel> handshake(Channel channel, DialRequest request) {
        return CompletableFuture.completedStage(channel);
    }
}
