package io.gost.spi.testkit;

import io.gost.spi.Acceptor;
import io.gost.spi.Credentials;
import io.gost.spi.Handler;
import io.gost.spi.HandlerProvider;
import io.gost.spi.Listener;
import io.gost.spi.ListenerProvider;
import io.gost.spi.Options;
import io.gost.spi.support.PeerChannels;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.NOPLogger;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A handler behind a real listening socket: what the runtime does with an accepted connection, in
 * little.
 *
 * <pre>{@code
 * TestService service = TestService.of(network, new Socks5HandlerProvider())
 *         .metadata(Map.of("readTimeout", "1s"))
 *         .credentials(Credentials.of("user", "secret"))
 *         .start();
 * Peer client = network.connect(service.address());
 * TestSession session = service.nextSession();
 * }</pre>
 */
public final class TestService {
    private static final PeerChannels.Limits PEERS =
            new PeerChannels.Limits(
                    Duration.ofMinutes(1), PeerChannels.Life.CONVERSATION, 128, 128, 1 << 20, 128);

    private final BlockingQueue<TestSession> sessions = new LinkedBlockingQueue<>();
    private final InetSocketAddress address;
    private final Handler handler;

    private TestService(Builder builder, Handler handler) {
        this.handler = handler;
        this.address = builder.listen(channel -> serve(builder, channel));
    }

    /**
     * Prepares a service.
     *
     * @param network the test's network
     * @param provider makes the handler
     * @return says what else there is
     */
    public static Builder of(TestNetwork network, HandlerProvider<?> provider) {
        return new Builder(network, provider);
    }

    /**
     * Where the service listens.
     *
     * @return the address
     */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * The handler.
     *
     * @return the one handler of this service
     */
    public Handler handler() {
        return handler;
    }

    /**
     * Takes the next connection's session.
     *
     * @return the session, in the order of arrival
     */
    public TestSession nextSession() {
        try {
            TestSession session = sessions.poll(Await.patience().toMillis(), TimeUnit.MILLISECONDS);
            if (session == null) {
                throw new AssertionError("no connection came");
            }
            return session;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void serve(Builder builder, Channel channel) {
        if (builder.trickling) {
            channel.pipeline().addFirst(new Trickle());
        }
        if (builder.transcript != null) {
            channel.pipeline().addFirst(builder.transcript);
        }
        TestSession session =
                new TestSession(
                        builder.network,
                        channel,
                        builder.credentials,
                        builder.loginsHeldUntil,
                        builder.transcript);
        sessions.add(session);
        try {
            handler.handle(session);
        } catch (RuntimeException e) {
            builder.network.complain("handle threw", e);
            session.end(e);
        }
    }

    /** What a service is made of. */
    public static final class Builder {
        private final TestNetwork network;
        private final HandlerProvider<?> provider;
        private Map<String, ?> metadata = Map.of();
        private @Nullable Credentials credentials;
        private CompletionStage<?> loginsHeldUntil = CompletableFuture.completedFuture("");
        private boolean trickling;
        private @Nullable Transcript transcript;
        private Consumer<TestHandlerContext> preparation = _ -> {};
        private @Nullable Supplier<Listener> listener;
        private boolean datagrams;

        private Builder(TestNetwork network, HandlerProvider<?> provider) {
            this.network = network;
            this.provider = provider;
        }

        /**
         * Sets the handler's metadata.
         *
         * @param values key to value, as YAML gives them
         * @return this builder
         */
        public Builder metadata(Map<String, ?> values) {
            metadata = values;
            return this;
        }

        /**
         * Lets only one user in.
         *
         * @param only the user, or {@code null} for everybody
         * @return this builder
         */
        public Builder credentials(@Nullable Credentials only) {
            credentials = only;
            return this;
        }

        /**
         * Lets logins take time.
         *
         * @param stage no login is answered before it completes
         * @return this builder
         */
        public Builder holdingLogins(CompletionStage<?> stage) {
            loginsHeldUntil = stage;
            return this;
        }

        /**
         * Makes everything from the client arrive byte by byte.
         *
         * @return this builder
         */
        public Builder trickling() {
            trickling = true;
            return this;
        }

        /**
         * Adds to the handler's context, such as handlers to delegate to.
         *
         * @param change is given the context before the handler is made
         * @return this builder
         */
        public Builder context(Consumer<TestHandlerContext> change) {
            preparation = change;
            return this;
        }

        /**
         * Accepts with a listener instead of plain TCP.
         *
         * @param <O> the listener's options
         * @param accepting makes the listener
         * @param values the listener's metadata
         * @return this builder
         */
        public <O> Builder listener(ListenerProvider<O> accepting, Map<String, ?> values) {
            listener =
                    () ->
                            accepting.create(
                                    accepting.read(Options.of(values)),
                                    new TestListenerContext(network));
            return this;
        }

        /**
         * Accepts datagrams instead of connections; each peer has a session for as long as it sends
         * something.
         *
         * @return this builder
         */
        public Builder datagrams() {
            datagrams = true;
            return this;
        }

        private InetSocketAddress listen(Acceptor acceptor) {
            if (datagrams) {
                Channel socket =
                        Await.result(network.datagrams(TestNetwork.loopback(), network.nextLoop()));
                network.closing(() -> socket.close().sync());
                PeerChannels.take(socket, PEERS, acceptor, NOPLogger.NOP_LOGGER);
                return (InetSocketAddress) socket.localAddress();
            }
            if (listener == null) {
                return (InetSocketAddress) network.listen(acceptor::accept).localAddress();
            }
            Listener listening = listener.get();
            network.closing(() -> Await.result(listening.stop()));
            return (InetSocketAddress) Await.result(listening.start(acceptor));
        }

        /** Writes down the first connection up to its relay. */
        Builder recording(Transcript empty) {
            transcript = empty;
            return this;
        }

        /**
         * Starts the service; the network stops it and closes the handler.
         *
         * @return the service
         */
        public TestService start() {
            TestHandlerContext context = new TestHandlerContext(network, credentials != null);
            preparation.accept(context);
            Handler handler = create(provider, context);
            network.closing(handler::close);
            return new TestService(this, handler);
        }

        private <O> Handler create(HandlerProvider<O> typed, TestHandlerContext context) {
            return typed.create(typed.read(Options.of(metadata)), context);
        }
    }
}
