package io.gost.plugin.http;

import static io.gost.plugin.http.ProxyFixture.EMPTY_LINE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.spi.Connector;
import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Options;
import io.gost.spi.Target;
import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.LoopbackServer;
import io.gost.spi.testkit.TestConnectRequest;
import io.gost.spi.testkit.TestConnectorContext;
import io.gost.spi.testkit.TestNetwork;
import io.netty.channel.Channel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** What the connector says, and what it makes of answers. */
class HttpConnectorTest {
    private static final Target TARGET = Target.tcp("target.test", 443);
    private static final String OK = "HTTP/1.1 200 OK\r\n\r\n";

    private final TestNetwork network = TestNetwork.open();
    private final AtomicReference<String> request = new AtomicReference<>("");

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void defaultsAreThoseOfGost() {
        assertThat(new HttpConnectorProvider().read(Options.of(Map.of())))
                .isEqualTo(new HttpConnectorOptions(Duration.ZERO, Map.of()));
    }

    @Test
    void everyKeyIsRead() {
        assertThat(
                        new HttpConnectorProvider()
                                .read(
                                        Options.of(
                                                Map.of("timeout", "3s", "header", Map.of("A", 1)))))
                .isEqualTo(new HttpConnectorOptions(Duration.ofSeconds(3), Map.of("A", "1")));
    }

    @Test
    void headerThatWouldBecomeSeveralLinesIsRefused() {
        assertThatThrownBy(
                        () ->
                                new HttpConnectorProvider()
                                        .read(
                                                Options.of(
                                                        Map.of(
                                                                "header",
                                                                Map.of("A", "1\r\nB: 2")))))
                .isInstanceOf(GostException.class);
    }

    @Test
    void ipv6AddressIsWrittenInBrackets() {
        connect(Target.tcp("2001:db8::1", 443), Map.of(), OK).close();
        assertThat(request.get())
                .startsWith("CONNECT [2001:db8::1]:443 HTTP/1.1\r\nHost: [2001:db8::1]:443\r\n");
    }

    @Test
    void emptyUserAgentIsLeftOut() {
        connect(TARGET, Map.of("header", Map.of("user-agent", "")), OK).close();
        assertThat(request.get()).doesNotContainIgnoringCase("user-agent");
    }

    @Test
    void interimAnswersAreSkipped() {
        connect(TARGET, Map.of(), "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + OK).close();
    }

    @Test
    void lengthInTheAnswerMeansNothing() {
        connect(TARGET, Map.of(), "HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\n").close();
    }

    @ParameterizedTest
    @CsvSource({
        "403, DENIED",
        "407, AUTHENTICATION",
        "502, UNREACHABLE",
        "503, UNREACHABLE",
        "504, TIMEOUT",
        "400, HANDSHAKE",
        "404, HANDSHAKE",
        "201, HANDSHAKE",
        "204, HANDSHAKE",
        "301, HANDSHAKE",
        "101, HANDSHAKE",
        "999, HANDSHAKE",
    })
    void onlyStatus200IsATunnel(int status, Category category) {
        assertThatThrownBy(() -> connect(TARGET, Map.of(), "HTTP/1.1 " + status + " Why\r\n\r\n"))
                .isInstanceOf(GostException.class)
                .hasMessage("http proxy: " + status + " Why")
                .extracting(failure -> ((GostException) failure).category())
                .isEqualTo(category);
    }

    @Test
    void answerWithAnEndlessHeaderIsRefused() {
        assertThatThrownBy(
                        () ->
                                connect(
                                        TARGET,
                                        Map.of(),
                                        "HTTP/1.1 200 OK\r\nX: " + "a".repeat(70_000)))
                .isInstanceOf(GostException.class)
                .hasMessageContaining("more than 65536 bytes")
                .extracting(failure -> ((GostException) failure).category())
                .isEqualTo(Category.HANDSHAKE);
    }

    @Test
    void proxyThatDoesNotAnswerInTimeIsGivenUp() {
        assertThatThrownBy(() -> connect(TARGET, Map.of("timeout", "50ms"), ""))
                .isInstanceOf(GostException.class)
                .extracting(failure -> ((GostException) failure).category())
                .isEqualTo(Category.TIMEOUT);
    }

    @ParameterizedTest
    @EnumSource(
            value = Network.class,
            names = {"UDP", "UDP4", "UDP6", "UNIX", "SERIAL", "IP"})
    void otherNetworksAreRefused(Network other) {
        assertThatThrownBy(() -> connect(TARGET.over(other), Map.of(), OK))
                .isInstanceOf(GostException.class)
                .hasMessageContaining("network " + other)
                .extracting(failure -> ((GostException) failure).category())
                .isEqualTo(Category.CONFIG);
    }

    @Test
    void hostNameNeverBecomesAHeaderLine() {
        for (String host : new String[] {"a\r\nX: 1", "a b", "a\u0000", "a\u007f", "a\n"}) {
            assertThatThrownBy(() -> connect(Target.tcp(host, 443), Map.of(), OK))
                    .isInstanceOf(GostException.class)
                    .extracting(failure -> ((GostException) failure).category())
                    .isEqualTo(Category.HANDSHAKE);
        }
    }

    @Test
    void credentialsAreSentAndNeverTold() {
        Credentials login = Credentials.of("user", "tell nobody");
        assertThatThrownBy(() -> connect(TARGET, Map.of(), "HTTP/1.1 407 No\r\n\r\n", login))
                .hasMessageNotContaining("tell nobody")
                .hasMessageNotContaining("dXNlcjp0ZWxsIG5vYm9keQ");
        assertThat(request.get())
                .contains("Proxy-Authorization: Basic dXNlcjp0ZWxsIG5vYm9keQ==\r\n");
    }

    private Channel connect(Target target, Map<String, ?> metadata, String answer) {
        return connect(target, metadata, answer, null);
    }

    private Channel connect(
            Target target, Map<String, ?> metadata, String answer, Credentials login) {
        HttpConnectorProvider provider = new HttpConnectorProvider();
        Connector connector =
                provider.create(
                        provider.read(Options.of(metadata)),
                        new TestConnectorContext(network, login));
        LoopbackServer proxy = network.server(peer -> answer(peer, answer));
        Channel channel = Await.result(network.dial(proxy.address(), network.nextLoop()));
        return Await.stageOn(
                channel.eventLoop(),
                () ->
                        connector.connect(
                                channel,
                                new TestConnectRequest(network, channel.eventLoop(), target)));
    }

    private void answer(io.gost.spi.testkit.Peer peer, String answer) throws IOException {
        request.set(peer.receiveUntil(EMPTY_LINE));
        peer.send(answer);
        peer.expectClosed();
        peer.close();
    }
}
