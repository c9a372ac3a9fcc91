package io.gost.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.support.Parking;
import io.gost.spi.testkit.Contract.Capability;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletionStage;

/** Expectations that several contracts share. */
final class Checks {
    private static final String NO_BUG =
            "the category: what a peer does is no bug of ours; fail with a GostException that says"
                    + " what it did";

    private Checks() {}

    /** Something that may give a tunnel. */
    @FunctionalInterface
    interface Attempt {
        Peer open() throws IOException;
    }

    /** Something that is tried out. */
    @FunctionalInterface
    interface Trial {
        void run() throws IOException;
    }

    /** What works in one piece works byte by byte. */
    static void expectPiecesUnderstood(Trial trial) {
        try {
            trial.run();
        } catch (GostException | IOException | AssertionError e) {
            throw new AssertionError(
                    "what arrived byte by byte was not understood; wait for the rest of a message,"
                            + " as HandshakePhase does",
                    e);
        }
    }

    /** Leaves a test out when the plugin lacks what it is about. */
    static void assumeCan(Contract contract, Capability capability) {
        assumeFalse(contract.without().contains(capability), "without " + capability);
    }

    /** A refusal is an answer that says so, or a closed connection; never silence. */
    static void expectRefusal(Attempt attempt) {
        try {
            attempt.open().expectClosed();
        } catch (GostException refused) {
            assertThat(refused.category()).as(NO_BUG).isNotEqualTo(Category.INTERNAL);
        } catch (SocketTimeoutException e) {
            throw new AssertionError(
                    "neither an answer nor a close: say why, then session.end(failure) or close the"
                            + " channel",
                    e);
        } catch (IOException closed) {
            // That is an answer, too.
        }
    }

    /** A tunnel opens, or the failure says why it may not have. */
    static Peer expectAgreement(Attempt attempt, String advice) {
        try {
            return attempt.open();
        } catch (GostException | IOException refused) {
            throw new AssertionError(advice, refused);
        }
    }

    /** A stage fails with a category that is not a bug, in time. */
    static void expectFailure(CompletionStage<?> stage) {
        GostException failure = null;
        try {
            Await.result(stage);
        } catch (GostException e) {
            failure = e;
        }
        assertThat(failure)
                .as(
                        "what the stage fails with; it completed, although the other side broke off"
                                + " or said no")
                .isNotNull();
        assertThat(failure.category()).as(NO_BUG).isNotEqualTo(Category.INTERNAL);
    }

    /** What belongs to a connection happens on its event loop. */
    static void onLoop(TestNetwork network, EventLoop loop, String what) {
        if (!loop.inEventLoop()) {
            network.complain(
                    what
                            + " came on thread "
                            + Thread.currentThread().getName()
                            + " instead of the connection's event loop; bring it there with"
                            + " Stages.on(stage, channel.eventLoop())",
                    null);
        }
    }

    /** A channel that changes hands is parked. On its event loop. */
    static void parked(TestNetwork network, Channel channel) {
        if (channel.config().isAutoRead() || !(channel.pipeline().last() instanceof Parking)) {
            network.complain(
                    "a channel changed hands without being parked, "
                            + channel.pipeline()
                            + "; call Parking.park(channel) before a handler removes itself, and"
                            + " leave auto-read off",
                    null);
        }
    }

    /** Receives what has to come, or says why it may not have. */
    static byte[] receive(Peer peer, int count, String advice) {
        try {
            return peer.receive(count);
        } catch (IOException e) {
            throw new AssertionError(advice, e);
        }
    }

    /** Receives everything up to an end that has to come, or says why it may not have. */
    static byte[] receiveToEnd(Peer peer, String advice) {
        try {
            return peer.receiveToEnd();
        } catch (IOException e) {
            throw new AssertionError(advice, e);
        }
    }

    /** The other side closes, or has been told that it should. */
    static void expectClosed(Peer peer, String advice) {
        try {
            peer.expectClosed();
        } catch (AssertionError e) {
            throw new AssertionError(advice, e);
        }
    }

    /** Sends and ends the output; who refuses early may close before all of it is sent. */
    static void sendToTheEnd(Peer peer, byte[] bytes) {
        try {
            peer.send(bytes);
            peer.endOutput();
        } catch (IOException closed) {
            // As announced.
        }
    }
}
