package io.gost.spi.support;

import io.gost.spi.DialRequest;
import io.gost.spi.Dialer;
import io.netty.channel.Channel;

import java.util.concurrent.CompletionStage;

/** The dialer of a {@link StreamTransport}. */
final class StreamDialer implements Dialer {
    private final StreamTransport transport;

    StreamDialer(StreamTransport transport) {
        this.transport = transport;
    }

    @Override
    public CompletionStage<Channel> dial(DialRequest request) {
        return request.open(transport.socketOptions());
    }

    @Override
    public CompletionStage<Channel> handshake(Channel channel, DialRequest request) {
        return transport.connect(channel, request);
    }
}
