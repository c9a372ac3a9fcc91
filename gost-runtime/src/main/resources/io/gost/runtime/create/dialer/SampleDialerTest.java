package com.example.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.DialerProvider;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Options;
import io.gost.spi.Secret;
import io.gost.spi.SocketOptions;
import io.gost.spi.testkit.DeclaredKeys;
import io.gost.spi.testkit.DialerContract;
import io.gost.spi.testkit.NodeSide;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

final class SampleDialerTest implements DialerContract {
    @Override
    public DialerProvider<?> dialerProvider() {
        return new SampleDialerProvider();
    }

    @Override
    public Map<String, ?> dialerMetadata() {
        return Map.of("password", "sesame");
    }

    /** The listener's side of the protocol, written by hand. */
    @Override
    public NodeSide listenerSide() {
        return NodeSide.speaking(
                session -> {
                    String expected = "sample sesame\n";
                    byte[] greeting = session.input().readNBytes(expected.length());
                    if (!new String(greeting, StandardCharsets.US_ASCII).equals(expected)) {
                        throw new GostException(Category.HANDSHAKE, "another greeting");
                    }
                    session.output().write("welcome\n".getBytes(StandardCharsets.US_ASCII));
                    session.relay(session.forward(), Duration.ZERO);
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
        DeclaredKeys.of(new SampleDialerProvider()::read).expectRowsIn(Path.of("README.md"));
    }
}
