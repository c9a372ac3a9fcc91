package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Distributions cut to what one configuration needs. */
class PackageIT {

    private static final int MINUTES = 5;

    private static final long LINKED_BYTES = 50_000_000;

    /** A cache that the JVM does not take is an error. */
    private static final Map<String, String> WITH_CACHE =
            Map.of("GOST_JAVA_OPTS", "-XX:AOTMode=on");

    private static final JsonMapper JSON = new JsonMapper();

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
        assertThat(everything(home))
                .noneMatch(name -> name.matches(".*(quic|socks5|conf/gost|tcnative_|boringssl).*"));
        assertThat(home.resolve("legal/THIRD-PARTY.txt"))
                .content()
                .doesNotContain("quic", "boringssl");
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
        assertThat(report)
                .containsPattern("left out of the runtime: .*org.apache.commons.compress");
        assertThat(everything(home)).noneMatch(name -> name.contains("commons-compress"));
        if (!report.contains("keep their symbols")) {
            assertThat(size(home) - Files.size(home.resolve("lib/gost.aot")))
                    .isLessThan(LINKED_BYTES);
        }
        String config = home.resolve("conf/gost.yml").toString();
        serves(home, "-C", config);
        Command linked = Command.of(home.resolve("bin/gost").toString()).environment(WITH_CACHE);
        assertThat(linked.with("check", "-C", config).run().status()).isZero();
        assertThat(linked.with("plugins").run().out()).contains("http", "tcp", "loaded");
        namesThePluginItLacks(home);
    }

    /** Engines that would load the image need a daemon or rights; its entrypoint runs anywhere. */
    @Test
    void anImageForContainersHoldsAProgramThatServesAndATellerOfItsHealth() throws Exception {
        Path image = directory.resolve("image.tar");
        Path home = directory.resolve("packed");
        pack(
                "--config",
                config(),
                "--output",
                home.toString(),
                "--plugin",
                "mws",
                "--oci",
                image.toString(),
                "--jdk",
                System.getProperty("java.home"));
        assertThat(plugins(home)) // the library plugin, too
                .anyMatch(name -> name.startsWith("gost-plugin-ws-"))
                .hasSize(5);
        assertThat(everything(home)).anyMatch(name -> name.startsWith("lib/native/libnetty_tcn"));

        Path tree = Files.createDirectory(directory.resolve("tree"));
        JsonNode config = unpack(image, tree);

        assertThat(tree.resolve("lib64")).isNotEmptyDirectory(); // the loader
        assertThat(config.path("User").asString()).isEqualTo("65532:65532");
        List<String> words = new ArrayList<>(words(config.path("Entrypoint"), tree));
        Path java = Path.of(words.removeFirst());
        words.addAll(words(config.path("Cmd"), tree));
        Gost gost = programs.start(java, words, Map.of("LC_ALL", "C.UTF-8"));
        InetSocketAddress address = gost.address("proxy");
        try (Server target = Server.echo();
                Socket tunnel = Tunnel.HTTP.open(address, target.address())) {
            assertThat(Exchange.echo(tunnel, new byte[] {1, 2})).isEqualTo(new byte[] {1, 2});
        }
        String[] health = {"health", "127.0.0.1:" + address.getPort()};
        Command check = Command.of(words(config.path("Entrypoint"), tree).toArray(String[]::new));
        assertThat(check.with(health).run().status()).isZero();
        assertThat(gost.stop()).isZero();
        assertThat(check.with(health).run().status()).isEqualTo(1);

        // a trimmed distribution cannot make another image
        Command again = Command.of(home.resolve("bin/gost").toString(), "package", "-C", config());
        Command.Result refused =
                again.with("--output", tree + "/x", "--oci", tree + "/x.tar").run();
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("--oci needs the full distribution");
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

    /** Unpacks all layers, and gives the image's configuration. */
    private JsonNode unpack(Path image, Path tree) throws Exception {
        Path layout = Files.createDirectory(directory.resolve("layout"));
        untar(image, layout);
        JsonNode index = JSON.readTree(Files.readAllBytes(layout.resolve("index.json")));
        JsonNode manifest =
                JSON.readTree(Files.readAllBytes(blob(layout, index.at("/manifests/0"))));
        for (JsonNode layer : manifest.path("layers")) {
            untar(blob(layout, layer), tree);
        }
        return JSON.readTree(Files.readAllBytes(blob(layout, manifest.path("config"))))
                .path("config");
    }

    private static void untar(Path archive, Path to) throws Exception {
        Command.Result result =
                Command.tool("tar", "-xpf", archive.toString(), "-C", to.toString()).run();
        assertThat(result.status()).as(result.err()).isZero();
    }

    private static Path blob(Path layout, JsonNode descriptor) {
        return layout.resolve("blobs/" + descriptor.path("digest").asString().replace(':', '/'));
    }

    /** Words of a command as they are in the tree, which is not the root directory here. */
    private static List<String> words(JsonNode array, Path tree) {
        return array.valueStream()
                .map(word -> word.asString().replace("/opt/gost", tree + "/opt/gost"))
                .toList();
    }

    private void serves(Path home, String... arguments) throws Exception {
        Gost gost = programs.start(home.resolve("bin/gost"), List.of(arguments), WITH_CACHE);
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
            for (Path file : files.toList()) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    size += Files.size(file);
                }
            }
        }
        return size;
    }
}
