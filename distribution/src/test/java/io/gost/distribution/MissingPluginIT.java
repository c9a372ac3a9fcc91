package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.distribution.Command.Result;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.Reader;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the program says where a plugin of the distribution is missing, and whether it is true. */
class MissingPluginIT {

    private static final Pattern ADVICE =
            Pattern.compile(
                    ": gost-plugin-(\\w+)-…(/|\\.jar) is not in (\\S+); copy it there from");

    /** Of the sources: inside the image it is one of many resources. */
    private static final Path TABLE =
            Path.of(
                    "../gost-runtime/src/main/resources/io/gost/runtime/plugin",
                    "standard-plugins.properties");

    @RegisterExtension final Programs programs = new Programs();

    @TempDir Path directory;

    /** One is a directory with libraries of its own, one is a jar. */
    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void whoFollowsTheAdviceIsServed(String type) throws Exception {
        Path plugins = Plugins.copy(directory.resolve("plugins"), "tcp");
        String[] arguments = {"--plugins", plugins.toString(), "-L", type + "://127.0.0.1:0"};
        Result result = Command.gost(arguments).run();

        assertThat(result.status()).isEqualTo(2);
        Matcher advice = ADVICE.matcher(result.err());
        assertThat(advice.find()).as(result.err()).isTrue();
        assertThat(advice.group(3)).isEqualTo(plugins.toString());
        Path missing = Plugins.find(advice.group(1));
        assertThat(Files.isDirectory(missing)).isEqualTo(advice.group(2).equals("/"));

        Plugins.copy(plugins, advice.group(1));
        Gost gost = programs.start(arguments);
        Tunnel tunnel = Tunnel.valueOf(type.toUpperCase(Locale.ROOT));
        try (Server target = Server.echo();
                Socket socket = tunnel.open(gost.address("service-0"), target.address())) {
            assertThat(Exchange.echo(socket, new byte[] {1, 2})).isEqualTo(new byte[] {1, 2});
        }
    }

    @Test
    void theAdviceKnowsEveryTypeOfTheDistributionAndNoOther() throws Exception {
        Properties table = new Properties();
        try (Reader in = Files.newBufferedReader(TABLE)) {
            table.load(in);
        }
        Map<String, String> known = new TreeMap<>();
        table.stringPropertyNames().forEach(key -> known.put(key, table.getProperty(key)));
        String directories = known.remove("directories");

        Map<String, String> provided = new TreeMap<>();
        for (JsonNode plugin :
                new JsonMapper().readTree(Command.gost("plugins", "--json").run().out())) {
            String name = plugin.get("plugin").asString();
            plugin.get("types")
                    .propertyStream()
                    .forEach(
                            kind ->
                                    kind.getValue()
                                            .forEach(
                                                    type ->
                                                            provided.put(
                                                                    kind.getKey()
                                                                            + "."
                                                                            + type.asString(),
                                                                    name)));
            assertThat(Files.isDirectory(Path.of(plugin.get("jar").asString())))
                    .as(name)
                    .isEqualTo(List.of(directories.split(" ")).contains(name));
        }

        assertThat(known).isEqualTo(provided);
    }
}
