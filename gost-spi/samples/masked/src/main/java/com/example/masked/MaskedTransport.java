package com.example.masked;

import io.gost.spi.DialRequest;
import io.gost.spi.SocketOptions;
import io.gost.spi.support.Parking;
import io.gost.spi.support.Stages;
import io.gost.spi.support.StreamTransport;
import io.netty.channel.Channel;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;

/** TCP with a mask, both sides: a phase that ends, and a layer that stays. */
record MaskedTransport(MaskedOptions options) implements StreamTransport {
    @Override
    public SocketOptions socketOptions() {
        return options.sockets();
    }

    @Override
    public CompletionStage<Channel> accept(Channel channel) {
        return mask(channel, "masked client");
    }

    @Override
    public CompletionStage<Channel> connect(Channel channel, DialRequest request) {
        return mask(channel, "masked server");
    }

    private CompletionStage<Channel> mask(Channel channel, String peer) {
        int ours = ThreadLocalRandom.current().nextInt();
        CompletionStage<Integer> hello = new HelloPhase(peer, ours).run(channel);
        return Stages.within(hello, channel, options.handshakeTimeout(), peer)
                .thenApply(
                        theirs -> {
                            Parking.addLayers(channel, new MaskLayer(theirs, ours));
                            return channel;
                        });
    }
}
