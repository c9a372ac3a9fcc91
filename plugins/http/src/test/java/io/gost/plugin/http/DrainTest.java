package io.gost.plugin.http;

import static io.gost.plugin.http.ProxyFixture.say;

import io.gost.spi.DrainEvent;
import io.gost.spi.testkit.Peer;
import io.netty.channel.Channel;

import org.junit.jupiter.api.Test;

import java.io.IOException;

/** A client whose service stops. */
class DrainTest {
    private static final String GET =
            """
            GET http://origin.test/ HTTP/1.1
            Host: origin.test

            """;

    private static final String OK =
            """
            HTTP/1.1 200 OK
            Content-Length: 2

            ok\
            """;

    private static void drain(ProxyFixture proxy) {
        Channel client = proxy.session().channel();
        client.eventLoop()
                .submit(() -> client.pipeline().fireUserEventTriggered(DrainEvent.INSTANCE))
                .syncUninterruptibly();
    }

    private static Peer ask(ProxyFixture proxy) throws IOException {
        proxy.say(GET);
        Peer origin = proxy.origin();
        origin.receiveUntil(ProxyFixture.EMPTY_LINE);
        return origin;
    }

    @Test
    void betweenTwoRequestsTheConnectionIsClosed() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            say(ask(proxy), OK);
            proxy.hear(OK);
            drain(proxy);
            proxy.client().expectEnd();
        }
    }

    @Test
    void aRequestUnderWayIsAnsweredAndIsTheLast() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            Peer origin = ask(proxy);
            drain(proxy);
            say(origin, OK);
            proxy.hearLast(OK);
        }
    }

    @Test
    void theFirstRequestOfANewConnectionIsAnswered() throws IOException {
        try (ProxyFixture proxy = ProxyFixture.open()) {
            drain(proxy);
            say(ask(proxy), OK);
            proxy.hearLast(OK);
        }
    }
}
