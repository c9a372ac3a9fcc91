package io.gost.runtime.describe;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import io.gost.runtime.plugin.Plugins;
import io.gost.spi.example.LineConnectorProvider;
import io.gost.spi.example.LineHandlerProvider;
import io.gost.spi.example.PlainProviders;
import io.gost.spi.example.RoundProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.List;

/** The schema says of a document what the program says of it. */
final class ConfigSchemaTest {
    private enum Colour {
        RED,
        GREEN
    }

    private static final SampleStrategy PICK =
            new SampleStrategy(
                    List.of("pick", "p"),
                    options -> {
                        options.string("file", "path").help("where choices are").required();
                        options.integer("most").between(1, 9).help("how many").orElseIfZero(3);
                        options.bytes("room").atLeast(512).orElse(1_024);
                        options.duration("ttl").orElse(Duration.ofSeconds(1));
                        options.choice(Colour.class, "colour").orElse(Colour.RED);
                        options.family("status.", "<code>", "the same for one status");
                        options.bool("later").help("something to come").unavailable();
                    });

    private static final Plugins PLUGINS =
            Plugins.of(
                    List.of(
                            new LineHandlerProvider(),
                            new LineConnectorProvider(),
                            new RoundProvider(),
                            new PlainProviders.Listening(),
                            new PlainProviders.Dialing(),
                            PICK));

    private static final String LAX = schema(false);
    private static final String STRICT = schema(true);

    private static String schema(boolean strict) {
        return ConfigSchema.write(
                PLUGINS,
                strict,
                failure -> {
                    throw new AssertionError(failure);
                });
    }

    private static List<Error> errors(String schema, String document) {
        return registry().getSchema(schema, InputFormat.JSON).validate(document, InputFormat.YAML);
    }

    private static SchemaRegistry registry() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSchemaIsAValidSchema(boolean strict) {
        Schema rules =
                registry()
                        .getSchema(
                                SchemaLocation.of(
                                        SpecificationVersion.DRAFT_2020_12.getDialectId()));

        assertThat(rules.validate(schema(strict), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "services: []",
                "services:",
                "services: [{name: a, addr: ':1', handler: {type: line}, listener: {type: tcp}}]",
                "services: [{name: a, handler: {type: line, retries: '0x10', metadata: {}}}]",
                "services: [{handler: {type: line, metadata: {readTimeout: 3}}}]",
                "services: [{handler: {type: line, metadata: {read.timeout: 1m30s}}}]",
                "services: [{handler: {type: line, metadata: {skipauth: '10.0.0.0/8'}}}]",
                "services: [{listener: {metadata: {keepalive: 'true', keepalive.count: '3'}}}]",
                "services: [{metadata: {dialTimeout: 3s, ignoreChain: 1}}]",
                "services: [{admission: ''}]",
                "services: [{status: {state: running}}]",
                "chains: [{hops: [{nodes: [{metadata: {weight: 2}}], selector: {maxFails: 1}}]}]",
                "bypasses: [{name: a, matchers: 'a,b', reload: 10s, whitelist: yes}]",
                "bypasses: [{name: a, matchers: [a, 1], reload: 10000000000}]",
                "hops: [{selector: {strategy: pick, metadata: {file: x, most: 0, room: 4KiB}}}]",
                "hops: [{selector: {strategy: p, metadata: {path: x, colour: green}}}]",
                "hops: [{selector: {strategy: p, metadata: {path: x, status.404: 3s}}}]",
                "hops: [{selector: {strategy: p, metadata: {path: x, later: false}}}]",
                "log: {level: info}",
                "tls: {certFile: a, keyFile: b, options: {alpn: [h2]}}"
            })
    void whatTheProgramTakesIsValid(String document) {
        assertThat(errors(LAX, document)).isEmpty();
        assertThat(errors(STRICT, document)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "servises: []",
                "services: [{nam: a}]",
                "services: {name: a}",
                "services: [{handler: {type: line, metadata: {readTimout: 3}}}]",
                "services: [{metadata: {dailTimeout: 3s}}]",
                "chains: [{hops: [{selector: {maxFail: 1}}]}]"
            })
    void whatTheProgramWarnsOfIsInvalidInTheStrictFormOnly(String document) {
        assertThat(errors(LAX, document)).isEmpty();
        assertThat(errors(STRICT, document)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "services: a",
                "services: [{handler: line}]",
                "services: [{handler: {type: lin}}]",
                "services: [{handler: {type: line, retries: many}}]",
                "services: [{handler: {type: line, metadata: {readTimeout: soon}}}]",
                "services: [{listener: {metadata: {keepalive.count: many}}}]",
                "services: [{admission: inside}]",
                "services: [{metadata: {dialTimeout: soon}}]",
                "bypasses: [{name: a, machers: [a]}]",
                "bypasses: [{name: a, reload: 10}, {name: b, reload: soon}]",
                "tls: {certfile: a}",
                "hops: [{selector: {strategy: pick}}]",
                "hops: [{selector: {strategy: pick, metadata: {most: 1}}}]",
                "hops: [{selector: {strategy: pick, metadata: {file: x, most: 10}}}]",
                "hops: [{selector: {strategy: pick, metadata: {file: x, room: 100}}}]",
                "hops: [{selector: {strategy: pick, metadata: {file: x, room: much}}}]",
                "hops: [{selector: {strategy: pick, metadata: {file: x, colour: blue}}}]",
                "hops: [{selector: {strategy: pick, metadata: {file: x, later: true}}}]",
                "hops: [{selector: {strategy: pick, metadata: {file: x, status.404: []}}}]"
            })
    void whatTheProgramRefusesIsInvalid(String document) {
        assertThat(errors(LAX, document)).isNotEmpty();
        assertThat(errors(STRICT, document)).isNotEmpty();
    }

    @Test
    void keysHaveWhatAnEditorShows() {
        JsonNode key = definition("strategy.pick").get("properties").get("most");

        assertThat(key.get("description").asString()).isEqualTo("how many (within 1–9)");
        assertThat(key.get("default").asInt()).isEqualTo(3);
        assertThat(definition("strategy.pick").get("properties").get("path").get("description"))
                .hasToString("\"the same as file\"");
        assertThat(definition("service").get("properties").get("addr").get("description"))
                .hasToString("\"where it listens\"");
        assertThat(definition("bypass").get("properties").get("reverse").get("deprecated"))
                .hasToString("true");
    }

    @Test
    void aTypeThatIsLeftOutIsTheDefaultOne() {
        assertThat(errors(LAX, "services: [{listener: {metadata: {reuseport: maybe}}}]"))
                .isNotEmpty();
        assertThat(errors(LAX, "services: [{listener: {type: '', metadata: {reuseport: maybe}}}]"))
                .isNotEmpty();
    }

    private static JsonNode definition(String name) {
        return new JsonMapper().readTree(LAX).get("$defs").get(name);
    }
}
