package io.gost.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gost.spi.Acceptor;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.SocketOptions;
import io.gost.spi.support.Parking;
import io.gost.spi.testkit.Await;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.helpers.NOPLogger;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

@ParameterizedClass
@EnumSource(Transport.class)
class SocketsTest {
    private final Sockets sockets;
    private final EventLoop loop;

    SocketsTest(Transport transport) {
        assumeTrue(transport == Transport.NIO || Transport.best() == transport);
        sockets = Sockets.open(transport, 2, NOPLogger.NOP_LOGGER);
        loop = sockets.nextLoop();
    }

    @AfterEach
    void close() {
        sockets.close();
    }

    @Test
    void givesAConnectionAwayParkedAndOnItsLoop() throws IOException {
        try (ServerSocket server = listeningSocket()) {
            CompletableFuture<Boolean> asPromised = new CompletableFuture<>();
            // Started on the loop, so that the connection is not there before somebody listens.
            loop.execute(
                    () ->
                            sockets.connect(address(server), SocketOptions.DEFAULT, loop)
                                    .thenAccept(
                                            channel ->
                                                    asPromised.complete(
                                                            loop.inEventLoop()
                                                                    && channel.eventLoop() == loop
                                                                    && !channel.config()
                                                                            .isAutoRead()
                                                                    && channel.pipeline().last()
                                                                            instanceof Parking)));
            assertThat(Await.result(asPromised)).isTrue();
        }
    }

    @Test
    void cancellingAConnectClosesTheSocket() throws IOException {
        try (ServerSocket server = listeningSocket()) {
            Await.on(
                    loop,
                    () ->
                            sockets.connect(address(server), SocketOptions.DEFAULT, loop)
                                    .cancel(false));
            server.setSoTimeout(5_000);
            try (Socket accepted = server.accept()) {
                assertThat(accepted.getInputStream().read()).isEqualTo(-1);
            } catch (java.net.SocketTimeoutException e) {
                // Closed before the connection was there.
            }
        }
    }

    @Test
    void aRefusedConnectionNamesTheAddress() throws IOException {
        InetSocketAddress unused;
        try (ServerSocket server = listeningSocket()) {
            unused = address(server);
        }
        assertThatExceptionOfType(GostException.class)
                .isThrownBy(
                        () -> Await.result(sockets.connect(unused, SocketOptions.DEFAULT, loop)))
                .withMessage("dial 127.0.0.1:" + unused.getPort() + ": connection refused")
                .returns(Category.REFUSED, GostException::category);
    }

    @Test
    void keepAliveValuesBeyondTheKernelsLimitsDoNotBreakConnections() throws IOException {
        SocketOptions extreme =
                new SocketOptions(
                        Duration.ofDays(400), Duration.ofDays(400), 100_000, false, false);
        CompletableFuture<Channel> accepted = new CompletableFuture<>();
        Channel server = listen(Network.TCP4, "127.0.0.1", extreme, accepted::complete);
        Channel client =
                Await.result(
                        sockets.connect((InetSocketAddress) server.localAddress(), extreme, loop));
        assertThat(client.isActive()).isTrue();
        assertThat(Await.result(accepted).isActive()).isTrue();
    }

    @Test
    void aWatchedConnectionIsProbedOften() throws IOException {
        assertThat(watched(SocketOptions.DEFAULT)).containsExactly(5, 5, 3);
    }

    @Test
    void aWatchedConnectionKeepsTheValuesThatItWasGiven() throws IOException {
        Duration minute = Duration.ofMinutes(1);
        assertThat(watched(new SocketOptions(minute, minute, 2, false, false)))
                .containsExactly(60, 60, 2);
    }

    /** The values of a connection that is watched after it was made with others. */
    private List<Integer> watched(SocketOptions given) throws IOException {
        try (ServerSocket server = listeningSocket()) {
            Channel client = Await.result(sockets.connect(address(server), given, loop));
            return Await.on(
                    loop,
                    () -> {
                        KeepAlive.watch(client);
                        return KeepAlive.of(sockets.transport()).values(client.config());
                    });
        }
    }

    @Test
    void theWildcardIsBothFamiliesUnlessOnlyIpv4IsAskedFor() throws IOException {
        assumeTrue(hasIpv6());
        Channel both = listen(Network.TCP, "", SocketOptions.DEFAULT, Channel::close);
        assertThat(connects(NetUtil.LOCALHOST4, both)).isTrue();
        assertThat(connects(NetUtil.LOCALHOST6, both)).isTrue();
        Channel ipv4 = listen(Network.TCP4, "0.0.0.0", SocketOptions.DEFAULT, Channel::close);
        assertThat(connects(NetUtil.LOCALHOST4, ipv4)).isTrue();
        assertThat(connects(NetUtil.LOCALHOST6, ipv4)).isFalse();
    }

    @Test
    void anAcceptorThatThrowsLosesThatConnectionOnly() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        Channel server =
                listen(
                        Network.TCP4,
                        "127.0.0.1",
                        SocketOptions.DEFAULT,
                        channel -> {
                            if (calls.getAndIncrement() == 0) {
                                throw new IllegalStateException("thrown by the test");
                            }
                            channel.writeAndFlush(
                                    channel.alloc().buffer().writeBytes(new byte[] {'!'}));
                        });
        try (Socket first = client(server)) {
            assertThat(first.getInputStream().read()).isEqualTo(-1);
        }
        try (Socket second = client(server)) {
            assertThat(second.getInputStream().read()).isEqualTo('!');
        }
    }

    @Test
    void bytesThatComeBeforeTheOwnerAreKept() throws IOException {
        CompletableFuture<Channel> accepted = new CompletableFuture<>();
        Channel server =
                listen(Network.TCP4, "127.0.0.1", SocketOptions.DEFAULT, accepted::complete);
        try (Socket client = client(server)) {
            client.getOutputStream().write("early".getBytes(StandardCharsets.US_ASCII));
            Channel channel = Await.result(accepted);
            ReceivedText received = new ReceivedText();
            channel.eventLoop().execute(() -> Parking.takeOver(channel, received));
            Await.until("the bytes arrive", () -> received.text().equals("early"));
        }
    }

    @Test
    void closingClosesEveryChannel() throws IOException {
        try (ServerSocket server = listeningSocket()) {
            Channel channel =
                    Await.result(sockets.connect(address(server), SocketOptions.DEFAULT, loop));
            sockets.close();
            assertThat(channel.isOpen()).isFalse();
            assertThat(sockets.loops().isTerminated()).isTrue();
        }
    }

    private Channel listen(Network network, String host, SocketOptions options, Acceptor acceptor) {
        InetSocketAddress address =
                host.isEmpty() ? new InetSocketAddress(0) : new InetSocketAddress(host, 0);
        return Await.result(sockets.listen(network, address, options, sockets.loops(), acceptor));
    }

    private static ServerSocket listeningSocket() throws IOException {
        return new ServerSocket(0, 10, NetUtil.LOCALHOST4);
    }

    private static InetSocketAddress address(ServerSocket server) {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    private static Socket client(Channel server) throws IOException {
        Socket client = new Socket();
        client.connect(server.localAddress(), 5_000);
        client.setSoTimeout(10_000);
        return client;
    }

    private static boolean connects(InetAddress host, Channel server) {
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        try (Socket socket = new Socket(host, port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean hasIpv6() {
        try (ServerSocket server = new ServerSocket(0, 1, NetUtil.LOCALHOST6)) {
            return server.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
