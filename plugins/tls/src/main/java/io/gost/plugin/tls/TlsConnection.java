package io.gost.plugin.tls;

import io.gost.spi.DialRequest;
import io.gost.spi.SocketOptions;
import io.gost.spi.TlsClient;
import io.gost.spi.support.Stages;
import io.gost.spi.support.StreamTransport;
import io.netty.channel.Channel;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The dialer's side.
 *
 * @param options what the node's metadata say
 * @param tls the block's TLS
 */
record TlsConnection(TlsDialerOptions options, TlsClient tls) implements StreamTransport {
    @Override
    public SocketOptions socketOptions() {
        return options.socket();
    }

    @Override
    public CompletionStage<Channel> connect(Channel channel, DialRequest request) {
        return Stages.within(
                tls.connect(channel, request.address(), List.of()),
                channel,
                options.handshakeTimeout(),
                "TLS server");
    }
}
