package io.gost.runtime.tls;

import io.gost.spi.GostException.Category;
import io.gost.spi.Target;
import io.gost.spi.TlsClient;
import io.gost.spi.TlsMaterial;
import io.gost.spi.support.Parking;
import io.gost.spi.support.Stages;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;

/** The client's side of a {@code tls:} block. */
final class ClientTls implements TlsClient {
    private static final String PEER = "TLS server";

    private final CurrentTls current;
    private final String node;
    private final boolean secure;

    /**
     * Makes the side.
     *
     * @param node asked for when neither the block nor the caller names the server
     * @param secure whether the block verifies the server
     */
    ClientTls(CurrentTls current, String node, boolean secure) {
        this.current = current;
        this.node = node;
        this.secure = secure;
    }

    @Override
    public boolean isSecure() {
        return secure;
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
    public CompletionStage<Channel> connect(Channel channel, Target peer, List<String> protocols) {
        return current.forHandshake(channel.eventLoop())
                .thenCompose(state -> handshake(channel, state, peer, protocols))
                .whenComplete(
                        (_, failure) -> {
                            if (failure != null) {
                                channel.close();
                            }
                        });
    }

    private CompletionStage<Channel> handshake(
            Channel channel, TlsState state, Target peer, List<String> protocols) {
        TlsMaterial material = state.material();
        String name = name(material, peer);
        if (name.isEmpty() && material.verifiesName()) {
            return Stages.failed(
                    Category.HANDSHAKE,
                    "tls.secure needs a server's name; give tls.serverName or a node address with"
                            + " a host");
        }
        Resumption.Handshake handshake =
                state.resumption()
                        .prepare(
                                () -> handler(channel, state, name, peer.port(), protocols),
                                channel.alloc());
        SslHandler ssl = handshake.handler();
        TlsLayer layer =
                new TlsLayer(
                        ssl, PEER, answer -> state.resumption().established(handshake, answer));
        Parking.takeOver(channel, ssl, layer);
        if (handshake.greeting() != null) {
            send(handshake.greeting(), channel.pipeline().context(ssl));
        }
        return layer.established()
                .whenComplete(
                        (_, failure) -> {
                            if (failure != null) {
                                state.resumption().failed(handshake, failure);
                            }
                        });
    }

    private static void send(ByteBuf greeting, @Nullable ChannelHandlerContext tls) {
        if (tls == null) {
            greeting.release(); // the connection has gone
        } else {
            tls.writeAndFlush(greeting);
        }
    }

    private static SslHandler handler(
            Channel channel, TlsState state, String name, int port, List<String> protocols) {
        SslHandler ssl =
                state.handler(channel.alloc(), state.applicationProtocols(protocols), name, port);
        ssl.setHandshakeTimeoutMillis(0); // the route has a deadline
        askFor(name, ssl);
        return ssl;
    }

    private String name(TlsMaterial material, Target peer) {
        String given = material.serverName();
        String otherwise = peer.host().isEmpty() ? node : peer.host();
        return withoutFinalDots(given.isEmpty() ? otherwise : given);
    }

    /** The JDK and BoringSSL ask for names with a dot only; GOST asks for all but addresses. */
    private static void askFor(String name, SslHandler ssl) {
        hostName(name)
                .ifPresent(
                        host -> {
                            SSLParameters parameters = ssl.engine().getSSLParameters();
                            parameters.setServerNames(List.of(host));
                            ssl.engine().setSSLParameters(parameters);
                        });
    }

    private static Optional<SNIHostName> hostName(String name) {
        if (name.isEmpty()
                || NetUtil.isValidIpV4Address(name)
                || NetUtil.isValidIpV6Address(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SNIHostName(name));
        } catch (IllegalArgumentException e) {
            // Not a name that a certificate could have.
            return Optional.empty();
        }
    }

    private static String withoutFinalDots(String name) {
        int end = name.length();
        while (end > 0 && name.charAt(end - 1) == '.') {
            end--;
        }
        return name.substring(0, end);
    }
}
