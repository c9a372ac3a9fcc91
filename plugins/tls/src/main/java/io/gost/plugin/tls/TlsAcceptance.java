package io.gost.plugin.tls;

import io.gost.spi.SocketOptions;
import io.gost.spi.TlsServer;
import io.gost.spi.support.StreamTransport;
import io.netty.channel.Channel;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The listener's side.
 *
 * @param socketOptions the options of its sockets
 * @param tls the block's TLS
 */
record TlsAcceptance(SocketOptions socketOptions, TlsServer tls) implements StreamTransport {
    @Override
    public CompletionStage<Channel> accept(Channel channel) {
        return tls.accept(channel, List.of());
    }
}
