package io.gost.plugin.http;

import static io.gost.plugin.http.Lines.crlf;
import static io.gost.plugin.http.ProxyFixture.EMPTY_LINE;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Binding;
import io.gost.spi.Credentials;
import io.gost.spi.DatagramBinding;
import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.HandlerProvider;
import io.gost.spi.IdleUpstreams;
import io.gost.spi.Network;
import io.gost.spi.Options;
import io.gost.spi.Session;
import io.gost.spi.SessionRecord;
import io.gost.spi.Target;
import io.gost.spi.support.Stages;
import io.gost.spi.testkit.LoopbackServer;
import io.gost.spi.testkit.Payload;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestNetwork;
import io.gost.spi.testkit.TestService;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** An upstream may live on another event loop than its client, as streams of shared sessions do. */
class OtherLoopTest {
    private final TestNetwork network = TestNetwork.open();
    private final LoopbackServer origin = network.manualServer();
    private final Peer client = connect();

    @AfterEach
    void close() {
        client.close();
        network.close();
    }

    @Test
    void bodiesGoBothWays() throws Exception {
        byte[] body = Payload.of(9, 2_000_000);
        for (int request = 0; request < 2; request++) {
            client.send(
                    crlf(
                            """
                            PUT http://origin.test/ HTTP/1.1
                            Content-Length: 2000000

                            """));
            Peer server = origin.accept();
            server.receiveUntil(EMPTY_LINE);
            var upload = network.blocking(() -> server.receive(body.length));
            client.send(body);
            assertThat(upload.get()).isEqualTo(body);
            network.blocking(
                    () -> {
                        server.send(crlf("HTTP/1.1 200 OK\nContent-Length: 2000000\n\n"));
                        server.send(body);
                        return true;
                    });
            client.receiveUntil(EMPTY_LINE);
            assertThat(client.receive(body.length)).isEqualTo(body);
        }
    }

    @Test
    void webSocketLosesNothing() throws IOException {
        String switching =
                "HTTP/1.1 101 Switching Protocols\nConnection: Upgrade\nUpgrade: websocket\n\n";
        client.send(
                crlf(
                        """
                        GET http://origin.test/ws HTTP/1.1
                        Connection: Upgrade
                        Upgrade: websocket

                        early\
                        """));
        Peer server = origin.accept();
        server.receiveUntil(EMPTY_LINE);
        server.send(crlf(switching + "greeting"));
        assertThat(client.receiveUntil("greeting")).isEqualTo(crlf(switching + "greeting"));
        assertThat(server.receiveText(5)).isEqualTo("early");
        server.send("more");
        server.endOutput();
        assertThat(client.receiveText(4)).isEqualTo("more");
        client.expectEnd();
    }

    @Test
    void originThatBreaksOffIsNoticed() throws IOException {
        client.send("GET http://origin.test/ HTTP/1.1\r\n\r\n");
        Peer server = origin.accept();
        server.receiveUntil(EMPTY_LINE);
        server.close();
        assertThat(client.receiveUntil(EMPTY_LINE)).startsWith("HTTP/1.1 503 ");
        client.expectEnd();
    }

    private Peer connect() {
        network.router().route(Target.tcp("origin.test", 80), origin.address());
        return network.connect(TestService.of(network, new Elsewhere(network)).start().address());
    }

    /** The handler, with sessions that dial on the wrong loop. */
    private record Elsewhere(TestNetwork network) implements HandlerProvider<HttpHandlerOptions> {
        @Override
        public List<String> types() {
            return List.of("http");
        }

        @Override
        public HttpHandlerOptions read(Options options) {
            return HttpHandlerOptions.read(options);
        }

        @Override
        public Handler create(HttpHandlerOptions options, HandlerContext context) {
            Handler handler = new HttpHandlerProvider().create(options, context);
            return session -> handler.handle(new DialingElsewhere(session, network));
        }
    }

    /** A session whose upstreams live on another loop than its client. */
    private record DialingElsewhere(Session session, TestNetwork wires) implements Session {
        @Override
        public CompletionStage<Channel> connect(Target target, IdleUpstreams idle) {
            assertThat(idle.take("the only route")).isNull();
            EventLoop own = channel().eventLoop();
            EventLoop next = wires.nextLoop();
            EventLoop other = next == own ? wires.nextLoop() : next;
            return Stages.on(
                            wires.router()
                                    .find(target)
                                    .thenCompose(address -> wires.dial(address, other)),
                            own)
                    .thenApply(
                            channel -> {
                                channel.attr(IdleUpstreams.ROUTE).set("the only route");
                                return channel;
                            });
        }

        @Override
        public String id() {
            return session.id();
        }

        @Override
        public Channel channel() {
            return session.channel();
        }

        @Override
        public Network network() {
            return session.network();
        }

        @Override
        public SocketAddress clientAddress() {
            return session.clientAddress();
        }

        @Override
        public SocketAddress localAddress() {
            return session.localAddress();
        }

        @Override
        public void expectWithin(Duration timeout) {
            session.expectWithin(timeout);
        }

        @Override
        public CompletionStage<String> authenticate(Credentials credentials) {
            return session.authenticate(credentials);
        }

        @Override
        public void hashBy(String key) {
            session.hashBy(key);
        }

        @Override
        public CompletionStage<Channel> forward(Network over) {
            return session.forward(over);
        }

        @Override
        public CompletionStage<DatagramBinding> bindDatagrams(Target target) {
            return session.bindDatagrams(target);
        }

        @Override
        public CompletionStage<Binding> bind(Target target) {
            return session.bind(target);
        }

        @Override
        public CompletionStage<Channel> associate(Network kind) {
            return session.associate(kind);
        }

        @Override
        public void relay(Channel data, Channel upstream, Duration idleTimeout) {
            session.relay(data, upstream, idleTimeout);
        }

        @Override
        public void relay(Channel upstream, Duration idleTimeout) {
            session.relay(upstream, idleTimeout);
        }

        @Override
        public void end(Throwable cause) {
            session.end(cause);
        }

        @Override
        public SessionRecord record() {
            return session.record();
        }
    }
}
