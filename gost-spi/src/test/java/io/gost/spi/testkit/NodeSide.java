package io.gost.spi.testkit;

import io.gost.spi.Credentials;
import io.gost.spi.HandlerProvider;
import io.gost.spi.support.BlockingSession;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;

/** Speaks the node's part of a protocol with the connector under test. */
@FunctionalInterface
public interface NodeSide {
    /**
     * Starts a node that leads where the network's {@link TestRouter} says.
     *
     * @param network the test's network
     * @param credentials the only user let in, or {@code null} for everybody
     * @return where it listens
     */
    InetSocketAddress start(TestNetwork network, @Nullable Credentials credentials);

    /**
     * The protocol's own handler as node, so that connector and handler are tested against each
     * other.
     *
     * @param provider makes the handler
     * @return the node
     */
    static NodeSide of(HandlerProvider<?> provider) {
        return of(provider, Map.of());
    }

    /**
     * As {@link #of(HandlerProvider)}.
     *
     * @param provider makes the handler
     * @param metadata the handler's metadata
     * @return the node
     */
    static NodeSide of(HandlerProvider<?> provider, Map<String, ?> metadata) {
        return (network, credentials) ->
                TestService.of(network, provider)
                        .metadata(metadata)
                        .credentials(credentials)
                        .start()
                        .address();
    }

    /** What a node says over a connection, for nodes written by hand. */
    @FunctionalInterface
    interface Dialogue {
        /**
         * Serves one client as plain stream code, up to {@code relay}.
         *
         * @param session the client; {@code connect} and {@code forward} lead where the network's
         *     {@link TestRouter} says
         * @throws IOException when the client leaves
         */
        void serve(BlockingSession session) throws IOException;
    }

    /**
     * A node written by hand.
     *
     * @param dialogue what it says
     * @return the node
     */
    static NodeSide speaking(Dialogue dialogue) {
        return of(new SpokenNode(dialogue));
    }
}
