package io.gost.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.config.Config;
import io.gost.runtime.config.binding.RecordReader;
import io.gost.runtime.config.binding.RecordReader.UnknownKeys;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.YamlReader;
import io.gost.runtime.log.LogLevel;
import io.gost.runtime.log.LogSettings;
import io.gost.runtime.log.Logs;
import io.gost.runtime.net.HostNetwork;
import io.gost.runtime.plugin.Plugins;
import io.gost.runtime.plugin.ProblemSink;
import io.gost.spi.Candidate;
import io.gost.spi.Options;
import io.gost.spi.PluginContext;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;
import io.gost.spi.SelectionStrategyProvider;
import io.gost.spi.example.LineConnectorProvider;
import io.gost.spi.example.LineHandlerProvider;
import io.gost.spi.example.PlainProviders;
import io.gost.spi.example.RoundProvider;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code selector} blocks, wherever they may stand. */
class SelectorBlocksTest {
    private final List<Integer> steps = new ArrayList<>();
    private final Plugins plugins =
            Plugins.of(
                    List.of(
                            new LineHandlerProvider(),
                            new LineConnectorProvider(),
                            new PlainProviders.Listening(),
                            new PlainProviders.Dialing(),
                            new PlainForward(),
                            new RoundProvider(),
                            new Steps()));
    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final HostNetwork network = HostNetwork.open(1, Logs.logger(""));
    @TempDir private Path home;

    @BeforeAll
    static void logNothing() {
        Logs.configure(new LogSettings("none", LogLevel.FATAL, LogSettings.Format.JSON));
    }

    @AfterEach
    void close() {
        network.close();
    }

    /** The command line gives a hop whatever it gives the hop's node. */
    @Test
    void hopsMayHaveMetadataOfTheirNodes() {
        assemble(
                """
                chains:
                - name: chain-0
                  hops:
                  - name: hop-0
                    metadata: {mux.type: yamux, interface: eth0}
                    nodes:
                    - {name: n, addr: "127.0.0.1:1", connector: {type: line}, dialer: {type: tcp}}
                """);
        assertThat(errors)
                .singleElement()
                .asString()
                .startsWith("chains[0].hops[0].metadata.interface");
    }

    @Test
    void theStrategyReadsItsOptionsInHopsForwardersAndGroups() {
        assemble(
                """
                services:
                - name: proxy
                  addr: 127.0.0.1:0
                  listener: {type: tcp}
                  handler:
                    type: line
                    chainGroup:
                      chains: [chain-0, chain-1]
                      selector: {strategy: steps, metadata: {step: 2}}
                - name: forward
                  addr: 127.0.0.1:0
                  listener: {type: tcp}
                  handler: {type: plain-forward}
                  forwarder:
                    selector: {strategy: steps, metadata: {step: 3}}
                    nodes: [{name: a, addr: '127.0.0.1:1'}, {name: b, addr: '127.0.0.1:2'}]
                - name: groups
                  addr: 127.0.0.1:0
                  listener: {type: tcp}
                  handler: {type: plain-forward}
                  forwarder:
                    hopGroup:
                      selector: {strategy: steps, metadata: {step: 4}}
                      hops: [{hop: hop-0}]
                hops:
                - name: hop-0
                  selector: {strategy: STEPS, metadata: {Step: 5}}
                  nodes:
                  - {name: n, addr: '127.0.0.1:1', connector: {type: line}, dialer: {type: tcp}}
                chains:
                - name: chain-0
                  hops: [{name: hop-0}]
                - name: chain-1
                  hops: [{name: hop-0}]
                """);
        assertThat(errors).isEmpty();
        assertThat(warnings).isEmpty();
        assertThat(steps).containsExactlyInAnyOrder(2, 3, 4, 5);
    }

    @Test
    void aKeyThatTheStrategyDoesNotReadIsReported() {
        assemble(hop("{strategy: steps, metadata: {stap: 2}}"));
        assertThat(errors).isEmpty();
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("chains[0].hops[0].selector.metadata.stap")
                .contains("step");
    }

