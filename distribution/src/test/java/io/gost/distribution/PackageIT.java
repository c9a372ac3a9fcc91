package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Distributions cut to what one configuration needs. */
class PackageIT {

    private static final int MINUTES = 5;

    /** As du counts: megabytes of 1,048,576 bytes. */
    private static final long LINKED_BYTES = 50L << 20;

    @RegisterExtension final Programs programs = new Programs();

    @TempDir Path directory;

    @Test
    void aTrimmedDistributionHoldsWhatItsConfigurationNeedsAndServes() throws Exception {
        Path home = directory.resolve("trimmed");

        String report = pack("--config", config(), "--output", home.toString());

        assertThat(plugins(home))
                .hasSize(3)
                .anyMatch(name -> name.startsWith("gost-plugin-http-"))
                .anyMatch(name -> name.startsWith("gost-plugin-tcp-"))
                .contains("plugins.index");
        assertThat(everything(home)).noneMatch(name -> name.matches(".*(quic|socks5|conf/gost).*"));
        assertThat(home.resolve("legal/THIRD-PARTY.txt")).content().doesNotContain("quic");
        assertThat(home.resolve("lib/gost.aot")).isNotEmptyFile();
        assertThat(report).contains("dropped", "gost-plugin-quic-", "kept", "gost-plugin-http-");
        serves(home, "-C", config());
        namesThePluginItLacks(home);
    }

    @Test
    void aLinkedDistributionIsSmallAndServesTheConfigurationInside() throws Exception {
        Path home = directory.resolve("linked");

        String report =
                pack(
                        "--config",
                        config(),
                        "--output",
                        home.toString(),
                        "--with-config",
                        "--jlink",
                        "--jdk",
                        System.getProperty("java.home"));

        assertThat(Command.of(home.resolve("runtime/bin/java").toString(), "--list-modules").run())
                .extracting(Command.Result::out)
                .asString()
                .contains("io.gost.runtime@")
                .doesNotContain("java.xml", "java.desktop");
        if (!report.contains("keep their symbols")) {
            assertThat(size(home) - Files.size(home.resolve("lib/gost.aot")))
                    .isLessThan(LINKED_BYTES);
        }
        serves(home, "-C", home.resolve("conf/gost.yml").toString());
        namesThePluginItLacks(home);
    }

    @Test
    void nothingIsWrittenOverWhatIsThere() throws Exception {
        Path precious = Files.writeString(directory.resolve("precious"), "precious");

        Command.Result result =
                Command.gost("package", "-C", config(), "--output", directory.toString()).run();

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains(directory + " is there already and not empty");
        assertThat(precious).hasContent("precious");
    }

    @Test
    void aConfigurationThatCannotRunIsNotPackaged() throws Exception {
        Path home = directory.resolve("home");

        String config =
                "{\"services\": [{\"addr\": \":0\", \"handler\": {\"type\": \"nonsense\"}}]}";
        Command.Result result =
                Command.gost("package", "-C", config, "--output", home.toString()).run();

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("nonsense");
        assertThat(home).doesNotExist();
    }

    private String config() throws IOException {
        return Files.writeString(
                        directory.resolve("gost.yml"),
                        """
                        services:
                        - name: proxy
                          addr: 127.0.0.1:0
                          handler: {type: http}
                          listener: {type: tcp}
                        """)
                .toString();
    }

    private static String pack(String... arguments) throws Exception {
        Command.Result result = Command.gost("package").with(arguments).run(MINUTES * 60);
        assertThat(result.status()).as(result.err()).isZero();
        return result.out();
    }

    private void serves(Path home, String... arguments) throws Exception {
        Gost gost = programs.start(home.resolve("bin/gost"), arguments);
        try (Server target = Server.echo();
                Socket tunnel = Tunnel.HTTP.open(gost.address("proxy"), target.address())) {
            assertThat(Exchange.echo(tunnel, new byte[] {1, 2})).isEqualTo(new byte[] {1, 2});
        }
    }

    private static void namesThePluginItLacks(Path home) throws Exception {
        Command.Result result =
                Command.of(home.resolve("bin/gost").toString(), "-L", "socks5://127.0.0.1:0").run();

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .contains("services[0].handler.type: unknown handler type \"socks5\"")
                .contains("gost-plugin-socks5-….jar is not in " + home.resolve("plugins"))
                .contains("copy it there from a full distribution");
    }

    private static List<String> plugins(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("plugins"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static List<String> everything(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.map(file -> home.relativize(file).toString()).toList();
        }
    }

    private static long size(Path home) throws IOException {
        long size = 0;
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                size += Files.size(file);
            }
        }
        return size;
    }
}
