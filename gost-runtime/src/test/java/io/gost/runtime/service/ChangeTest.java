package io.gost.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.runtime.route.Chain;
import io.gost.runtime.route.Node;
import io.gost.spi.GostException;
import io.gost.spi.testkit.Await;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a change keeps, what it replaces, and what is left of one that fails. */
class ChangeTest extends ConfiguredServices {
    private static String chain(String name, String... nodes) {
        return "- name: %1$s\n  hops:\n  - name: h-%1$s\n    nodes:\n".formatted(name)
                + String.join("", nodes);
    }

    private static String node(String name, String address) {
        return "      - {name: %s, addr: '%s', connector: {type: line}, dialer: {type: tcp}}\n"
                .formatted(name, address);
    }

    private static Chain chainOf(Services services, int index) {
        return (Chain) services.states().get(index).context().router().way().orElseThrow();
    }

    private static Node nodeOf(Services services, int index, int node) {
        return chainOf(services, index).hops().getFirst().members().get(node);
    }

    @Test
    void aServiceThatIsAsBeforeIsTheSameInAllItsParts() {
        String unchanged =
                service("a", ", chain: c, auth: {username: u, password: p}")
                        + service("f", "").replace("type: line", "type: plain-forward")
                        + "  forwarder:\n    nodes: [{name: t, addr: 'localhost:1'}]\n";
        String chains = "chains:\n" + chain("c", node("n", "127.0.0.1:1"));
        Services before = start(services(unchanged, service("gone", "")) + chains);
        Services after = change(before, services(service("new", ""), unchanged) + chains);
        assertThat(after.states().subList(1, 3)).isEqualTo(before.states().subList(0, 2));
        for (int i = 0; i < 2; i++) {
            ServiceState old = before.states().get(i);
            ServiceState kept = after.states().get(i + 1);
            assertThat(kept.service()).isSameAs(old.service());
            assertThat(kept.context()).isSameAs(old.context());
            assertThat(kept.handling()).isSameAs(old.handling());
            assertThat(kept.listening()).isSameAs(old.listening());
        }
    }

    @Test
    void aNodeKeepsItsSessionsAndFailuresWhenAnotherOneComesToItsHop() {
        String service = services(service("a", ", chain: c")) + "chains:\n";
        Services before = start(service + chain("c", node("n", "127.0.0.1:1")));
        Node node = nodeOf(before, 0, 0);
        node.standing().unreachable("of the test");
        Services after =
                change(
                        before,
                        service + chain("c", node("m", "127.0.0.1:2"), node("n", "127.0.0.1:1")));
        assertThat(chainOf(after, 0)).isNotSameAs(chainOf(before, 0));
        assertThat(nodeOf(after, 0, 1)).isSameAs(node);
        assertThat(nodeOf(after, 0, 1).standing().report().failures()).isEqualTo(1);
    }

    @Test
    void whoeverUsesWhatHasChangedIsMadeAnewAndNobodyElse() {
        String services =
                services(service("a", ", chain: c"), service("b", ", chain: d"))
                        + "chains:\n"
                        + chain("c", node("n", "127.0.0.1:1"))
                        + "- name: d\n  hops: [{name: shared}]\n"
                        + "hops:\n- name: shared\n  bypass: x\n  nodes:\n"
                        + node("s", "127.0.0.1:3");
        Services before = start(services + "bypasses: [{name: x, matchers: [a.example]}]\n");
        Services after =
                change(before, services + "bypasses: [{name: x, matchers: [b.example]}]\n");
        assertThat(after.states().getFirst().context())
                .isSameAs(before.states().getFirst().context());
        assertThat(chainOf(after, 1)).isNotSameAs(chainOf(before, 1));
        // The bypass is the hop's: its nodes are what they were.
        assertThat(nodeOf(after, 1, 0)).isSameAs(nodeOf(before, 1, 0));
        // Nor has the protocol changed that the service speaks, or where it listens.
        assertThat(after.states().get(1).handling()).isSameAs(before.states().get(1).handling());
        assertThat(after.states().get(1).listening()).isSameAs(before.states().get(1).listening());
    }

    @Test
    void aRuleThatNamesABypassIsMadeAnewWithIt() throws IOException {
        String target = echo();
        String services =
                services(service("a", ", chain: c"))
                        + "chains:\n- name: c\n  hops:\n  - name: h\n    nodes:\n"
                        + "    - {name: n, addr: '127.0.0.1:1', connector: {type: line},"
                        + " dialer: {type: tcp}, matcher: {rule: 'Bypass(`x`)'}}\n";
        Services before = start(services + "bypasses: [{name: x, matchers: [127.0.0.1]}]\n");
        assertThat(ask(before, 0, "- - " + target, "ping")).isEqualTo("ok ping");
        Services after = change(before, services + "bypasses: [{name: x, matchers: [10.0.0.1]}]\n");
        assertThat(ask(after, 0, "- - " + target, "")).isEqualTo("refused ");
    }

