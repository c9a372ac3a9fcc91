package io.gost.plugin.mtls;

import io.gost.spi.DialRequest;
import io.gost.spi.SocketOptions;
import io.gost.spi.TlsClient;
import io.gost.spi.TlsServer;
import io.gost.spi.support.Stages;
import io.gost.spi.support.StreamTransport;
import io.netty.channel.Channel;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** What is below the multiplexer. */
sealed interface TlsLayer extends StreamTransport {
    /** What is read from the metadata. */
    MtlsOptions options();

    @Override
    default SocketOptions socketOptions() {
        return options().socket();
    }

    /**
     * The listener's side.
     *
     * @param options what the metadata say
     * @param tls the block's TLS
     */
    record Accepting(MtlsOptions options, TlsServer tls) implements TlsLayer {
        @Override
        public CompletionStage<Channel> accept(Channel channel) {
            return tls.accept(channel, List.of());
        }
    }

    /**
     * The dialer's side.
     *
     * @param options what the metadata say
     * @param tls the block's TLS
     */
    record Connecting(MtlsOptions options, TlsClient tls) implements TlsLayer {
        @Override
        public CompletionStage<Channel> connect(Channel channel, DialRequest request) {
            return Stages.within(
                    tls.connect(channel, request.address(), List.of()),
                    channel,
                    options.handshakeTimeout(),
                    "TLS server");
        }
    }
}
