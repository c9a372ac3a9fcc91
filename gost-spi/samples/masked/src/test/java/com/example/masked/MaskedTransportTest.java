package com.example.masked;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.DialerProvider;
import io.gost.spi.ListenerProvider;
import io.gost.spi.Options;
import io.gost.spi.SocketOptions;
import io.gost.spi.testkit.DeclaredKeys;
import io.gost.spi.testkit.TransportContract;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

final class MaskedTransportTest implements TransportContract {
    @Override
    public ListenerProvider<?> listenerProvider() {
        return new MaskedListenerProvider();
    }

    @Override
    public DialerProvider<?> dialerProvider() {
        return new MaskedDialerProvider();
    }

    @Test
    void optionsHaveTheirDefaultsAndTheirKeys() {
        assertThat(MaskedOptions.read(SocketOptions.DEFAULT, Options.of(Map.of())))
                .isEqualTo(new MaskedOptions(SocketOptions.DEFAULT, Duration.ofSeconds(15)));
        Options given = Options.of(Map.of("handshakeTimeout", "1s"));
        assertThat(MaskedOptions.read(SocketOptions.DEFAULT, given))
                .isEqualTo(new MaskedOptions(SocketOptions.DEFAULT, Duration.ofSeconds(1)));
    }

    @Test
    void theReadmeHasARowForEachKey() throws IOException {
        DeclaredKeys.of(new MaskedListenerProvider()::read).expectRowsIn(Path.of("README.md"));
        DeclaredKeys.of(new MaskedDialerProvider()::read).expectRowsIn(Path.of("README.md"));
    }
}
