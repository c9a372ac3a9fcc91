package io.gost.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.runtime.select.StandingReport;
import io.gost.spi.GostException;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.gost.spi.testkit.Await;
import io.netty.util.NetUtil;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Hops, chains, groups and forwarders as configurations describe them. */
class RoutesTest extends ConfiguredServices {
    private static final String FRONT =
            """
            services:
            - name: front
              addr: 127.0.0.1:0
              handler: {type: line, retries: 2, %s}
              listener: {type: tcp}
            """;

    @Test
    void aServicesBypassRefusesItsTargets() throws IOException {
        Services services =
                start(
                        """
                        services:
                        - name: front
                          addr: 127.0.0.1:0
                          bypass: inside
                          handler: {type: line}
                          listener: {type: tcp}
                        bypasses:
                        - {name: inside, matchers: [127.0.0.0/8]}
                        """);
        assertThat(ask(services, 0, "- - " + echo(), "")).isEqualTo("denied ");
    }

    @Test
    void aHopsBypassEndsTheChainBeforeIt() throws IOException {
        Services services =
                start(
                        FRONT.formatted("chain: c")
                                + """
                                chains:
                                - name: c
                                  hops:
                                  - name: h
                                    bypass: inside
                                    nodes: [{name: n, addr: '127.0.0.1:1', connector: {type: line}}]
                                bypasses:
                                - {name: inside, matchers: [127.0.0.0/8]}
                                """);
        assertThat(ask(services, 0, "- - " + echo(), "ping")).isEqualTo("ok ping");
    }

    @Test
    void deadNodesEndInTheProtocolsErrorAndNeverInADirectConnection() throws IOException {
        Services services =
                start(
                        FRONT.formatted("chain: c")
                                + chain("c", unusedPort())
                                + "  - name: second\n    nodes: [{name: m, addr: '127.0.0.1:1',"
                                + " connector: {type: line}}]\n");
        for (int i = 0; i < 3; i++) {
            assertThat(ask(services, 0, "- - " + echo(), "")).isEqualTo("refused ");
        }
        assertThat(state(services, "hop h-c")).isEqualTo(StandingReport.State.OUT);
    }

    @Test
    void aChainGroupGoesByRulesAndFailsOver() throws IOException {
        Services proxies = start(services(service("proxy", "")));
        Services services =
                start(
                        FRONT.formatted(
                                        "chainGroup: {chains: [dead, {chain: alive, matcher: {rule:"
                                                + " 'Network(`tcp`)'}}]}")
                                + chain("dead", unusedPort())
                                + chain("alive", bound(proxies, 0).getPort())
                                        .replace("chains:\n", ""));
        for (int i = 0; i < 4; i++) {
            assertThat(ask(services, 0, "- - " + echo(), "ping")).isEqualTo("ok ping");
        }
        assertThat(state(services, "chain group of service front"))
                .isEqualTo(StandingReport.State.OUT);
    }

    @Test
    void aNodeWhoseProbeFailsIsOutBeforeAnyRequest() throws IOException {
        Services proxies = start(services(service("proxy", "")));
        Services services =
                start(
                        FRONT.formatted("chain: c")
                                + chain("c", bound(proxies, 0).getPort())
                                        .replace(
                                                "connector:",
                                                "probe: {type: tcp, addr: '127.0.0.1:"
                                                        + unusedPort()
                                                        + "'}, connector:"));
        Await.until(
                "the probe has failed",
                () -> state(services, "hop h-c") == StandingReport.State.OUT);
        assertThat(ask(services, 0, "- - " + echo(), "ping")).isEqualTo("ok ping");
        assertThat(state(services, "hop h-c")).isEqualTo(StandingReport.State.WELL);
    }

