package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.distribution.Command.Result;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** {@code gost check} with the plugins of the distribution. */
@Execution(ExecutionMode.CONCURRENT)
class CheckIT {
    @TempDir Path directory;

    private Path file(String document) throws Exception {
        return Files.writeString(directory.resolve("gost.yml"), document);
    }

    @Test
    void theExampleOfTheDistributionHasNothingWrong() throws Exception {
        Path example = Programs.gost().resolveSibling(Path.of("..", "conf", "gost.yml"));

        Result result = Command.gost("check", "--strict", "-C", example.toString()).run();

        assertThat(result.out()).isEqualTo("nothing wrong\n");
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
    }

    @Test
    void everyMistakeIsNamedWithItsPlace() throws Exception {
        Path file =
                file(
                        """
                        services:
                        - name: a
                          addr: 127.0.0.1:0
                          handler: {type: socks5, chain: nowhere, metadata: {readTimeout: soon}}
                          listener: {type: tcp, metadata: {keepalve: true}}
                        chains:
                        - name: out
                          hops:
                          - name: h
                            nodes:
                            - {name: n, addr: '127.0.0.1:1', dialer: {type: kcp}}
                        """);

        Result result = Command.gost("check", "-C", file.toString()).run();

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains(file + ":4:34: services[0].handler.chain: there is no \"nowhere\"")
                .contains(file + ":4:67: services[0].handler.metadata.readTimeout: \"soon\" is not")
                .contains("warning: " + file + ":5:46: services[0].listener.metadata.keepalve")
                .contains("did you mean \"keepalive\"?")
                .contains("warning: " + file + ":7:3: chains[0]: nothing refers to \"out\"")
                .contains(file + ":11:53: chains[0].hops[0].nodes[0].dialer.type")
                .contains("3 errors, 2 warnings");
    }

    @Test
    void nothingIsBoundOrRunOrWritten() throws Exception {
        Path written = directory.resolve("written");
        Path home = Files.createDirectory(directory.resolve("home"));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path file =
                    file(
                            """
                            services:
                            - name: a
                              addr: 127.0.0.1:%d
                              handler: {type: http}
                              listener: {type: tls, tls: {serverName: x}}
                              metadata: {preUp: [touch %s]}
                            """
                                    .formatted(taken.getLocalPort(), written));

            Result result =
                    Command.gost("check", "-C", file.toString())
                            .environment(Map.of("HOME", home.toString()))
                            .run();

            assertThat(result.out()).isEqualTo("nothing wrong\n");
            assertThat(result.status()).isZero();
        }
        assertThat(written).doesNotExist();
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void aCommandLineIsCheckedToo() throws Exception {
        Result good = Command.gost("check", "-L", "socks5://:0", "-F", "http://127.0.0.1:1").run();
        Result bad = Command.gost("check", "-L", "http://:0?readTimeout=soon").run();

        assertThat(good.status()).isZero();
        assertThat(bad.status()).isEqualTo(2);
    }
}
