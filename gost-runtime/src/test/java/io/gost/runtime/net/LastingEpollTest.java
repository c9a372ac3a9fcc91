package io.gost.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gost.spi.Network;
import io.gost.spi.SocketOptions;
import io.gost.spi.support.Parking;
import io.gost.spi.testkit.Await;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.NetUtil;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.SubstituteLogger;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Clients that end their output while nobody reads from them. */
class LastingEpollTest {
    private static final int MORE_THAN_FITS = 16 << 20;

    private final Queue<SubstituteLoggingEvent> logged = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
    private Sockets sockets;
    private Channel server;

    @BeforeEach
    void listen() {
        assumeTrue(Transport.best() == Transport.EPOLL);
        sockets = Sockets.open(1, new SubstituteLogger("net", logged, false));
        server =
                Await.result(
                        sockets.listen(
                                Network.TCP4,
                                new InetSocketAddress(NetUtil.LOCALHOST4, 0),
                                SocketOptions.DEFAULT,
                                sockets.loops(),
                                accepted::add));
    }

    @AfterEach
    void close() {
        if (sockets != null) {
            sockets.close();
        }
    }

    @Test
    void canBeReadAndWrittenAgain() throws Exception {
        try (Socket client = connect()) {
            Channel channel = take();
            client.getOutputStream().write("last words".getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            passOneRoundOfEvents();
            write(channel, 5);
            assertThat(client.getInputStream().readNBytes(5)).hasSize(5);
            ReceivedText received = new ReceivedText();
            channel.eventLoop().execute(() -> Parking.takeOver(channel, received));
            Await.until("everything is read", received::ended);
            assertThat(received.text()).isEqualTo("last words");
            write(channel, 7);
            assertThat(client.getInputStream().readNBytes(7)).hasSize(7);
        }
    }

    @Test
    void canBeWrittenMoreThanFitsAndReadAfterwards() throws Exception {
        try (Socket client = connect()) {
            Channel channel = take();
            client.shutdownOutput();
            passOneRoundOfEvents();
            write(channel, MORE_THAN_FITS);
            passOneRoundOfEvents();
            assertThat(client.getInputStream().readNBytes(MORE_THAN_FITS)).hasSize(MORE_THAN_FITS);
            ReceivedText received = new ReceivedText();
            channel.eventLoop().execute(() -> Parking.takeOver(channel, received));
            Await.until("the end is seen", received::ended);
        }
    }

    @Test
    void aResetAfterTheEndIsNoticedThoughNobodyReads() throws Exception {
        Socket client = connect();
        Channel channel = take();
        client.shutdownOutput();
        passOneRoundOfEvents();
        write(channel, 1);
        client.setSoLinger(true, 0);
        client.close();
        assertThat(channel.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aSocketThatTheSystemDoesNotWatchIsClosedAndNamed() throws Exception {
        try (Socket client = connect()) {
            Channel channel = take();
            passOneRoundOfEvents();
            channel.eventLoop()
                    .submit(
                            () -> {
                                ((UnixChannel) channel).fd().close(); // behind Netty's back
                                channel.read();
                                return null;
                            })
                    .get();
            assertThat(channel.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(logged)
                    .extracting(SubstituteLoggingEvent::getLevel)
                    .containsExactly(Level.WARN);
            assertThat(logged.element().getArgumentArray()[1].toString())
                    .contains("Bad file descriptor");
        }
    }

    /** The one loop has seen everything that happened before another client was accepted. */
    private void passOneRoundOfEvents() throws Exception {
        try (Socket another = connect()) {
            assertThat(another.isConnected()).isTrue();
            take().close().await();
        }
    }

    private Channel take() throws InterruptedException {
        Channel channel = accepted.poll(10, TimeUnit.SECONDS);
        assertThat(channel).isNotNull();
        return channel;
    }

    private Socket connect() throws IOException {
        Socket client = new Socket();
        client.setReceiveBufferSize(16 << 10);
        client.connect(server.localAddress(), 5_000);
        client.setSoTimeout(10_000);
        return client;
    }

    private static void write(Channel channel, int count) {
        channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[count]));
    }
}
