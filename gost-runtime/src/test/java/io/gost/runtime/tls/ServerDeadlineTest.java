package io.gost.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.config.TlsConfig;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.TlsServer;
import io.gost.spi.support.Parking;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class ServerDeadlineTest {
    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void aClientThatSaysNothingIsLeftAfterTenSeconds(TlsEngine engine) {
        leaves(engine, null);
    }

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void aClientThatDoesNotGreetIsLeftToo(TlsEngine engine) {
        leaves(engine, TlsFixture.block().onlyNames("a.test").build());
    }

    private static void leaves(
            TlsEngine engine, @org.jspecify.annotations.Nullable TlsConfig block) {
        TlsServer server = TlsFixture.server(engine, block);
        server.material();
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        Parking.park(channel);
        CompletableFuture<Channel> accepted =
                server.accept(channel, List.of()).toCompletableFuture();

        channel.advanceTimeBy(9_999, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isTrue();
        channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        assertThat(accepted.exceptionNow())
                .hasMessage("TLS client did not answer within 10s")
                .isInstanceOfSatisfying(
                        GostException.class,
                        e -> assertThat(e.category()).isEqualTo(Category.TIMEOUT));
        channel.finishAndReleaseAll();
    }
}
