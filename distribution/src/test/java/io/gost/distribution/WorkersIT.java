package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.distribution.Command.Result;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Several command lines, separated by {@code --}: a process for each, and one that watches them.
 */
@DisabledOnOs(OS.WINDOWS)
class WorkersIT {
    private static final byte[] PING = {1, 2, 3};

    @RegisterExtension final Programs programs = new Programs();

    /** Ports that nobody listens on; a command line of the documentation has to know its own. */
    private static int[] unusedPorts(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            held.add(new ServerSocket(0));
        }
        int[] ports = held.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        for (ServerSocket each : held) {
            each.close();
        }
        return ports;
    }

    private static InetSocketAddress at(int port) throws IOException {
        return new InetSocketAddress(Server.loopback(), port);
    }

    private static void assertServes(Tunnel protocol, int port) throws IOException {
        try (Server echo = Server.echo();
                Socket tunnel = protocol.open(at(port), echo.address())) {
            assertThat(Exchange.echo(tunnel, PING)).isEqualTo(PING);
        }
    }

    private static void awaitListening(Gost gost, int count) throws IOException {
        Await.until(
                count + " services",
                () ->
                        gost.output().stream()
                                        .filter(line -> line.contains("listening on "))
                                        .count()
                                == count);
    }

    private static List<ProcessHandle> workers(Gost gost) {
        return ProcessHandle.of(gost.pid()).orElseThrow().children().toList();
    }

    /** Started as {@code -L … -- -L … -- …}. */
    private Gost startThree() throws IOException {
        String[] serve = {"-L", "http://127.0.0.1:0"};
        Gost gost =
                programs.start(
                        Stream.of(serve, new String[] {"--"}, serve, new String[] {"--"}, serve)
                                .flatMap(Arrays::stream)
                                .toArray(String[]::new));
        awaitListening(gost, 3);
        return gost;
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    private static void awaitAllGone(List<ProcessHandle> processes) throws IOException {
        Await.until("no orphan", () -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void exampleOfThreeProcessesRunsWordForWord() throws Exception {
        int[] ports = unusedPorts(3);
        String example =
                "-L http://:8080 -- -L http://:8000 -- -L socks://:1080 -F http://:8000"
                        .replace("8080", String.valueOf(ports[0]))
                        .replace("8000", String.valueOf(ports[1]))
                        .replace("1080", String.valueOf(ports[2]));
        Gost gost = programs.start(example.split(" "));
        awaitListening(gost, 3);
        assertThat(workers(gost)).hasSize(3);
        assertServes(Tunnel.HTTP, ports[0]);
        assertServes(Tunnel.HTTP, ports[1]);
        assertServes(Tunnel.SOCKS5, ports[2]);
        Await.until(
                "the third goes through the second, the first through nobody",
                () -> ended(gost, ports[0]) == 1 && ended(gost, ports[1]) == 2);
        assertThat(gost.output()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    }

    private static long ended(Gost gost, int port) {
        return gost.output().stream()
                .filter(line -> line.contains(" >< ") && line.contains(":" + port + "\""))
                .filter(line -> line.contains("\"duration\""))
                .count();
    }

    @Test
    void exampleOfIgnoreChainRunsWordForWord() throws Exception {
        int[] ports = unusedPorts(3);
        Gost proxy = programs.start("-L", "http://:" + ports[2]);
        String example =
                "-L http://:8080?ignoreChain=true -L socks://:1080 -F http://:8000"
                        .replace("8080", String.valueOf(ports[0]))
                        .replace("1080", String.valueOf(ports[1]))
                        .replace("8000", String.valueOf(ports[2]));
        Gost gost = programs.start(example.split(" "));
        awaitListening(gost, 2);
        proxy.address("service-0");
        assertServes(Tunnel.HTTP, ports[0]);
        assertServes(Tunnel.SOCKS5, ports[1]);
        Await.until("the second goes through the proxy", () -> ended(proxy, ports[2]) > 0);
        assertThat(ended(proxy, ports[2])).as("the first does not").isOne();
    }

    @Test
    void everyPartHasFlagsAndANumberOfItsOwn() throws Exception {
        assertThat(Command.gost("-V", "--", "-V").run().out().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("gost "));
        Result documents =
                Command.gost(
                                "-L",
                                "tcp://:1/:2",
                                "-O",
                                "yaml",
                                "--",
                                "-L",
                                "tcp://:3/:4",
                                "-O",
                                "yaml")
                        .run();
        assertThat(documents.status()).isZero();
        String[] parts = documents.out().split("---\n");
        assertThat(parts).hasSize(2);
        assertThat(parts[0]).startsWith("services:").contains("go-0@target-0", ":2");
        assertThat(parts[1]).startsWith("services:").contains("go-1@target-0", ":4");
    }

    @Test
    void wrongPartIsReportedAndItsExitCodePassedOn() throws Exception {
        Result result = Command.gost("-L", "http://127.0.0.1:0", "--", "-x").run();
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .contains("[1] gost: ")
                .contains("gost: worker 1 ended with exit code 2; the others are stopped");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whenAWorkerIsKilledTheOthersStop(int victim) throws Exception {
        Gost gost = startThree();
        List<ProcessHandle> workers = workers(gost);
        programs.forget(gost);
        kill(workers.get(victim));
        assertThat(gost.awaitEnd()).isEqualTo(128 + 9);
        awaitAllGone(workers);
    }

    @Test
    void whenTheParentIsKilledTheWorkersStop() throws Exception {
        Gost gost = startThree();
        List<ProcessHandle> workers = workers(gost);
        assertThat(workers).hasSize(3);
        programs.kill(gost);
        awaitAllGone(workers);
    }

    @Test
    void whenAWorkerAndTheParentAreKilledTheOthersStop() throws Exception {
        Gost gost = startThree();
        List<ProcessHandle> workers = workers(gost);
        ProcessHandle parent = ProcessHandle.of(gost.pid()).orElseThrow();
        workers.getFirst().destroyForcibly();
        parent.destroyForcibly();
        programs.kill(gost);
        awaitAllGone(workers);
    }

    @Test
    void signalStopsAllWorkersAndTheirTunnelsAreDrained() throws Exception {
        int[] ports = unusedPorts(2);
        Gost gost = programs.start("-L", "http://:" + ports[0], "--", "-L", "http://:" + ports[1]);
        awaitListening(gost, 2);
        try (Server echo = Server.echo();
                Socket first = Tunnel.HTTP.open(at(ports[0]), echo.address());
                Socket second = Tunnel.HTTP.open(at(ports[1]), echo.address())) {
            assertThat(Command.of("kill", "-TERM", String.valueOf(gost.pid())).run().status())
                    .isZero();
            Await.until(
                    "both drain",
                    () ->
                            gost.output().stream()
                                            .filter(line -> line.contains("\"draining: "))
                                            .count()
                                    == 2);
            for (Socket each : List.of(first, second)) {
                assertThat(Exchange.echo(each, PING)).isEqualTo(PING);
            }
        }
        assertThat(gost.awaitEnd()).isZero();
    }

    @Test
    void parentIsLighterThanAWorker() throws Exception {
        Gost gost = startThree();
        for (ProcessHandle worker : workers(gost)) {
            assertThat(Proc.pss(gost.pid())).isLessThan(Proc.pss(worker.pid()) * 3 / 4);
        }
    }
}
