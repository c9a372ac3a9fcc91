package io.gost.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.spi.GostException;
import io.gost.spi.testkit.Await;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** What services do, and what is refused. */
class ServicesTest extends ConfiguredServices {
    @Test
    void relaysToTheTargetTheClientNames() throws IOException {
        Services services = start(services(service("a", "")));
        assertThat(ask(services, 0, "- - " + echo(), "ping")).isEqualTo("ok ping");
    }

    @Test
    void goesThroughAChainOfItsOwnServices() throws IOException {
        Services proxies = start(services(service("first", ""), service("second", "")));
        Services services =
                start(
                        """
                        services:
                        - name: front
                          addr: 127.0.0.1:0
                          handler: {type: line, chain: c}
                          listener: {type: tcp}
                        chains:
                        - name: c
                          hops:
                          - name: h0
                            nodes:
                            - {name: n0, addr: '%s', connector: {type: line}, dialer: {type: tcp}}
                          - name: h1
                            nodes:
                            - {name: n1, addr: '%s', connector: {type: line}, dialer: {type: tcp}}
                        """
                                .formatted(address(proxies, 0), address(proxies, 1)));
        assertThat(ask(services, 0, "- - " + echo(), "ping")).isEqualTo("ok ping");
    }

    @Test
    void ignoreChainGoesDirectly() throws IOException {
        Services services =
                start(
                        """
                        services:
                        - name: front
                          addr: 127.0.0.1:0
                          metadata: {ignoreChain: true}
                          handler: {type: line, chain: c}
                          listener: {type: tcp}
                        chains:
                        - name: c
                          hops:
                          - name: h
                            nodes:
                            - {name: n, addr: '127.0.0.1:1', connector: {type: line}, dialer: {type: tcp}}
                        """);
        assertThat(ask(services, 0, "- - " + echo(), "ping")).isEqualTo("ok ping");
    }

    @Test
    void letsOnlyTheConfiguredUserIn() throws IOException {
        Services services = start(services(service("a", ", auth: {username: u, password: p}")));
        assertThat(ask(services, 0, "u p " + echo(), "ping")).isEqualTo("ok ping");
        assertThat(ask(services, 0, "u x " + echo(), "")).isEqualTo("authentication ");
        assertThat(ask(services, 0, "- - " + echo(), "")).isEqualTo("authentication ");
    }

    @Test
    void exemptsClientsFromAuthentication() throws IOException {
        String exempt = ", auth: {username: u, password: p}, metadata: {skipauth: 127.0.0.0/8}";
        Services services = start(services(service("a", exempt)));
        assertThat(ask(services, 0, "- - " + echo(), "ping")).isEqualTo("ok ping");
    }

    @Test
    void tellsTheHandlerWhyATargetCannotBeReached() throws IOException {
        Services services = start(services(service("a", "")));
        assertThat(ask(services, 0, "- - 127.0.0.1:" + unusedPort(), "")).isEqualTo("refused ");
    }

    @Test
    void aForwarderTriesAnotherTargetWhenOneIsDown() throws IOException {
        Services services =
                start(
                        """
                        services:
                        - name: f
                          addr: 127.0.0.1:0
                          handler: {type: plain-forward, retries: 1}
                          listener: {type: tcp}
                          forwarder:
                            nodes:
                            - {name: t0, addr: '127.0.0.1:%d'}
                            - {name: t1, addr: '%s'}
                        """
                                .formatted(unusedPort(), echo()));
        for (int i = 0; i < 4; i++) {
            assertThat(exchange(services, 0, "ping\n")).isEqualTo("ping");
        }
    }

    @Test
    void closesAClientThatSaysNothingInTime() throws IOException {
        Services services = start(services(service("a", ", metadata: {readTimeout: 20ms}")));
        try (Socket client = connect(services, 0)) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void closingServicesClosesTheirClientsAndForgetsThem() throws IOException {
        Services services = start(services(service("a", "")));
        try (Socket client = connect(services, 0)) {
            Await.until(
                    "the client is counted", () -> services.all().getFirst().clientCount() == 1);
            services.close();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            Await.until(
                    "the client is forgotten", () -> services.all().getFirst().clientCount() == 0);
        }
    }

    @Test
    void aPortInUseNamesServiceAndAddressAndStopsWhatHadStarted() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String second =
                    service("b", "").replace("127.0.0.1:0", "127.0.0.1:" + taken.getLocalPort());
            Services services = assemble(services(service("a", ""), second));
            assertThat(errors).isEmpty();
            assertThatThrownBy(services::start)
                    .isInstanceOf(GostException.class)
                    .hasMessageContaining("service b")
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("already in use");
        }
    }

    @Test
    void refusesWhatItCannotBuildByName() {
        assemble(
                """
                services:
                - name: a
                  addr: nonsense
                  admission: x
                  handler: {type: lime, chain: nowhere, limiter: y, auth: {username: '', password: ''}}
                  listener: {type: tcp}
                  metadata: {netns: blue, dialTimeout: soon}
                chains:
                - name: c
                  hops:
                  - {name: missing}
                  - name: empty
                    nodes: []
                  - name: h
                    bypass: b
                    nodes:
                    - {name: n, addr: example.com, connector: {type: line}, dialer: {type: tcp}, matcher: {rule: Host}, metadata: {netns: blue}}
                """);
        assertThat(errors)
                .contains(
                        "services[0].admission: is not available in this version; remove it",
                        "services[0].handler.limiter: is not available in this version; remove it",
                        "services[0].metadata.netns: is not available in this version; remove it",
                        "services[0].handler.chain: chain \"nowhere\" does not exist",
                        "chains[0].hops[0]: hop \"missing\" does not exist; give it nodes or define"
                                + " it under hops",
                        "chains[0].hops[1].nodes: hop \"empty\" has no nodes",
                        "chains[0].hops[2].bypass: bypass \"b\" does not exist",
                        "chains[0].hops[2].nodes[0].matcher.rule: has the end at character 5 where"
                                + " ( is wanted",
                        "chains[0].hops[2].nodes[0].metadata.netns: is not available in this"
                                + " version; remove it")
                .anyMatch(line -> line.startsWith("services[0].addr: address \"nonsense\""))
                .anyMatch(line -> line.startsWith("services[0].handler.auth.username: is empty"))
                .anyMatch(line -> line.startsWith("services[0].handler.auth.password: is empty"))
                .anyMatch(
                        line ->
                                line.startsWith(
                                        "services[0].metadata.dialTimeout: \"soon\" is not a"
                                                + " duration"))
                .anyMatch(
                        line ->
                                line.startsWith(
                                        "services[0].handler.type: unknown handler type \"lime\";"
                                                + " did you mean \"line\"?"))
                .anyMatch(
                        line ->
                                line.startsWith(
                                        "chains[0].hops[2].nodes[0].addr: address"
                                                + " \"example.com\""));
    }

    @Test
    void warnsOnceOfAKeyThatNobodyReads() {
        assemble(
                """
                services:
                - name: a
                  addr: 127.0.0.1:0
                  handler: {type: line, metadata: {readTimout: 5s}}
                  listener: {type: tcp, metadata: {readTimout: 5s}}
                  metadata: {readTimout: 5s, dialTimeout: 5s}
                """);
        assertThat(errors).isEmpty();
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("readTimout")
                .contains("did you mean \"readTimeout\"?");
    }
}