    @Test
    void aTunnelInFlightFinishesOnTheOldWayAndNewRequestsTakeTheNewOne() throws IOException {
        Services proxies = start(services(service("one", ""), service("two", "")));
        String target = echo();
        String front = services(service("front", ", chain: c")) + "chains:\n";
        Services before = start(front + chain("c", node("n", address(proxies, 0))));
        Node old = nodeOf(before, 0, 0);
        try (Socket client = connect(before, 0)) {
            send(client, "- - " + target + "\none");
            assertThat(client.getInputStream().readNBytes(6)).asString().isEqualTo("ok\none");
            Services after = change(before, front + chain("c", node("n", address(proxies, 1))));
            assertThat(bound(after, 0)).isEqualTo(bound(before, 0));
            assertThat(ask(after, 0, "- - " + echo(), "ping")).isEqualTo("ok ping");
            Service second = proxies.all().get(1);
            Await.until("the second request has gone", () -> second.clientCount() == 0);
            assertThat(proxies.all().getFirst().clientCount()).isEqualTo(1);
            assertThat(old.standing().measured().openTunnels()).isEqualTo(1);
            send(client, "two");
            assertThat(client.getInputStream().readNBytes(3)).asString().isEqualTo("two");
            assertThat(after.parts().retired()).isPositive();
        }
        Services last = before;
        Await.until("the old way is closed", () -> last.parts().retired() == 0);
    }

    @Test
    void anotherHandlerTakesNewClientsOfTheSameSocket() throws IOException {
        String target = echo();
        Services before = start(services(service("a", "")));
        try (Socket old = connect(before, 0)) {
            Services after =
                    change(before, services(service("a", ", metadata: {readTimeout: 7s}")));
            assertThat(after.states().getFirst().handling())
                    .isNotSameAs(before.states().getFirst().handling());
            assertThat(after.states().getFirst().listening())
                    .isSameAs(before.states().getFirst().listening());
            assertThat(ask(after, 0, "- - " + target, "ping")).isEqualTo("ok ping");
            // A client of before is served by the handler of before.
            send(old, "- - " + target + "\nlate");
            assertThat(old.getInputStream().readNBytes(7)).asString().isEqualTo("ok\nlate");
        }
        Await.until("the old handler is closed", () -> before.parts().retired() == 0);
    }

    @Test
    void anotherListenerTakesOverTheSocketOfTheAddress() throws IOException {
        String target = echo();
        Services before = start(services(service("a", "")));
        Services after =
                change(
                        before,
                        services(service("a", ""))
                                .replace(
                                        "listener: {type: tcp}",
                                        "listener: {type: tcp, metadata: {mptcp: false}}"));
        assertThat(after.states().getFirst().listening())
                .isNotSameAs(before.states().getFirst().listening());
        assertThat(bound(after, 0)).isEqualTo(bound(before, 0));
        assertThat(ask(after, 0, "- - " + target, "ping")).isEqualTo("ok ping");
    }

    @Test
    void twoServicesSwapTheirAddressesAndAThirdOneMoves() throws IOException {
        String target = echo();
        String one = "127.0.0.1:" + unusedPort();
        String two = "127.0.0.1:" + unusedPort();
        String three = "127.0.0.1:" + unusedPort();
        String locked = ", auth: {username: u, password: p}";
        Services before = start(services(at(one, "a", ""), at(two, "b", locked)));
        Services swapped = change(before, services(at(two, "a", ""), at(one, "b", locked)));
        assertThat(address(swapped, 0)).isEqualTo(two);
        assertThat(ask(swapped, 0, "- - " + target, "ping")).isEqualTo("ok ping");
        assertThat(address(swapped, 1)).isEqualTo(one);
        assertThat(ask(swapped, 1, "- - " + target, "")).isEqualTo("authentication ");
        Services moved = change(swapped, services(at(three, "a", ""), at(one, "b", locked)));
        assertThat(address(moved, 0)).isEqualTo(three);
        assertThat(ask(moved, 0, "- - " + target, "ping")).isEqualTo("ok ping");
        assertRefused(two);
    }

