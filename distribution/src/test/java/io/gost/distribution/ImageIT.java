package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What is shipped. */
@Execution(ExecutionMode.CONCURRENT)
class ImageIT {

    @RegisterExtension final Programs programs = new Programs();

    @TempDir Path directory;

    private static Path home() {
        return Programs.gost().getParent().getParent();
    }

    @Test
    void imageHoldsTheModulesOfTheSnapshotAndNoOthers() throws Exception {
        List<String> modules =
                Command.of(home().resolve("runtime/bin/java").toString(), "--list-modules")
                        .run()
                        .out()
                        .lines()
                        .map(line -> line.replaceFirst("@.*", ""))
                        .toList();
        try (InputStream snapshot = ImageIT.class.getResourceAsStream("modules.txt")) {
            assertThat(modules)
                    .isEqualTo(new String(snapshot.readAllBytes(), UTF_8).lines().toList());
        }
    }

    @Test
    void everyPluginIsAJarOrADirectoryOfItsName() throws Exception {
        try (Stream<Path> plugins = Files.list(home().resolve("plugins"))) {
            assertThat(plugins.map(path -> path.getFileName().toString()))
                    .contains("plugins.index")
                    .filteredOn(name -> !name.equals("plugins.index"))
                    .isNotEmpty()
                    .allMatch(name -> name.matches("gost-plugin-[a-z0-9]+-\\d.*"));
        }
        assertThat(Plugins.find("tcp")).isRegularFile();
        // codec-http is the host's, whose Web API uses it too
        assertThat(Plugins.find("http"))
                .isDirectoryContaining("glob:**/gost-plugin-http-*.jar")
                .isDirectoryContaining("glob:**/netty-codec-compression-*.jar")
                .isDirectoryNotContaining("glob:**/netty-codec-http-*.jar");
        assertThat(Plugins.find("quic"))
                .isDirectoryContaining("glob:**/netty-codec-classes-quic-*.jar")
                .isDirectoryContaining("glob:**/*netty_quiche*");
    }

    @Test
    void exampleConfigurationRuns() throws Exception {
        Path example = home().resolve("conf/gost.yml");
        // its port may be taken on this machine
        String content = Files.readString(example).replaceAll("(addr: \\S+):\\d+", "$1:0");
        Path copy = Files.writeString(directory.resolve("gost.yml"), content);
        Gost gost = programs.start("-C", copy.toString());
        for (Tunnel protocol : List.of(Tunnel.HTTP, Tunnel.SOCKS4, Tunnel.SOCKS5)) {
            try (Server target = Server.echo();
                    Socket tunnel = protocol.open(gost.address("proxy"), target.address())) {
                assertThat(Exchange.echo(tunnel, new byte[] {1})).isEqualTo(new byte[] {1});
            }
        }
    }

    @Test
    void licencesAreThere() {
        assertThat(home().resolve("LICENSE")).isRegularFile();
        assertThat(home().resolve("legal/THIRD-PARTY.txt"))
                .content()
                .contains("Netty", "Jackson", "Log4j", "picocli");
        assertThat(home().resolve("runtime/legal/java.base/LICENSE")).isRegularFile();
    }
}
