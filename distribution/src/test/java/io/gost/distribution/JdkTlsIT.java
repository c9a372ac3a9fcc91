package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** TLS where BoringSSL's library is not to be found, as on other platforms: the JDK's engine. */
@Execution(ExecutionMode.CONCURRENT)
class JdkTlsIT {
    private static final String BORINGSSL = "netty_tcnative";

    @RegisterExtension final Programs programs = new Programs();

    /** Of the program's native libraries it has the one of its sockets, if any. */
    @TempDir Path libraries;

    @BeforeEach
    void leaveOutBoringSsl() throws IOException {
        Path natives = Programs.gost().resolveSibling("../lib/native");
        try (Stream<Path> files = Files.list(natives)) {
            for (Path file : files.filter(file -> !file.toString().contains(BORINGSSL)).toList()) {
                Files.copy(file, libraries.resolve(file.getFileName()));
            }
        }
    }

    private Gost startWithoutBoringSsl(String... arguments) throws IOException {
        return programs.start(
                Programs.gost(),
                List.of(arguments),
                Map.of("GOST_JAVA_OPTS", "-Djava.library.path=" + libraries));
    }

    @Test
    void anHttpsProxyServesCurl() throws Exception {
        try (Origin origin = Origin.http("hello")) {
            Gost gost = startWithoutBoringSsl("-L", "https://127.0.0.1:0");
            String proxy = "https://localhost:" + gost.address("service-0").getPort();
            Command curl =
                    Command.curl("--proxy", proxy, "http://" + origin.hostAndPort() + "/")
                            .with("--proxy-insecure");
            assertThat(curl.run()).isEqualTo(new Command.Result(0, "hello", ""));
            assertThat(curl.with("--proxytunnel").run().out()).isEqualTo("hello");
            assertThat(Proc.maps(gost)).doesNotContain(BORINGSSL);
        }
    }

    /** The engine of the other end may be either. */
    @ParameterizedTest
    @CsvSource({
        "relay+tls?nodelay=true, true",
        "socks5, false",
        "http+mtls, true",
        "http+mtls?mux.version=2, false",
        "http+wss, false",
        "socks5+wss, true",
        "relay+mwss, true",
        "http+mwss, false"
    })
    void bytesPassUnchangedOverTls(Scheme scheme, boolean boringSslAtTheServer) throws Exception {
        String[] service = {"-L", scheme.url(0)};
        Gost server =
                boringSslAtTheServer ? programs.start(service) : startWithoutBoringSsl(service);
        String node = scheme.url(server.address("service-0").getPort());
        Gost client = startWithoutBoringSsl("-L", "socks5://127.0.0.1:0", "-F", node);
        byte[] sent = new byte[1 << 20];
        new Random(1).nextBytes(sent);
        try (Server target = Server.echo();
                Socket tunnel = Tunnel.SOCKS5.open(client.address("service-0"), target.address())) {
            assertThat(Exchange.echo(tunnel, sent)).isEqualTo(sent);
        }
        assertThat(Proc.maps(client)).doesNotContain(BORINGSSL);
        assertThat(Proc.maps(server).contains(BORINGSSL)).isEqualTo(boringSslAtTheServer);
    }
}