    @Test
    void aNarrowerAddressOfTheSamePortIsFreedAndTakenAndGivenBackOnFailure() throws IOException {
        int port = unusedPort();
        String target = echo();
        Services before = start(services(at(":" + port, "a", "")));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String blocked = at("127.0.0.1:" + taken.getLocalPort(), "b", "");
            String narrow = at("127.0.0.1:" + port, "a", "");
            assertThatThrownBy(() -> change(before, services(narrow, blocked)))
                    .isInstanceOf(GostException.class)
                    .hasMessageContaining("service b");
            assertThat(ask(before, 0, "- - " + target, "ping")).isEqualTo("ok ping");
            Services after = change(before, services(narrow));
            assertThat(bound(after, 0).getAddress().isLoopbackAddress()).isTrue();
            assertThat(ask(after, 0, "- - " + target, "ping")).isEqualTo("ok ping");
        }
    }

    @Test
    void aChangeThatFailsRunsNoCommandsOfAServiceThatGoesOn() throws IOException {
        Path told = home.resolve("told");
        String commands =
                "  metadata: {preUp: \"sh -c 'echo up >> %1$s'\", preDown: \"sh -c 'echo down >> %1$s'\"}\n"
                        .formatted(told);
        int port = unusedPort();
        Services before = start(services(at(":" + port, "a", "") + commands));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String blocked = at("127.0.0.1:" + taken.getLocalPort(), "b", "");
            String other =
                    at(":" + port, "a", "")
                            .replace("type: tcp", "type: tcp, metadata: {mptcp: false}");
            assertThatThrownBy(() -> change(before, services(other + commands, blocked)))
                    .hasMessageContaining("service b");
            assertThat(told).content().isEqualTo("up\n");
            Services after = change(before, services(other + commands));
            assertThat(told).content().isEqualTo("up\n");
            change(after, services(at("127.0.0.1:0", "c", "")));
            assertThat(told).content().isEqualTo("up\ndown\n");
        }
    }

    @Test
    void aServiceThatIsGoneRefusesNewClientsAndLetsItsTunnelsEnd() throws IOException {
        String target = echo();
        Services before = start(services(service("a", ""), service("b", "")));
        String address = address(before, 0);
        try (Socket client = connect(before, 0)) {
            send(client, "- - " + target + "\none");
            assertThat(client.getInputStream().readNBytes(6)).asString().isEqualTo("ok\none");
            change(before, services(service("b", "")));
            assertRefused(address);
            send(client, "two");
            assertThat(client.getInputStream().readNBytes(3)).asString().isEqualTo("two");
        }
        Await.until("nothing is left of it", () -> before.parts().retired() == 0);
    }

    @Test
    void aChangeThatCannotBindLeavesEverythingAsItWas() throws IOException {
        String target = echo();
        String free = "127.0.0.1:" + unusedPort();
        Services before = start(services(service("a", "")));
        List<ServiceState> states = before.states();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String blocked = at("127.0.0.1:" + taken.getLocalPort(), "c", "");
            String changed = service("a", ", auth: {username: u, password: p}");
            assertThatThrownBy(() -> change(before, services(changed, at(free, "b", ""), blocked)))
                    .isInstanceOf(GostException.class)
                    .hasMessageContaining("service c")
                    .hasMessageContaining("already in use");
        }
        assertThat(before.states()).isEqualTo(states);
        assertThat(ask(before, 0, "- - " + target, "ping")).isEqualTo("ok ping");
        assertRefused(free);
        // And the next change is made as if nothing had been tried.
        Services after = change(before, services(service("a", ""), at(free, "b", "")));
        assertThat(after.states().getFirst()).isEqualTo(before.states().getFirst());
        assertThat(ask(after, 1, "- - " + target, "ping")).isEqualTo("ok ping");
    }

    @Test
    void nodesOfAFileStayWhenOnlyTheHopAroundThemChanges(@org.junit.jupiter.api.io.TempDir Path dir)
            throws IOException {
        Path file = dir.resolve("nodes.json");
        Files.writeString(file, "[{\"name\": \"f\", \"addr\": \"127.0.0.1:1\"}]");
        String hop =
                services(service("a", ", chain: c"))
                        + "chains:\n- name: c\n  hops:\n  - name: h\n    file: {path: '"
                        + file
                        + "'}\n    nodes:\n";
        String json =
                "[{\"name\": \"f\", \"addr\": \"127.0.0.1:1\", \"connector\": {\"type\":"
                        + " \"line\"}}]";
        Files.writeString(file, json);
        Services before = start(hop + node("n", "127.0.0.1:2"));
        Node loaded = nodeOf(before, 0, 1);
        Services after = change(before, hop + node("n", "127.0.0.1:2") + node("m", "127.0.0.1:3"));
        assertThat(chainOf(after, 0).hops().getFirst().members()).hasSize(3);
        assertThat(nodeOf(after, 0, 2)).isSameAs(loaded);
        // The new hop hears of the file from now on.
        Files.writeString(file, "[]");
        after.refresh();
        Await.until(
                "the node is gone",
                () -> chainOf(after, 0).hops().getFirst().members().size() == 2);
    }

    private static String at(String address, String name, String more) {
        return service(name, more).replace("addr: 127.0.0.1:0", "addr: '" + address + "'");
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(String address) {
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(java.net.ConnectException.class);
    }
}
