package io.gost.spi.testkit;

import io.gost.spi.GostException;
import io.gost.spi.support.Parking;
import io.gost.spi.support.Relay;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Deque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A loopback network for one test: two event loops, servers, sockets, and a {@link TestRouter} that
 * knows what is behind each target.
 *
 * <p>{@link #close} is half of most tests: it closes the test's own sockets and servers and then
 * expects that, because of that alone, every Netty channel gets closed, every buffer released and
 * every thread ended that was started meanwhile; and that no event loop was blocked, and no
 * exception and no message ever fell off the end of a pipeline.
 */
public final class TestNetwork implements AutoCloseable {
    /** Fixed, so that the system's buffers do not grow until they swallow a whole test. */
    static final int SOCKET_BUFFER = 128 << 10;

    /**
     * A receive buffer that is soon full. Not below 64 KiB: then TCP has no window scale, and Linux
     * grants windows that are shorter than the sender's next segment, which goes out only when a
     * probe is due, 200 ms later each time.
     */
    static final int NARROW = 64 << 10;

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(
                    2, new DefaultThreadFactory("test-loop", true), NioIoHandler.newFactory());
    private final TestRouter router = new TestRouter();
    private final TestTls tls = new TestTls();
    private final Set<Channel> channels = ConcurrentHashMap.newKeySet();
    private final Queue<AssertionError> complaints = new ConcurrentLinkedQueue<>();
    private final Deque<AutoCloseable> closeables = new ConcurrentLinkedDeque<>();
    private final ThreadWatch threads = new ThreadWatch();
    private final LoopWatch watch = new LoopWatch(this, loops);

    private TestNetwork() {}

    /**
     * Opens a network.
     *
     * @return the network, to be closed at the end of the test
     */
    public static TestNetwork open() {
        return new TestNetwork();
    }

    /**
     * What is behind each target.
     *
     * @return the router of this network
     */
    public TestRouter router() {
        return router;
    }

    /**
     * TLS of the JDK, the server's side with a certificate for {@code localhost}, the client's side
     * without verification. Needs Netty's {@code netty-handler} on the class path.
     *
     * @return both sides
     */
    public TestTls tls() {
        return tls;
    }

    /**
     * One of the two event loops.
     *
     * @return the next one, in turn
     */
    public EventLoop nextLoop() {
        return loops.next();
    }

    /**
     * Starts a server with blocking sockets.
     *
     * @param behaviour what it does with connections
     * @return the server
     */
    public LoopbackServer server(LoopbackServer.Behaviour behaviour) {
        return closing(LoopbackServer.start(behaviour, 0));
    }

    /**
     * Starts a server whose connections the test takes with {@link LoopbackServer#accept}.
     *
     * @return the server
     */
    public LoopbackServer manualServer() {
        return closing(LoopbackServer.manual(0));
    }

    /**
     * Starts a server that can take in little, for tests of back pressure. The test takes its
     * connections with {@link LoopbackServer#accept}.
     *
     * @return the server
     */
    public LoopbackServer narrowServer() {
        return closing(LoopbackServer.manual(NARROW));
    }

    /**
     * Connects a blocking socket.
     *
     * @param address where to
     * @return the client's end
     */
    public Peer connect(SocketAddress address) {
        return closing(Peer.connect(address, 0));
    }

    /**
     * Connects a blocking socket that can take in little, for tests of back pressure.
     *
     * @param address where to
     * @return the client's end
     */
    public Peer connectNarrow(SocketAddress address) {
        return closing(Peer.connect(address, NARROW));
    }

    /**
     * An address that refuses connections.
     *
     * @return a loopback address whose port is taken, so that nobody else can begin to listen on it
     */
    public InetSocketAddress refusingAddress() {
        try {
            Socket taken = closing(new Socket());
            taken.bind(loopback());
            return (InetSocketAddress) taken.getLocalSocketAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Listens with a Netty channel.
     *
     * @param address where; port 0 for any
     * @param loopGroup where accepted channels live
     * @param arrival gets each accepted channel, parked, on its event loop
     * @return the listening channel; fails with a {@link GostException} that names the address
     */
    public CompletableFuture<Channel> listen(
            SocketAddress address, EventLoopGroup loopGroup, Consumer<Channel> arrival) {
        return LoopbackStreams.listen(this, address, loops, loopGroup, arrival)
                .thenApply(
                        channel -> {
                            closeables.push(() -> channel.close().sync());
                            return channel;
                        });
    }

    /**
     * Listens with a Netty channel on a free port, accepted channels on any loop.
     *
     * @param arrival gets each accepted channel, parked, on its event loop
     * @return the listening channel
     */
    public Channel listen(Consumer<Channel> arrival) {
        return Await.result(listen(loopback(), loops, arrival));
    }

    /**
     * Connects a Netty channel.
     *
     * @param address where to
     * @param loop where the channel lives
     * @return the channel, parked; fails with a {@link GostException}
     */
    public CompletableFuture<Channel> dial(SocketAddress address, EventLoop loop) {
        return LoopbackStreams.connect(this, address, loop);
    }

    /**
     * Opens a UDP socket.
     *
     * @param local where; port 0 for any
     * @param loop where the channel lives
     * @return the channel, parked, of {@link io.netty.channel.socket.DatagramPacket} messages;
     *     fails with a {@link GostException} that names the address
     */
    public CompletableFuture<Channel> datagrams(SocketAddress local, EventLoop loop) {
        return LoopbackDatagrams.open(this, local, loop);
    }

    /**
     * Opens a UDP socket to one peer.
     *
     * @param peer the peer
     * @param loop where the channel lives
     * @return the channel, parked, one {@code ByteBuf} for each datagram
     */
    public CompletableFuture<Channel> dialDatagrams(SocketAddress peer, EventLoop loop) {
        return LoopbackDatagrams.connect(this, peer, loop);
    }

    /**
     * Starts something that sends each datagram back to where it came from.
     *
     * @param local where; port 0 for any
     * @return where it listens
     */
    public InetSocketAddress datagramEcho(InetSocketAddress local) {
        Channel echo = Await.result(datagrams(local, nextLoop()));
        closeables.push(() -> echo.close().sync());
        echo.eventLoop().execute(() -> Parking.takeOver(echo, new LoopbackDatagrams.Echo()));
        return (InetSocketAddress) echo.localAddress();
    }

    /**
     * Starts something that sends each datagram back to where it came from.
     *
     * @return where it listens
     */
    public InetSocketAddress datagramEcho() {
        return datagramEcho(loopback());
    }

    /**
     * Makes a datagram channel usable by a blocking test.
     *
     * @param channel a parked channel, now owned by the peer
     * @return the test's end
     */
    public DatagramPeer datagramPeer(Channel channel) {
        return closing(new DatagramPeer(channel));
    }

    /**
     * Makes a Netty channel usable by a blocking test: joins it to a socket with a {@link Relay}.
     *
     * @param channel a parked channel, now owned by the relay
     * @return the test's end
     */
    public Peer bridge(Channel channel) {
        return bridge(channel, 0);
    }

    /** As {@link #bridge(Channel)}, with a bounded receive buffer at the test's end; 0 for none. */
    Peer bridge(Channel channel, int receiveBuffer) {
        CompletableFuture<Boolean> joined = new CompletableFuture<>();
        Consumer<Channel> join =
                near -> {
                    Relay.join(near, channel, Duration.ZERO);
                    joined.complete(true);
                };
        Channel server = Await.result(listen(loopback(), channel.eventLoop(), join));
        Peer peer = closing(Peer.connect(server.localAddress(), receiveBuffer));
        Await.result(joined); // who leaves before would leave the channel without an owner
        return peer;
    }

    /**
     * Runs blocking work on a virtual thread.
     *
     * @param <T> the result's type
     * @param work the work
     * @return the result, completed on that thread; fails with what the work threw
     */
    public <T> CompletableFuture<T> blocking(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.startVirtualThread(
                () -> {
                    try {
                        result.complete(work.call());
                    } catch (Exception | AssertionError e) {
                        result.completeExceptionally(e);
                    }
                });
        return result;
    }

    /**
     * The Netty channels that are open now, without listening ones.
     *
     * @return the channels
     */
    public Set<Channel> openChannels() {
        return Set.copyOf(channels);
    }

    /**
     * Fails the test when the network closes.
     *
     * @param what went wrong
     * @param cause why, or {@code null}
     */
    public void complain(String what, @Nullable Throwable cause) {
        complaints.add(new AssertionError(what, cause));
    }

    /**
     * Closes something with the network, before it looks for what is left.
     *
     * @param <T> its type
     * @param closeable closed once, last in, first out
     * @return the same object
     */
    public <T extends AutoCloseable> T closing(T closeable) {
        closeables.push(closeable);
        return closeable;
    }

    /** Waits until all event loops, and a new virtual thread, have had a turn. */
    void awaitTurns() {
        loops.forEach(loop -> Await.on(loop, () -> true));
        Await.result(blocking(() -> true));
    }

    /** Waits until no Netty channel is open and no buffer is held. */
    public void awaitReleased() {
        try {
            Await.until("all channels closed", channels::isEmpty);
            Await.until("all buffers released", () -> heldBytes() == 0);
        } catch (AssertionError e) {
            throw new AssertionError(
                    "left behind: "
                            + channels
                            + ", "
                            + heldBytes()
                            + " bytes of buffers; release each buffer once, close each channel that"
                            + " you own, and close the channel that comes late, when its stage was"
                            + " given up",
                    e);
        }
    }

    /** Closes everything of the test's own and expects the rest to follow. */
    @Override
    public void close() {
        AssertionError first = null;
        try {
            while (!closeables.isEmpty()) {
                closeables.pop().close();
            }
            awaitReleased();
            threads.awaitNone();
        } catch (AssertionError e) {
            first = e;
        } catch (Exception e) {
            first = new AssertionError("closing", e);
        }
        watch.close();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS);
        for (AssertionError complaint : complaints) {
            if (first == null) {
                first = complaint;
            } else {
                first.addSuppressed(complaint);
            }
        }
        if (first != null) {
            throw first;
        }
    }

    void track(Channel channel) {
        channels.add(channel);
        channel.closeFuture().addListener(_ -> channels.remove(channel));
    }

    ByteBufAllocator allocator() {
        return allocator;
    }

    static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** The memory of all buffers that somebody holds now. */
    long heldBytes() {
        return allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();
    }
}
