package io.gost.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.LeakExtension;
import io.gost.spi.testkit.LoopbackServer;
import io.gost.spi.testkit.Payload;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestNetwork;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The relay between sockets that live on two event loops. */
final class RelayLoopsTest {
    @RegisterExtension static final LeakExtension LEAKS = new LeakExtension();

    private static final int PAIRS = 8;
    private static final WriteBufferWaterMark LOW = new WriteBufferWaterMark(1 << 10, 4 << 10);

    private final List<CompletionStage<Relay.Outcome>> outcomes = new ArrayList<>();

    @Test
    void neverStallsHoweverOftenTheSidesBecomeFull() {
        try (TestNetwork network = TestNetwork.open()) {
            List<CompletableFuture<?>> work = new ArrayList<>();
            for (int i = 0; i < PAIRS; i++) {
                LoopbackServer left = network.narrowServer();
                LoopbackServer right = network.narrowServer();
                join(network, left, right);
                Peer one = left.accept();
                Peer other = right.accept();
                work.add(network.blocking(() -> say(one)));
                work.add(network.blocking(() -> say(other)));
                work.add(network.blocking(() -> hear(one)));
                work.add(network.blocking(() -> hear(other)));
            }
            work.forEach(Await::result);
            for (CompletionStage<Relay.Outcome> outcome : outcomes) {
                assertThat(Await.result(outcome))
                        .isEqualTo(new Relay.Outcome(Payload.MEBIBYTE, Payload.MEBIBYTE, null));
            }
        }
    }

    @Test
    void endsOnBothLoopsWhenOneSideBreaks() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            LoopbackServer left = network.manualServer();
            LoopbackServer right = network.manualServer();
            join(network, left, right);
            Peer other = right.accept();
            left.accept().reset();
            other.expectClosed();
            assertThat(Await.result(outcomes.getFirst()).failure()).isNotNull();
        }
    }

    private void join(TestNetwork network, LoopbackServer left, LoopbackServer right) {
        EventLoop first = network.nextLoop();
        EventLoop second = network.nextLoop();
        assertThat(first).isNotSameAs(second);
        Channel one = Await.result(network.dial(left.address(), first));
        Channel other = Await.result(network.dial(right.address(), second));
        one.config().setWriteBufferWaterMark(LOW);
        other.config().setWriteBufferWaterMark(LOW);
        CompletableFuture<Relay.Outcome> outcome = new CompletableFuture<>();
        outcomes.add(outcome);
        first.execute(
                () -> Relay.join(one, other, Duration.ofMinutes(1)).thenAccept(outcome::complete));
    }

    private static Void say(Peer peer) throws IOException {
        peer.send(Payload.of(7, Payload.MEBIBYTE));
        peer.endOutput();
        return null;
    }

    private static Void hear(Peer peer) throws IOException {
        assertThat(peer.receiveToEnd()).isEqualTo(Payload.of(7, Payload.MEBIBYTE));
        return null;
    }
}
