package io.gost.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.LeakExtension;
import io.gost.spi.testkit.LoopbackServer;
import io.gost.spi.testkit.Payload;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestNetwork;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;

final class LingeringCloseTest {
    @RegisterExtension static final LeakExtension LEAKS = new LeakExtension();

    private final TestNetwork network = TestNetwork.open();
    private Channel channel;
    private Peer peer;

    @BeforeEach
    void connect() {
        LoopbackServer server = network.manualServer();
        channel = Await.result(network.dial(server.address(), network.nextLoop()));
        peer = server.accept();
    }

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void whatWasWrittenIsNotTakenBackFromAPeerThatStillSends() throws IOException {
        byte[] answer = Payload.of(1, 50_000);
        peer.send(new byte[100_000]);
        closeAfter(answer);
        assertThat(peer.receiveToEnd()).isEqualTo(answer);
        peer.send(new byte[1]);
        assertThat(channel.isOpen()).isTrue();
        peer.endOutput();
        channel.closeFuture().syncUninterruptibly();
    }

    @Test
    void aPeerThatHasEndedIsNotWaitedFor() throws IOException {
        peer.endOutput();
        Await.on(
                channel.eventLoop(),
                () -> {
                    Parking.takeOver(channel);
                    return true;
                });
        Await.until("the end is seen", () -> isInputShutdown(channel));
        closeAfter(new byte[] {1});
        channel.closeFuture().syncUninterruptibly();
        assertThat(peer.receiveToEnd()).containsExactly(1);
    }

    @Test
    void aPeerThatSendsOnAndOnIsCutOff() throws IOException {
        closeAfter(new byte[] {1});
        assertThat(peer.receive(1)).containsExactly(1);
        network.blocking(
                () -> {
                    peer.send(new byte[8 << 20]);
                    return null;
                });
        channel.closeFuture().syncUninterruptibly();
    }

    @Test
    void aPeerThatNeitherSendsNorEndsIsCutOff() {
        closeAfter(new byte[] {1});
        Await.until("the moment is over", () -> !channel.isOpen());
    }

    @Test
    void aSecondCloseIsAtOnce() throws IOException {
        closeAfter(new byte[] {1});
        assertThat(peer.receiveToEnd()).containsExactly(1);
        assertThat(channel.isOpen()).isTrue();
        channel.close().syncUninterruptibly();
    }

    @Test
    void aPeerThatBreaksTheConnectionEndsIt() throws IOException {
        closeAfter(new byte[] {1});
        assertThat(peer.receiveToEnd()).containsExactly(1);
        peer.reset();
        channel.closeFuture().syncUninterruptibly();
    }

    private void closeAfter(byte[] lastWords) {
        channel.write(Unpooled.wrappedBuffer(lastWords));
        HalfClose.closeAfterFlush(channel);
    }

    private static boolean isInputShutdown(Channel channel) {
        return ((io.netty.channel.socket.SocketChannel) channel).isInputShutdown();
    }
}
