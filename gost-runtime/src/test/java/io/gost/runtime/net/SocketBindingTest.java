package io.gost.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gost.spi.Binding;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.gost.spi.support.Parking;
import io.gost.spi.testkit.Await;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

class SocketBindingTest {
    private final HostNetwork network = HostNetwork.open(3, NOPLogger.NOP_LOGGER);
    private final EventLoop loop = network.sockets().nextLoop();

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void everythingHappensOnTheLoopOfWhoeverAsked() throws IOException {
        for (int i = 0; i < 4; i++) {
            CompletableFuture<Binding> opened = new CompletableFuture<>();
            CompletableFuture<Boolean> onLoop = new CompletableFuture<>();
            loop.execute(
                    () ->
                            open("127.0.0.1")
                                    .whenComplete(
                                            (binding, _) -> {
                                                onLoop.complete(loop.inEventLoop());
                                                opened.complete(binding);
                                            }));
            assertThat(Await.result(onLoop)).isTrue();
            Binding binding = Await.result(opened);
            try (Socket peer = connect(binding)) {
                Channel channel = Await.stageOn(loop, binding::accept);
                assertThat(channel.eventLoop()).isSameAs(loop);
                assertThat(channel.remoteAddress()).isEqualTo(peer.getLocalSocketAddress());
                assertThat(channel.pipeline().last()).isInstanceOf(Parking.class);
            }
        }
    }

    @Test
    void givesConnectionsToWhoeverWaitsInOrder() throws IOException {
        Binding binding = Await.stageOn(loop, () -> open("127.0.0.1"));
        CompletionStage<Channel> first = Await.on(loop, binding::accept);
        CompletionStage<Channel> givenUp = Await.on(loop, binding::accept);
        CompletionStage<Channel> last = Await.on(loop, binding::accept);
        loop.execute(() -> givenUp.toCompletableFuture().cancel(false));
        try (Socket one = connect(binding)) {
            assertThat(Await.result(first).remoteAddress()).isEqualTo(one.getLocalSocketAddress());
            try (Socket two = connect(binding)) {
                assertThat(Await.result(last).remoteAddress())
                        .isEqualTo(two.getLocalSocketAddress());
            }
        }
    }

    @Test
    void closingStopsListeningAndClosesWhatNobodyAccepted() throws IOException {
        Binding binding = Await.stageOn(loop, () -> open("127.0.0.1"));
        try (Socket taken = connect(binding);
                Socket waiting = connect(binding)) {
            Channel kept = Await.stageOn(loop, binding::accept);
            Channel passed = Await.stageOn(loop, binding::accept);
            try (Socket unasked = connect(binding)) {
                CompletionStage<Channel> answered = Await.on(loop, binding::accept);
                Channel third = Await.result(answered);
                CompletionStage<Channel> never = Await.on(loop, binding::accept);
                loop.execute(binding::close);
                expectClosed(never);
                assertThat(third.isActive()).isTrue();
                assertThat(unasked.isConnected()).isTrue();
            }
            assertThat(kept.isActive()).isTrue();
            assertThat(passed.isActive()).isTrue();
            loop.execute(binding::close);
            expectClosed(Await.on(loop, binding::accept));
            assertThat(taken.isConnected() && waiting.isConnected()).isTrue();
        }
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> connect(binding));
    }

    @Test
    void aPeerThatNobodyAskedForIsClosedWithTheBinding() throws IOException {
        Binding binding = Await.stageOn(loop, () -> open("127.0.0.1"));
        try (Socket first = connect(binding);
                Socket second = connect(binding)) {
            // Arrivals keep their order: when the first is here, the second comes next.
            Await.stageOn(loop, binding::accept);
            loop.execute(binding::close);
            assertThat(first.isConnected()).isTrue();
            assertThat(isClosed(second)).isTrue();
        }
    }

    @Test
    void refusesNetworksThatDoNotListen() {
        Target target = new Target(Network.UDP, "127.0.0.1", 0);
        assertThatExceptionOfType(GostException.class)
                .isThrownBy(() -> Await.result(SocketBinding.open(network, target, loop)))
                .returns(Category.CONFIG, GostException::category);
    }

    private CompletionStage<Binding> open(String host) {
        return SocketBinding.open(network, Target.tcp(host, 0), loop);
    }

    private static Socket connect(Binding binding) throws IOException {
        Socket socket = new Socket();
        socket.connect(binding.address(), 5_000);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static boolean isClosed(Socket peer) throws IOException {
        try {
            return peer.getInputStream().read() < 0;
        } catch (SocketException reset) {
            // It was still in the kernel's queue.
            return true;
        }
    }

    private static void expectClosed(CompletionStage<Channel> stage) {
        assertThatExceptionOfType(GostException.class)
                .isThrownBy(() -> Await.result(stage))
                .withMessage("binding is closed")
                .returns(Category.UNREACHABLE, GostException::category);
    }
}