    @Test
    void aWrongOptionIsAnErrorWithItsPath() {
        assemble(hop("{strategy: steps, metadata: {step: many}}"));
        assertThat(errors)
                .singleElement()
                .asString()
                .startsWith("chains[0].hops[0].selector.metadata.step: \"many\"");
    }

    @Test
    void aStrategyWhoseJarIsMissingBreaksWhatNamesItAndNamesTheJar() {
        assemble(hop("{strategy: sticky, maxFails: 1}"));
        assertThat(errors)
                .singleElement()
                .asString()
                .startsWith(
                        "chains[0].hops[0].selector.strategy: unknown strategy type \"sticky\":"
                                + " gost-plugin-sticky");
        errors.clear();
        assemble(hop("{strategy: round, maxFails: 1}"));
        assertThat(errors).isEmpty();
    }

    @Test
    void ejectionAndSlowStartAreAccepted() {
        assemble(
                hop(
                        """
                        {strategy: round, maxFails: 100, slowStart: 30s, maxLatency: 1s, ejection:
                          {errorPercent: 50, minRequests: 20, window: 10s, time: 1m, maxTime: 10m, maxPercent: 30}}
                        """));
        assemble(hop("{strategy: round, ejection: {}}"));
        assertThat(errors).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ejection: {errorPercent: 101} | ejection.errorPercent: 101 is not within 1 and 100
                    ejection: {errorPercent: -1}  | ejection.errorPercent: -1 is not within 1 and 100
                    ejection: {minRequests: -1}   | ejection.minRequests: -1 is not within 1 and 1000000
                    ejection: {maxPercent: 200}   | ejection.maxPercent: 200 is not within 1 and 100
                    ejection: {window: -1s}       | ejection.window: -1s is not within 0s and a year
                    ejection: {time: 10s, maxTime: 5s} | ejection.maxTime: 5s is shorter than time, 10s
                    slowStart: -1s                | slowStart: -1s is not within 0s and a year
                    maxLatency: -1s               | maxLatency: -1s is not within 0s and a year
                    """)
    void limitsThatMakeNoSenseAreErrors(String block, String error) {
        assemble(hop("{strategy: round, " + block + "}"));
        assertThat(errors).containsExactly("chains[0].hops[0].selector." + error);
    }

    private static String hop(String selector) {
        return """
        chains:
        - name: c
          hops:
          - name: h
            selector: %s
            nodes:
            - {name: a, addr: '127.0.0.1:1', connector: {type: line}, dialer: {type: tcp}}
            - {name: b, addr: '127.0.0.1:2', connector: {type: line}, dialer: {type: tcp}}
        """
                .formatted(selector.strip());
    }

    private void assemble(String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        Mapping document = (Mapping) YamlReader.read(yaml, "test.yml", diagnostics).orElseThrow();
        Config config = new RecordReader(diagnostics, UnknownKeys.WARN).read(document);
        assertThat(diagnostics.hasErrors()).isFalse();
        ProblemSink problems =
                new ProblemSink() {
                    @Override
                    public void error(String path, String message) {
                        errors.add(path + ": " + message);
                    }

                    @Override
                    public void warning(String path, String message) {
                        warnings.add(path + ": " + message);
                    }
                };
        new Assembler(plugins, network, Logs.logger(""), problems, home, Unobserved.metrics())
                .assemble(config)
                .close();
    }

    /** A strategy with an option. */
    private final class Steps implements SelectionStrategyProvider<Integer> {
        @Override
        public List<String> types() {
            return List.of("steps");
        }

        @Override
        public Integer read(Options options) {
            return options.integer("step").help("how far to go").orElse(1);
        }

        @Override
        public SelectionStrategy create(Integer options, PluginContext context) {
            steps.add(options);
            return new SelectionStrategy() {
                @Override
                public <C extends Candidate> C select(
                        List<C> candidates, SelectionContext request) {
                    return candidates.getFirst();
                }
            };
        }
    }
}
