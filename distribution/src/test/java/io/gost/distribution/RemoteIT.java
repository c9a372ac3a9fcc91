package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Addresses that are bound on a proxy. */
class RemoteIT {
    private static final Pattern AGAIN =
            Pattern.compile("listening again on 127\\.0\\.0\\.1:(\\d+)");

    @RegisterExtension final Programs programs = new Programs();

    @ParameterizedTest
    @ValueSource(strings = {"relay", "relay+tls", "relay+mtls", "relay+wss", "socks5"})
    void visitorsOfTheProxyAreServedHereAlsoAfterItWasRestarted(String scheme) throws Exception {
        try (Server echo = Server.echo()) {
            Gost proxy = programs.start("-L", scheme + "://127.0.0.1:0?bind=true");
            int port = proxy.address("service-0").getPort();
            Gost gost =
                    programs.start(
                            "-L",
                            "rtcp://127.0.0.1:0/127.0.0.1:" + echo.address().getPort(),
                            "-F",
                            scheme + "://127.0.0.1:" + port);
            expectEcho(gost.address("service-0"));

            proxy.stop();
            programs.start("-L", scheme + "://127.0.0.1:" + port + "?bind=true");
            Await.until("the address is bound again", () -> again(gost.output()).isPresent());
            expectEcho(
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), again(gost.output()).orElseThrow()));
        }
    }

    private static Optional<Integer> again(List<String> output) {
        return output.stream()
                .flatMap(line -> AGAIN.matcher(line).results())
                .map((MatchResult found) -> Integer.valueOf(found.group(1)))
                .findFirst();
    }

    private static void expectEcho(InetSocketAddress address) throws IOException {
        byte[] sent = new byte[1 << 20];
        new Random(1).nextBytes(sent);
        try (Socket visitor = new Socket(address.getAddress(), address.getPort())) {
            assertThat(Arrays.equals(Exchange.echo(visitor, sent), sent)).isTrue();
        }
    }
}
