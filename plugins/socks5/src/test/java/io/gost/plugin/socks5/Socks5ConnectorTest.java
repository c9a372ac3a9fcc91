package io.gost.plugin.socks5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.spi.Connector;
import io.gost.spi.Credentials;
import io.gost.spi.DatagramBindingConnector;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Options;
import io.gost.spi.Target;
import io.gost.spi.TlsClient;
import io.gost.spi.TlsMaterial;
import io.gost.spi.support.Parking;
import io.gost.spi.testkit.TestConnectRequest;
import io.gost.spi.testkit.TestConnectorContext;
import io.gost.spi.testkit.TestNetwork;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

class Socks5ConnectorTest {
    private final TestNetwork network = TestNetwork.open();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void park() {
        channel.freezeTime();
        Parking.park(channel);
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
        network.close();
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, 030b6578616d706c652e636f6d0050",
        "192.0.2.1, 01c00002010050",
        "2001:db8::1, 0420010db80000000000000000000000010050",
        "'', 017f0000010050"
    })
    void targetsAreSentInTheirOwnForm(String host, String field) {
        connect(connector(Map.of(), null), Target.tcp(host, 80));

        assertThat(said()).isEqualTo("050100" + field);
    }

    @Test
    void tooLongNamesAreRefusedBeforeAnythingIsWritten() {
        var tunnel = connect(connector(Map.of(), null), Target.tcp("a".repeat(256), 80));

        assertThat(categoryOf(tunnel)).isEqualTo(Category.RESOLVE);
        assertThat(said()).isEmpty();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void tooLongNamesToBindAreRefusedBeforeAnythingIsWritten() {
        var connector = (DatagramBindingConnector) connector(Map.of(), null);
        var bound =
                connector
                        .bindDatagrams(channel, new Target(Network.UDP, "a".repeat(256), 53))
                        .toCompletableFuture();

        assertThat(categoryOf(bound)).isEqualTo(Category.CONFIG);
        assertThat(said()).isEmpty();
        assertThat(channel.isOpen()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNIX", "SERIAL", "IP"})
    void otherNetworksAreRefused(Network kind) {
        var tunnel = connect(connector(Map.of(), null), new Target(kind, "host", 0));

        assertThat(categoryOf(tunnel)).isEqualTo(Category.CONFIG);
        assertThat(said()).isEmpty();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void timeoutCoversNegotiationAndLoginTogether() {
        Connector connector = connector(Map.of("timeout", "4s"), Credentials.of("user", "secret"));
        var ready = connector.handshake(channel).toCompletableFuture();
        pass(3);
        channel.writeInbound(Unpooled.copiedBuffer(new byte[] {5, 2}));
        pass(1);

        assertThat(categoryOf(ready)).isEqualTo(Category.TIMEOUT);
        assertThat(GostException.of(ready.exceptionNow()))
                .hasMessage("socks5 proxy did not answer within 4s");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void timeoutCoversTheRequestAnew() {
        Connector connector = connector(Map.of("timeout", "4s"), null);
        var ready = connector.handshake(channel).toCompletableFuture();
        pass(3);
        channel.writeInbound(Unpooled.copiedBuffer(new byte[] {5, 0}));
        assertThat(ready).isCompletedWithValue(channel);

        var tunnel = connect(connector, Target.tcp("example.com", 80));
        pass(3);
        assertThat(tunnel).isNotDone();
        pass(1);
        assertThat(categoryOf(tunnel)).isEqualTo(Category.TIMEOUT);
    }

    @Test
    void withoutTimeoutTheConnectorWaits() {
        var ready = connector(Map.of(), null).handshake(channel).toCompletableFuture();
        pass(TimeUnit.DAYS.toSeconds(1));

        assertThat(ready).isNotDone();
    }

    @ParameterizedTest
    @CsvSource({"256, 1, username", "1, 256, password"})
    void credentialsThatDoNotFitAreAConfigurationError(int user, int password, String part) {
        Credentials tooLong = Credentials.of("u".repeat(user), "p".repeat(password));

        assertThatThrownBy(() -> connector(Map.of(), tooLong))
                .isInstanceOf(GostException.class)
                .hasMessage("test.auth." + part + ": 256 bytes long, socks5 carries at most 255");
    }

    @ParameterizedTest
    @CsvSource({"false, 050180", "true, 05028082"})
    void whereTheProxyIsVerifiedNothingIsOfferedWithoutTls(boolean login, String greeting) {
        Credentials credentials = login ? Credentials.of("user", "secret") : null;
        Connector connector = securely(Map.of(), credentials);
        var ready = connector.handshake(channel).toCompletableFuture();

        assertThat(said()).isEqualTo(greeting);
        channel.writeInbound(Unpooled.copiedBuffer(new byte[] {5, (byte) (login ? 2 : 0)}));
        assertThat(categoryOf(ready)).isEqualTo(Category.HANDSHAKE);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aProxyWithoutTlsIsNotUsedWhereItIsToBeVerified() {
        var ready = securely(Map.of(), null).handshake(channel).toCompletableFuture();
        channel.writeInbound(Unpooled.copiedBuffer(new byte[] {5, (byte) 0xFF}));

        assertThat(GostException.of(ready.exceptionNow())).hasMessageContaining("TLS");
    }

    @Test
    void verifyingTheProxyWithoutTlsIsAConfigurationError() {
        assertThatThrownBy(() -> securely(Map.of("notls", true), null))
                .isInstanceOf(GostException.class)
                .hasMessage("test.metadata.notls: contradicts tls.secure of the connector");
    }

    private Connector securely(Map<String, ?> metadata, @Nullable Credentials credentials) {
        Socks5ConnectorProvider provider = new Socks5ConnectorProvider();
        return provider.create(
                provider.read(Options.of(metadata)),
                new TestConnectorContext(network, credentials, new Verifying()));
    }

    /** The TLS of a block with {@code secure}. */
    private static final class Verifying implements TlsClient {
        @Override
        public CompletionStage<Channel> connect(
                Channel channel, Target peer, List<String> protocols) {
            throw new AssertionError("nobody agreed to TLS");
        }

        @Override
        public boolean isSecure() {
            return true;
        }

        @Override
        public TlsMaterial material() {
            throw new AssertionError("not wanted here");
        }
    }

    private Connector connector(Map<String, ?> metadata, @Nullable Credentials credentials) {
        Socks5ConnectorProvider provider = new Socks5ConnectorProvider();
        return provider.create(
                provider.read(Options.of(metadata)),
                new TestConnectorContext(network, credentials));
    }

    private CompletableFuture<Channel> connect(Connector connector, Target target) {
        return connector
                .connect(channel, new TestConnectRequest(network, channel.eventLoop(), target))
                .toCompletableFuture();
    }

    private void pass(long seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    private String said() {
        ByteBuf out = channel.readOutbound();
        if (out == null) {
            return "";
        }
        String hex = ByteBufUtil.hexDump(out);
        out.release();
        return hex;
    }

    private static Category categoryOf(CompletableFuture<?> failed) {
        return GostException.of(failed.exceptionNow()).category();
    }
}
