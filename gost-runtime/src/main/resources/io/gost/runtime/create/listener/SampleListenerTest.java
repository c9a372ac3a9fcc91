package com.example.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.ListenerProvider;
import io.gost.spi.Options;
import io.gost.spi.Secret;
import io.gost.spi.SocketOptions;
import io.gost.spi.testkit.ClientSide;
import io.gost.spi.testkit.DeclaredKeys;
import io.gost.spi.testkit.ListenerContract;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

final class SampleListenerTest implements ListenerContract {
    @Override
    public ListenerProvider<?> listenerProvider() {
        return new SampleListenerProvider();
    }

    @Override
    public Map<String, ?> listenerMetadata() {
        return Map.of("password", "sesame");
    }

    /** The dialer's side of the protocol, written by hand. */
    @Override
    public ClientSide dialerSide() {
        return ClientSide.speaking(
                (peer, _) -> {
                    peer.send("sample sesame\n");
                    assertThat(peer.receiveUntil("\n")).isEqualTo("welcome\n");
                });
    }

    @Test
    void optionsHaveTheirDefaultsAndTheirKeys() {
        assertThat(SampleOptions.read(SocketOptions.DEFAULT, Options.of(Map.of())))
                .isEqualTo(
                        new SampleOptions(
                                SocketOptions.DEFAULT, Secret.EMPTY, Duration.ofSeconds(15)));
        Options given = Options.of(Map.of("password", "x", "handshakeTimeout", "1s"));
        assertThat(SampleOptions.read(SocketOptions.DEFAULT, given))
                .isEqualTo(
                        new SampleOptions(
                                SocketOptions.DEFAULT, Secret.of("x"), Duration.ofSeconds(1)));
    }

    @Test
    void theReadmeHasARowForEachKey() throws IOException {
        DeclaredKeys.of(new SampleListenerProvider()::read).expectRowsIn(Path.of("README.md"));
    }
}
