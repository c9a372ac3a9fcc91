package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;

/** TLS where BoringSSL is not: the distribution without its library leaves the work to the JDK. */
class JdkTlsIT {
    private static final String BORINGSSL = "netty_tcnative";

    @RegisterExtension final Programs programs = new Programs();

    @TempDir Path directory;

    private Path program;

    /** The same files, but for BoringSSL and a copy of the script that looks around itself. */
    @BeforeEach
    void leaveOutBoringSsl() throws IOException {
        Path home = Programs.gost().getParent().getParent().toRealPath();
        for (String part : new String[] {"runtime", "plugins"}) {
            Files.createSymbolicLink(directory.resolve(part), home.resolve(part));
        }
        Path natives = Files.createDirectories(directory.resolve("lib/native"));
        try (Stream<Path> files = Files.list(home.resolve("lib/native"))) {
            for (Path file : files.filter(file -> !file.toString().contains(BORINGSSL)).toList()) {
                Files.createSymbolicLink(natives.resolve(file.getFileName()), file);
            }
        }
        Path options = home.resolve("lib/jvm.options");
        Files.createSymbolicLink(directory.resolve("lib/jvm.options"), options);
        Path script = Files.createDirectory(directory.resolve("bin")).resolve("gost");
        program = Files.copy(home.resolve("bin/gost"), script);
    }

    @Test
    void anHttpsProxyServesCurl() throws Exception {
        try (Origin origin = Origin.http("hello")) {
            Gost gost = programs.start(program, "-L", "https://127.0.0.1:0");
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
        Path there = boringSslAtTheServer ? Programs.gost() : program;
        Gost server = programs.start(there, "-L", scheme.url(0));
        String node = scheme.url(server.address("service-0").getPort());
        Gost client = programs.start(program, "-L", "socks5://127.0.0.1:0", "-F", node);
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
