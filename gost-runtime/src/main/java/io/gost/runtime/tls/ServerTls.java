package io.gost.runtime.tls;

import io.gost.spi.TlsMaterial;
import io.gost.spi.TlsServer;
import io.gost.spi.support.Parking;
import io.gost.spi.support.Stages;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The server's side of a {@code tls:} block. */
final class ServerTls implements TlsServer {
    /** GOST has none; a client that says nothing would stay for ever. */
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);

    private static final String PEER = "TLS client";

    private final CurrentTls current;

    ServerTls(CurrentTls current) {
        this.current = current;
    }

    @Override
    public TlsMaterial material() {
        return current.get().material();
    }

    @Override
    public List<String> versions() {
        return current.rules().versions();
    }

    @Override
    public List<String> cipherSuites() {
        return current.rules().cipherSuites();
    }

    @Override
    public CompletionStage<Channel> accept(Channel channel, List<String> protocols) {
        return current.forHandshake(channel.eventLoop())
                .thenCompose(state -> handshake(channel, state, protocols))
                .whenComplete(
                        (_, failure) -> {
                            if (failure != null) {
                                channel.close();
                            }
                        });
    }

    private static CompletionStage<Channel> handshake(
            Channel channel, TlsState state, List<String> protocols) {
        List<String> offered = state.applicationProtocols(protocols);
        SslHandler ssl = state.handler(channel.alloc(), offered);
        TlsLayer layer = new TlsLayer(ssl, PEER);
        ssl.setHandshakeTimeoutMillis(0); // the deadline below counts the greeting too
        CompletionStage<Channel> established =
                Stages.within(layer.established(), channel, HANDSHAKE, PEER);
        if (HelloRules.needed(state.material(), offered)) {
            Parking.takeOver(channel, new HelloRules(state.material(), offered, ssl), layer);
        } else {
            Parking.takeOver(channel, ssl, layer);
        }
        return established;
    }
}