    @Test
    void nodesOfAFileComeAndGoAndThoseThatStayAreTheSame() throws IOException {
        Services proxies = start(services(service("proxy", "")));
        String good = node("good", bound(proxies, 0).getPort());
        Path file = Files.writeString(home.resolve("nodes.json"), "[" + good + "]");
        Services services =
                start(
                        FRONT.formatted("chain: c")
                                + """
                                chains:
                                - name: c
                                  hops:
                                  - name: h
                                    reload: 1s
                                    file: {path: '%s'}
                                """
                                        .formatted(file));
        assertThat(ask(services, 0, "- - " + echo(), "ping")).isEqualTo("ok ping");
        Files.writeString(file, "[" + node("other", 1) + "," + good + ", {\"name\": \"bad\"}]");
        Await.until("the file is read again", () -> members(services, "hop h").size() == 2);
        assertThat(members(services, "hop h"))
                .extracting(StandingReport::label)
                .allMatch(label -> label.matches("(other|good)@127.0.0.1:\\d+"));
        assertThat(members(services, "hop h").getLast().picks()).isEqualTo(1);
        Files.writeString(file, "[" + node("other", 1) + ", nonsense");
        for (int i = 0; i < 4; i++) {
            assertThat(ask(services, 0, "- - " + echo(), "ping")).isEqualTo("ok ping");
        }
    }

    @Test
    void aFileThatNeverCameIsAnErrorForRequestsAndNoWayAround() throws IOException {
        Services services =
                start(
                        FRONT.formatted("chain: c")
                                + "chains:\n- name: c\n  hops: [{name: h, file: {path: '"
                                + home.resolve("missing.json")
                                + "'}}]\n");
        assertThat(ask(services, 0, "- - " + echo(), "")).isEqualTo("unreachable ");
    }

    @Test
    void aBypassWithoutItsFileIsRefused() {
        assemble(
                "services: []\nbypasses: [{name: b, file: {path: '"
                        + home.resolve("missing.txt")
                        + "'}}]\n");
        assertThat(errors)
                .singleElement()
                .asString()
                .startsWith("bypasses[0].file.path: ")
                .endsWith("there is no such file");
    }

    @Test
    void aForwarderMayNameAHopOrAGroupOfHops() throws IOException {
        String forward =
                """
                services:
                - name: f
                  addr: 127.0.0.1:0
                  handler: {type: plain-forward, retries: 1}
                  listener: {type: tcp}
                  forwarder: {%s}
                hops:
                - name: none
                  nodes: [{name: a, addr: '127.0.0.1:1', connector: {type: line}, matcher: {rule: 'ClientIP(`10.0.0.1`)'}}]
                - name: some
                  nodes: [{name: b, addr: '%s', connector: {type: line}, matcher: {rule: 'ClientIP(`127.0.0.1`)'}}]
                """;
        Services hop = start(forward.formatted("hop: some", echo()));
        assertThat(exchange(hop, 0, "ping\n")).isEqualTo("ping");
        Services group = start(forward.formatted("hopGroup: {hops: [none, some]}", echo()));
        assertThat(exchange(group, 0, "ping\n")).isEqualTo("ping");
        Services nobody = start(forward.formatted("hop: none", echo()));
        assertThat(exchange(nobody, 0, "")).isEmpty();
    }

    @Test
    void whatAGroupNamesHasToExist() {
        assemble(
                """
                services:
                - name: a
                  addr: 127.0.0.1:0
                  bypass: b
                  handler: {type: line, chain: x, chainGroup: {chains: [y, {chain: z, matcher: {rule: 'Bypass(`q`)'}}]}}
                  listener: {type: tcp}
                - name: f
                  addr: 127.0.0.1:0
                  handler: {type: plain-forward}
                  listener: {type: tcp}
                  forwarder: {hopGroup: {hops: [h]}}
                """);
        assertThat(errors)
                .contains(
                        "services[0].bypass: bypass \"b\" does not exist",
                        "services[0].handler.chain: chain \"x\" does not exist",
                        "services[0].handler.chainGroup.chains[0]: chain \"y\" does not" + " exist",
                        "services[0].handler.chainGroup.chains[1]: chain \"z\" does not" + " exist")
                .anyMatch(line -> line.startsWith("services[1].forwarder.hopGroup.hops[0].hop:"));
    }

