package com.example.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.HandlerProvider;
import io.gost.spi.Options;
import io.gost.spi.testkit.ClientSide;
import io.gost.spi.testkit.DeclaredKeys;
import io.gost.spi.testkit.HandlerContract;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

final class SampleHandlerTest implements HandlerContract {
    @Override
    public HandlerProvider<?> handlerProvider() {
        return new SampleHandlerProvider();
    }

    /** The client's side of the protocol, up to the tunnel and not one byte further. */
    @Override
    public ClientSide clientSide() {
        return ClientSide.speaking(
                (peer, call) -> {
                    peer.send(call.target() + "\n");
                    String answer = peer.receiveUntil("\n").strip();
                    if (!answer.equals("ok")) {
                        throw new GostException(Category.HANDSHAKE, "answered " + answer);
                    }
                });
    }

    @Override
    public Set<Capability> without() {
        return Set.of(Capability.CREDENTIALS);
    }

    @Test
    void optionsHaveTheirDefaultsAndTheirKeys() {
        assertThat(SampleOptions.read(Options.of(Map.of())))
                .isEqualTo(new SampleOptions(Duration.ofSeconds(15), Duration.ZERO));
        assertThat(SampleOptions.read(Options.of(Map.of("readTimeout", "1s", "idleTimeout", "1m"))))
                .isEqualTo(new SampleOptions(Duration.ofSeconds(1), Duration.ofMinutes(1)));
    }

    @Test
    void theReadmeHasARowForEachKey() throws IOException {
        DeclaredKeys.of(new SampleHandlerProvider()::read).expectRowsIn(Path.of("README.md"));
    }
}
