package com.example.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.ConnectorProvider;
import io.gost.spi.GostException;
import io.gost.spi.Network;
import io.gost.spi.Options;
import io.gost.spi.Target;
import io.gost.spi.support.BlockingSession;
import io.gost.spi.testkit.ConnectorContract;
import io.gost.spi.testkit.DeclaredKeys;
import io.gost.spi.testkit.NodeSide;
import io.netty.channel.Channel;

import org.junit.jupiter.api.Test;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

final class SampleConnectorTest implements ConnectorContract {
    @Override
    public ConnectorProvider<?> connectorProvider() {
        return new SampleConnectorProvider();
    }

    /** The node's side of the protocol, written by hand. */
    @Override
    public NodeSide nodeSide() {
        return NodeSide.speaking(
                session -> {
                    Channel upstream;
                    try {
                        upstream = session.connect(Target.parse(Network.TCP, readLine(session)));
                    } catch (GostException e) {
                        answer(session, "no");
                        throw e;
                    }
                    answer(session, "ok");
                    session.relay(upstream, Duration.ZERO);
                });
    }

    @Override
    public Set<Capability> without() {
        return Set.of(Capability.CREDENTIALS);
    }

    @Test
    void optionsHaveTheirDefaultsAndTheirKeys() {
        assertThat(SampleOptions.read(Options.of(Map.of())))
                .isEqualTo(new SampleOptions(Duration.ZERO));
        assertThat(SampleOptions.read(Options.of(Map.of("readTimeout", "1s"))))
                .isEqualTo(new SampleOptions(Duration.ofSeconds(1)));
    }

    @Test
    void theReadmeHasARowForEachKey() throws IOException {
        DeclaredKeys.of(new SampleConnectorProvider()::read).expectRowsIn(Path.of("README.md"));
    }

    private static String readLine(BlockingSession session) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = session.input().read(); next != '\n'; next = session.input().read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.append((char) next);
        }
        return line.toString();
    }

    private static void answer(BlockingSession session, String word) throws IOException {
        session.output().write((word + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
