package com.example.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.HandlerProvider;
import io.gost.spi.Options;
import io.gost.spi.Target;
import io.gost.spi.testkit.ClientSide;
import io.gost.spi.testkit.DeclaredKeys;
import io.gost.spi.testkit.HandlerContract;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestNetwork;
import io.gost.spi.testkit.TestService;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

final class TunnelHandlerTest implements HandlerContract {
    @Override
    public HandlerProvider<?> handlerProvider() {
        return new TunnelHandlerProvider();
    }

    @Override
    public ClientSide clientSide() {
        return ClientSide.speaking(
                (peer, call) -> {
                    peer.send("CONNECT " + call.target() + " HTTP/1.1\r\n");
                    if (call.credentials() != null) {
                        peer.send(
                                "Proxy-Authorization: Basic " + basic(call.credentials()) + "\r\n");
                    }
                    peer.send("\r\n");
                    String answer = peer.receiveUntil("\r\n\r\n");
                    if (!answer.startsWith("HTTP/1.1 200 ")) {
                        throw new GostException(Category.REFUSED, answer.strip());
                    }
                });
    }

    @Test
    void aTargetThatIsForbiddenIsAnsweredWith403() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            network.router().fail(Target.tcp("secret.test", 80), Category.DENIED);
            TestService service = TestService.of(network, handlerProvider()).start();
            Peer client = network.connect(service.address());
            client.send("CONNECT secret.test:80 HTTP/1.1\r\n\r\n");
            assertThat(client.receiveUntil("\r\n\r\n")).isEqualTo("HTTP/1.1 403 Forbidden\r\n\r\n");
            client.expectEnd();
        }
    }

    @Test
    void optionsHaveTheirDefaultsAndTheirKeys() {
        assertThat(TunnelOptions.read(Options.of(Map.of())))
                .isEqualTo(new TunnelOptions(Duration.ofSeconds(15), "gost"));
        assertThat(TunnelOptions.read(Options.of(Map.of("readTimeout", "1s", "realm", "mine"))))
                .isEqualTo(new TunnelOptions(Duration.ofSeconds(1), "mine"));
    }

    @Test
    void theReadmeHasARowForEachKey() throws IOException {
        DeclaredKeys.of(new TunnelHandlerProvider()::read).expectRowsIn(Path.of("README.md"));
    }

    private static String basic(Credentials credentials) {
        String login = credentials.username() + ":" + credentials.password().reveal();
        return Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }
}
