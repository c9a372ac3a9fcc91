package io.gost.plugin.socks4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.spi.Connector;
import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Options;
import io.gost.spi.Target;
import io.gost.spi.support.Parking;
import io.gost.spi.testkit.TestConnectRequest;
import io.gost.spi.testkit.TestConnectorContext;
import io.gost.spi.testkit.TestNetwork;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class Socks4ConnectorTest {
    private static final Map<String, ?> DEFAULTS = Map.of();
    private static final Map<String, ?> WITHOUT_4A = Map.of("disable4a", true);

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
        "example.com, 0401005000000001006578616d706c652e636f6d00",
        "192.0.2.1, 0401005000000001003139322e302e322e3100",
        "2001:db8::1, 040100500000000100323030313a6462383a3a3100",
        "'', 0401005000000001003132372e302e302e3100"
    })
    void everyHostIsSentAsAName(String host, String request) {
        connect(connector(DEFAULTS, ""), Target.tcp(host, 80));

        assertThat(said()).isEqualTo(request);
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, 040100507f00000100",
        "192.0.2.1, 04010050c000020100",
        "'', 040100507f00000100"
    })
    void without4aNamesAreResolvedHere(String host, String request) {
        connect(connector(WITHOUT_4A, ""), Target.tcp(host, 80));

        assertThat(said()).isEqualTo(request);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001:db8::1", "no-such-host.invalid"})
    void without4aOnlyIpv4CanBeSent(String host) {
        var tunnel = connect(connector(WITHOUT_4A, ""), Target.tcp(host, 80));

        assertRefused(tunnel, Category.RESOLVE);
    }

    @Test
    void tooLongNamesAreRefusedBeforeAnythingIsWritten() {
        var tunnel = connect(connector(DEFAULTS, ""), Target.tcp("a".repeat(256), 80));

        assertRefused(tunnel, Category.RESOLVE);
    }

    @Test
    void namesThatWouldEndEarlyAreRefusedBeforeAnythingIsWritten() {
        var tunnel = connect(connector(DEFAULTS, ""), Target.tcp("a\0b", 80));

        assertRefused(tunnel, Category.RESOLVE);
    }

    @ParameterizedTest
    @EnumSource(names = {"UDP", "UDP4", "UDP6", "UNIX", "SERIAL", "IP"})
    void otherNetworksAreRefused(Network kind) {
        var tunnel = connect(connector(DEFAULTS, ""), new Target(kind, "host", 0));

        assertRefused(tunnel, Category.CONFIG);
    }

    @Test
    void timeoutBoundsTheWaitForTheReply() {
        var tunnel = connect(connector(Map.of("timeout", "4s"), ""), Target.tcp("example.com", 80));
        channel.advanceTimeBy(4, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();

        assertThat(GostException.of(tunnel.exceptionNow()))
                .hasMessage("socks4 proxy did not answer within 4s");
        assertThat(channel.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 1_000})
    void userIdsThatDoNotFitAreAConfigurationError(int length) {
        assertThatThrownBy(() -> connector(DEFAULTS, "u".repeat(length)))
                .isInstanceOf(GostException.class)
                .hasMessage(
                        "test.auth.username: "
                                + length
                                + " bytes long; socks4 carries at most 255, and no NUL");
    }

    private Connector connector(Map<String, ?> metadata, String user) {
        Socks4ConnectorProvider provider = new Socks4ConnectorProvider();
        return provider.create(
                provider.read(Options.of(metadata)),
                new TestConnectorContext(network, Credentials.of(user, "")));
    }

    private CompletableFuture<Channel> connect(Connector connector, Target target) {
        return connector
                .connect(channel, new TestConnectRequest(network, channel.eventLoop(), target))
                .toCompletableFuture();
    }

    private void assertRefused(CompletableFuture<Channel> tunnel, Category category) {
        assertThat(GostException.of(tunnel.exceptionNow()).category()).isEqualTo(category);
        assertThat(said()).isEmpty();
        assertThat(channel.isOpen()).isFalse();
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
}
