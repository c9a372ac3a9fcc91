package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Datagrams through the packaged program. */
@Execution(ExecutionMode.CONCURRENT)
class UdpIT {
    private static final int[] SIZES = {1, 512, 1_472, 4_000};

    @RegisterExtension final Programs programs = new Programs();

    @Test
    void aForwarderTakesDatagramsToItsTargets() throws IOException {
        try (DatagramEcho first = new DatagramEcho();
                DatagramEcho second = new DatagramEcho()) {
            Gost gost =
                    programs.start(
                            "-L",
                            "udp://127.0.0.1:0/127.0.0.1:%d,127.0.0.1:%d"
                                    .formatted(first.port(), second.port()));
            for (int i = 0; i < 4; i++) {
                DatagramClient.expectEcho(gost.address("service-0"), SIZES);
            }
        }
    }

    @Test
    void aTargetThatComesLateIsReachedFromTheSameSession() throws IOException {
        int port;
        try (DatagramEcho gone = new DatagramEcho()) {
            port = gone.port();
        }
        Gost gost =
                programs.start(
                        "-L", "udp://127.0.0.1:0/127.0.0.1:%d?keepalive=true".formatted(port));
        try (DatagramClient client = new DatagramClient(gost.address("service-0"))) {
            client.send(new byte[] {1});
            client.send(new byte[] {2});
            try (DatagramEcho late = new DatagramEcho(port)) {
                assertThat(late.port()).isEqualTo(port);
                byte[] reply = client.ask(new byte[] {3});
                while (reply[0] != 3) {
                    // The others were slow enough to find the target there.
                    reply = client.receive();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5",
                "socks5?relay=udp",
                "socks5 socks5",
                "socks5 socks5?relay=udp",
                "relay",
                "relay+mtls",
                "socks5+tls relay",
                "socks5+ws socks5+tls relay+mtls"
            })
    void datagramsPassThroughProxies(String route) throws IOException {
        try (DatagramEcho target = new DatagramEcho()) {
            List<String> arguments = new ArrayList<>(List.of("-L", forward(target)));
            for (Scheme scheme : Scheme.path(route)) {
                arguments.add("-F");
                arguments.add(node(Programs.gost(), scheme));
            }
            Gost entry = programs.start(arguments.toArray(String[]::new));
            DatagramClient.expectEcho(entry.address("service-0"), SIZES);
            DatagramClient.expectEcho(entry.address("service-0"), 60_000);
        }
    }

    @Tag("interop")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5",
                "socks5?relay=udp",
                "relay",
                "relay?nodelay=true",
                "socks5+tls?notls=true",
                "socks5+mtls?notls=true",
                "socks5+mtcp?notls=true&mux.type=yamux",
                "socks5+wss?notls=true",
                "socks5+quic?notls=true",
                "relay+tls",
                "relay+mtls",
                "relay+ws",
                "relay+mwss",
                "relay+quic"
            })
    void datagramsPassBetweenOursAndTheReference(Scheme scheme) throws IOException {
        String name = System.getenv("GOST_REFERENCE");
        assumeTrue(name != null, "GOST_REFERENCE names no program");
        Path reference = Path.of(name);
        try (DatagramEcho target = new DatagramEcho()) {
            expectToPass(Programs.gost(), node(reference, scheme), target);
            expectToPass(reference, node(Programs.gost(), scheme), target);
        }
    }

    private void expectToPass(Path first, String node, DatagramEcho target) throws IOException {
        Gost entry = programs.start(first, "-L", forward(target), "-F", node);
        DatagramClient.expectEcho(entry.address("service-0"), SIZES);
    }

    /** Starts a proxy. */
    private String node(Path program, Scheme scheme) throws IOException {
        Gost proxy = programs.start(program, "-L", scheme.with("udp=true&bind=true").url(0));
        return scheme.url(proxy.address("service-0").getPort());
    }

    private static String forward(DatagramEcho target) {
        return "udp://127.0.0.1:0/127.0.0.1:%d?keepalive=true&ttl=1m".formatted(target.port());
    }
}