    @Test
    void explainsWhatItWouldDoWithoutConnecting() {
        Services services =
                assemble(
                        """
                        services:
                        - name: front
                          addr: 127.0.0.1:0
                          bypass: inside
                          handler: {type: line, retries: 2, chain: c}
                          listener: {type: tcp}
                        - name: f
                          addr: 127.0.0.1:0
                          handler: {type: plain-forward}
                          listener: {type: tcp}
                          forwarder: {nodes: [{name: t, addr: 'web.test:80', metadata: {backup: true}}]}
                        - name: g
                          addr: 127.0.0.1:0
                          handler: {type: plain-forward, chain: c}
                          listener: {type: tcp}
                          forwarder: {nodes: [{name: p, addr: 'printer.local:631', probe: {type: tcp}}]}
                        chains:
                        - name: c
                          selector: {strategy: round, maxFails: 3, failTimeout: 60s}
                          hops:
                          - name: h
                            nodes:
                            - {name: a, addr: 'a.test:1', connector: {type: line}, matcher: {rule: 'Host(`other`)'}}
                            - {name: b, addr: 'b.test:1', connector: {type: line}, metadata: {weight: 2}}
                          - name: i
                            bypass: inside
                            nodes: [{name: c, addr: 'c.test:1', connector: {type: line}}]
                        bypasses:
                        - {name: inside, matchers: [.local]}
                        """);
        assertThat(errors).isEmpty();
        assertThat(explain(services, "front", "printer.local:631"))
                .containsExactly(
                        "service front",
                        "refused: the service's bypass contains printer.local:631");
        assertThat(explain(services, "front", "web.test:443"))
                .containsExactly(
                        "service front",
                        "chain c",
                        "  hop h: round, maxFails 3, failTimeout 1m0s",
                        "    a@a.test:1, priority 13: left out, its rule does not match:"
                                + " Host(`other`)",
                        "    b@b.test:1, weight 2: candidate",
                        "    → b@b.test:1",
                        "  hop i: round, maxFails 3, failTimeout 1m0s",
                        "    c@c.test:1: candidate",
                        "    → c@c.test:1",
                        "route: b@b.test:1 > c@c.test:1 > web.test:443",
                        "tried up to 3 times, each time elsewhere if possible");
        assertThat(explain(services, "f", "any.test:1"))
                .containsExactly(
                        "service f",
                        "forwarder of service f: round, maxFails 1, failTimeout 10s",
                        "  t@web.test:80, backup: candidate",
                        "  → t@web.test:80",
                        "direct: web.test:80 (no chain)");
        assertThat(explain(services, "g", "any.test:1"))
                .as("hops are asked about the forwarder's target")
                .endsWith(
                        "    left out: its bypass contains printer.local:631",
                        "route: b@b.test:1 > printer.local:631 (the chain ends before hop i)");
        assertThat(explain(services, "", "web.test:443")).contains("service front", "service f");
        assertThatThrownBy(() -> explain(services, "nobody", "web.test:443"))
                .isInstanceOf(GostException.class)
                .hasMessage("there is no service \"nobody\"");
    }

    private static List<String> explain(Services services, String service, String target) {
        return services.explain(service, NetUtil.LOCALHOST4, Target.parse(Network.TCP, target));
    }

    private static String chain(String name, int port) {
        return """
        chains:
        - name: %s
          hops:
          - name: h-%s
            nodes: [{name: n, addr: '127.0.0.1:%d', connector: {type: line}}]
        """
                .formatted(name, name, port);
    }

    private static String node(String name, int port) {
        return """
        {"name": "%s", "addr": "127.0.0.1:%d", "connector": {"type": "line"}}
        """
                .formatted(name, port);
    }

    private static StandingReport.State state(Services services, String group) {
        return members(services, group).getFirst().state();
    }

    private static List<StandingReport> members(Services services, String group) {
        return services.groups().stream()
                .filter(each -> each.name().equals(group))
                .findAny()
                .orElseThrow()
                .members();
    }
}
