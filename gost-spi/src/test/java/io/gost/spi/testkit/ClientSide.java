package io.gost.spi.testkit;

import io.gost.spi.ConnectorProvider;
import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.Target;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;

/** Speaks the client's part of a protocol with the handler under test. */
@FunctionalInterface
public interface ClientSide {
    /**
     * Opens a tunnel through a service.
     *
     * @param network the test's network
     * @param call who is asked for what
     * @return the client's end of the tunnel; what is sent now reaches the target
     * @throws GostException when the service refuses
     * @throws IOException when the service closes the connection instead
     */
    Peer open(TestNetwork network, Call call) throws IOException;

    /**
     * One request.
     *
     * @param service where the service listens
     * @param target where the client wants to go
     * @param credentials who the client is, or {@code null}
     * @param narrow whether the client's socket shall take in little before it is read
     */
    record Call(
            InetSocketAddress service,
            Target target,
            @Nullable Credentials credentials,
            boolean narrow) {
        /**
         * Connects to the service.
         *
         * @param network the test's network
         * @return the client's end
         */
        public Peer connect(TestNetwork network) {
            return narrow ? network.connectNarrow(service) : network.connect(service);
        }
    }

    /** What is said over a socket, for clients written by hand. */
    @FunctionalInterface
    interface Dialogue {
        /**
         * Asks for the target and reads the answer, and not one byte more.
         *
         * @param peer a connection to the service
         * @param call what to ask for
         * @throws GostException when the service refuses
         * @throws IOException when the service closes the connection instead
         */
        void speak(Peer peer, Call call) throws IOException;
    }

    /**
     * A client that says nothing, for handlers that relay from the first byte.
     *
     * @return the client
     */
    static ClientSide plain() {
        return speaking((_, _) -> {});
    }

    /**
     * A client written by hand.
     *
     * @param dialogue what it says
     * @return the client
     */
    static ClientSide speaking(Dialogue dialogue) {
        return (network, call) -> {
            Peer peer = call.connect(network);
            dialogue.speak(peer, call);
            return peer;
        };
    }

    /**
     * The protocol's own connector as client, so that handler and connector are tested against each
     * other.
     *
     * @param provider makes the connector
     * @return the client
     */
    static ClientSide of(ConnectorProvider<?> provider) {
        return of(provider, Map.of());
    }

    /**
     * As {@link #of(ConnectorProvider)}.
     *
     * @param provider makes the connector
     * @param metadata the connector's metadata
     * @return the client
     */
    static ClientSide of(ConnectorProvider<?> provider, Map<String, ?> metadata) {
        return (network, call) -> {
            ConnectorCall asked =
                    new ConnectorCall(network, provider, metadata, call.credentials());
            Channel tunnel = asked.connect(asked.dial(call.service()), call.target());
            return network.bridge(tunnel, call.narrow() ? TestNetwork.NARROW : 0);
        };
    }
}
