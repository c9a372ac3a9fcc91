package io.gost.plugin.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gost.spi.Dialer;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Options;
import io.gost.spi.Target;
import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.LoopbackServer;
import io.gost.spi.testkit.TestDialRequest;
import io.gost.spi.testkit.TestDialerContext;
import io.gost.spi.testkit.TestNetwork;
import io.netty.channel.EventLoop;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

final class TlsHandshakeTest {
    @Test
    void aServerThatSaysNothingIsLeftAfterTheHandshakeTimeout() {
        try (TestNetwork network = TestNetwork.open()) {
            LoopbackServer silent = network.manualServer();
            TlsDialerProvider provider = new TlsDialerProvider();
            Dialer dialer =
                    provider.create(
                            provider.read(Options.of(Map.of("handshakeTimeout", "100ms"))),
                            new TestDialerContext(network, "", null));
            EventLoop loop = network.nextLoop();
            TestDialRequest request =
                    new TestDialRequest(
                            network,
                            loop,
                            Target.of(Network.TCP, silent.address()),
                            silent.address());
            CompletableFuture<?> dialed =
                    CompletableFuture.supplyAsync(
                                    () ->
                                            dialer.dial(request)
                                                    .thenCompose(
                                                            channel ->
                                                                    dialer.handshake(
                                                                            channel, request)),
                                    loop)
                            .thenCompose(stage -> stage);
            assertThatExceptionOfType(GostException.class)
                    .isThrownBy(() -> Await.result(dialed))
                    .withMessage("TLS server did not answer within 100ms")
                    .satisfies(e -> assertThat(e.category()).isEqualTo(Category.TIMEOUT));
        }
    }
}
