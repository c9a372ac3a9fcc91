package io.gost.spi.testkit;

import static io.gost.spi.testkit.Checks.assumeCan;

import org.junit.jupiter.api.Test;

import java.io.IOException;

/**
 * What a stream over any transport owes its two ends: it behaves as TCP does. Implement {@link
 * TransportContract}, or {@link ListenerContract} or {@link DialerContract} where there is only one
 * half.
 */
public interface StreamContract extends Contract {
    /** Bytes go through unchanged, both ways at the same time. */
    @Test
    default void transportCarriesOneMebibyteEachWayUnchanged() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            tunnels(network, false).carriesOneMebibyteEachWay();
        }
    }

    /** No phase relies on a message arriving in one piece, on either side. */
    @Test
    default void transportUnderstandsAHandshakeThatArrivesByteByByte() {
        try (TestNetwork network = TestNetwork.open()) {
            TunnelChecks tunnels = tunnels(network, true);
            Checks.expectPiecesUnderstood(tunnels::carriesAFewBytes);
        }
    }

    /** What the server says first reaches the client. */
    @Test
    default void transportPassesOnWhatTheServerSaysFirst() throws IOException {
        assumeCan(this, Capability.SERVER_FIRST);
        try (TestNetwork network = TestNetwork.open()) {
            tunnels(network, false).carriesWhatTheTargetSaysFirst();
        }
    }

    /** The end of the client's output reaches the server, and answers still come back. */
    @Test
    default void transportPassesOnTheEndOfTheClientsOutput() throws IOException {
        assumeCan(this, Capability.HALF_CLOSE);
        try (TestNetwork network = TestNetwork.open()) {
            tunnels(network, false).carriesTheEndOfTheClientsOutput();
        }
    }

    /** The end of the server's output reaches the client, and its bytes still go out. */
    @Test
    default void transportPassesOnTheEndOfTheServersOutput() throws IOException {
        assumeCan(this, Capability.HALF_CLOSE);
        try (TestNetwork network = TestNetwork.open()) {
            tunnels(network, false).carriesTheEndOfTheTargetsOutput();
        }
    }

    /** Back pressure: from a server that does not read to the client. */
    @Test
    default void transportStopsAClientWhoseServerDoesNotRead() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            tunnels(network, false).stopsAClientWhoseTargetDoesNotRead();
        }
    }

    /** Back pressure: from a client that does not read to the server. */
    @Test
    default void transportStopsAServerWhoseClientDoesNotRead() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            tunnels(network, false).stopsATargetWhoseClientDoesNotRead();
        }
    }

    private TunnelChecks tunnels(TestNetwork network, boolean trickling) {
        return new TunnelChecks(
                network,
                new TransportRig(network, this).opening(trickling),
                new byte[without().contains(Capability.SERVER_FIRST) ? 1 : 0]);
    }
}
