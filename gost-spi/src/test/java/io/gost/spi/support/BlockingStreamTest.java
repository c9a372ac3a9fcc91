package io.gost.spi.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.LeakExtension;
import io.gost.spi.testkit.LoopbackServer;
import io.gost.spi.testkit.Payload;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestNetwork;
import io.netty.channel.Channel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

final class BlockingStreamTest {
    @RegisterExtension static final LeakExtension LEAKS = new LeakExtension();

    /** What one direction may hold: the queue, a read, the system's buffers at both ends. */
    private static final int BOUND = 2 << 20;

    private final TestNetwork network = TestNetwork.open();
    private Channel channel;
    private Peer peer;
    private BlockingStream stream;

    @BeforeEach
    void connect() {
        LoopbackServer server = network.manualServer();
        channel = Await.result(network.dial(server.address(), network.nextLoop()));
        peer = server.accept();
        stream = Await.on(channel.eventLoop(), () -> BlockingStream.over(channel));
    }

    @AfterEach
    void close() {
        stream.discard();
        channel.close();
        network.close();
    }

    @Test
    void readsWhatArrives() throws IOException {
        peer.send(new byte[] {1, 2, (byte) 255});
        assertThat(stream.input().read()).isEqualTo(1);
        assertThat(stream.input().readNBytes(2)).containsExactly(2, 255);
        assertThat(stream.input().read(new byte[0])).isZero();
        assertThat(stream.input().available()).isZero();
    }

    @Test
    void writesAtOnce() throws IOException {
        stream.output().write(7);
        assertThat(peer.receive(1)).containsExactly(7);
        stream.output().write(Payload.of(1, 100_000));
        assertThat(peer.receive(100_000)).isEqualTo(Payload.of(1, 100_000));
    }

    @Test
    void endsWithThePeersOutput() throws IOException {
        peer.send(new byte[] {1});
        peer.endOutput();
        assertThat(stream.input().readAllBytes()).containsExactly(1);
        assertThat(stream.input().read()).isEqualTo(-1);
        stream.output().write(2);
        assertThat(peer.receive(1)).containsExactly(2);
    }

    @Test
    void endsItsOutputAloneWhenThatIsClosed() throws IOException {
        stream.output().write(1);
        stream.output().close();
        assertThat(peer.receiveToEnd()).containsExactly(1);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> stream.output().write(1));
        peer.send(new byte[] {2});
        assertThat(stream.input().read()).isEqualTo(2);
    }

    @Test
    void stopsReadingFromThePeerWhenNobodyReads() throws IOException {
        byte[] flood = Payload.of(2, 8 << 20);
        CompletableFuture<?> flooding = network.blocking(() -> send(flood));
        Await.until("reading has stopped", () -> !channel.config().isAutoRead());
        assertThat(stream.input().available()).isBetween(64 << 10, BOUND);
        assertThat(flooding).isNotDone();
        assertThat(stream.input().readNBytes(flood.length)).isEqualTo(flood);
        Await.result(flooding);
    }

    @Test
    void waitsForAPeerThatDoesNotRead() throws IOException {
        byte[] flood = Payload.of(3, 8 << 20);
        CompletableFuture<?> flooding =
                network.blocking(
                        () -> {
                            stream.output().write(flood);
                            return null;
                        });
        Await.until("the writer waits", () -> !channel.isWritable());
        assertThat(channel.unsafe().outboundBuffer().totalPendingWriteBytes()).isLessThan(BOUND);
        assertThat(flooding).isNotDone();
        assertThat(peer.receive(flood.length)).isEqualTo(flood);
        Await.result(flooding);
    }

    @Test
    void throwsWhenThePeerBreaksTheConnection() throws IOException {
        peer.reset();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> stream.input().readAllBytes())
                .withMessageContaining("reset");
    }

    @Test
    void throwsWhenItWritesToAClosedChannel() {
        channel.close().syncUninterruptibly();
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> stream.output().write(1));
    }

    @Test
    void wakesAReaderWhenItIsDiscarded() {
        CompletableFuture<Integer> reading = network.blocking(() -> stream.input().read());
        stream.discard();
        Await.until("the reader is awake", reading::isDone);
        assertThat(reading.exceptionNow()).isInstanceOf(IOException.class);
    }

    @Test
    void wakesAReaderThatIsInterrupted() throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread reader =
                Thread.startVirtualThread(
                        () -> {
                            try {
                                stream.input().read();
                            } catch (IOException e) {
                                assertThat(Thread.currentThread().isInterrupted()).isTrue();
                                thrown.set(e);
                            }
                        });
        reader.interrupt();
        assertThat(reader.join(Await.PATIENCE)).isTrue();
        assertThat(thrown.get()).isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void refusesToBlockAnEventLoop() {
        assertThatIllegalStateException()
                .isThrownBy(() -> channel.eventLoop().submit(() -> stream.input().read()).sync());
    }

    @Test
    void givesTheChannelBackWithWhatWasNotRead() throws IOException {
        peer.send(new byte[] {1, 2, 3});
        peer.endOutput();
        assertThat(stream.input().read()).isEqualTo(1);
        LoopbackServer next = network.manualServer();
        Channel upstream = Await.result(network.dial(next.address(), channel.eventLoop()));
        Await.on(
                channel.eventLoop(),
                () -> {
                    stream.release();
                    assertThat(channel.config().isAutoRead()).isFalse();
                    return Relay.join(channel, upstream, Duration.ZERO);
                });
        Peer target = next.accept();
        assertThat(target.receiveToEnd()).containsExactly(2, 3);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> stream.input().read());
    }

    @Test
    void releasesAChannelThatHasClosedMeanwhile() throws IOException {
        peer.send(new byte[] {1, 2, 3});
        assertThat(stream.input().read()).isEqualTo(1);
        channel.close().syncUninterruptibly();
        Await.until("the pipeline is gone", () -> !channel.isRegistered());
        Await.on(
                channel.eventLoop(),
                () -> {
                    stream.release();
                    return true;
                });
    }

    private Void send(byte[] bytes) throws IOException {
        peer.send(bytes);
        return null;
    }
}
