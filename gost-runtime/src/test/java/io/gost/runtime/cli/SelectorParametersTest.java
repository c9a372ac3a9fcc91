package io.gost.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** What of a URL is the selector's, beyond what GOST knows. */
class SelectorParametersTest {
    @TempDir private Path directory;

    @Test
    void prefixedParametersAreTheSelectors() throws IOException {
        JsonNode hop =
                printed(
                                "-L",
                                "http://:8080",
                                "-F",
                                "socks5://a:1,b:1?strategy=sticky&maxFails=3&selector.ttl=30m"
                                        + "&selector.slowStart=10s&selector.maxLatency=1s&ttl=5s")
                        .at("/chains/0/hops/0");
        assertThat(hop.get("selector").toString())
                .isEqualTo(
                        """
                        {"strategy":"sticky","maxFails":3,"failTimeout":"30s",\
                        "maxLatency":"1s","slowStart":"10s","metadata":{"ttl":"30m"}}\
                        """);
        assertThat(hop.at("/nodes/0/dialer/metadata").toString()).isEqualTo("{\"ttl\":\"5s\"}");
    }

    @Test
    void forwardersTakeThemToo() throws IOException {
        JsonNode selector =
                printed("-L", "tcp://:2222/a:22,b:22?strategy=parallel&selector.max=4")
                        .at("/services/0/forwarder/selector");
        assertThat(selector.get("metadata").toString()).isEqualTo("{\"max\":\"4\"}");
    }

    @Test
    void onePrefixedParameterIsEnoughForASelector() throws IOException {
        JsonNode selector =
                printed("-L", "http://:8080", "-F", "socks5://a:1,b:1?selector.maxLatency=1s")
                        .at("/chains/0/hops/0/selector");
        assertThat(selector.get("strategy").stringValue()).isEqualTo("round");
        assertThat(selector.get("maxLatency").stringValue()).isEqualTo("1s");
    }

    private JsonNode printed(String... arguments) throws IOException {
        CommandRun run =
                CommandRun.in(
                        directory,
                        Map.of(),
                        "",
                        Stream.concat(Stream.of(arguments), Stream.of("-O", "yaml")).toList());
        assertThat(run.exit()).as(run.err()).isZero();
        return new YAMLMapper().readTree(run.out());
    }
}
