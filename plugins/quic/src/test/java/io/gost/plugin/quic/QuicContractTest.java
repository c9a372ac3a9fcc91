package io.gost.plugin.quic;

import static org.junit.jupiter.api.Assumptions.abort;

import io.gost.spi.DialerProvider;
import io.gost.spi.ListenerProvider;
import io.gost.spi.testkit.TransportContract;

import org.junit.jupiter.api.Test;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

class QuicContractTest implements TransportContract {
    @Override
    public ListenerProvider<?> listenerProvider() {
        return new QuicListenerProvider();
    }

    @Override
    public DialerProvider<?> dialerProvider() {
        return new QuicDialerProvider();
    }

    /** There is no connection under it that a dialer could be silent or talk nonsense on. */
    @Override
    public Set<Capability> without() {
        return EnumSet.of(Capability.REQUEST, Capability.ANSWER, Capability.SERVER_FIRST);
    }

    @Override
    public Map<String, ?> dialerMetadata() {
        return Map.of("handshakeTimeout", "1s");
    }

    /** Noise comes in datagrams here, see {@link HostileDatagramsTest}. */
    @Override
    @Test
    public void listenerForgetsClientsThatDoNotSpeakItsProtocol() {
        abort("there is no TCP to be noisy on");
    }
}
