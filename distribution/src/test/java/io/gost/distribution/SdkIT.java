package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.gost.distribution.Command.Result;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A plugin of each kind, as {@code gost plugins create} writes it, and each sample: built by Maven
 * outside our own build, dropped into the packaged plugins, and driven by real clients.
 */
class SdkIT {
    private static final Map<String, String> CREATED =
            Map.of(
                    "my-handler", "handler",
                    "my-listener", "listener",
                    "my-dialer", "dialer",
                    "my-connector", "connector",
                    "my-strategy", "strategy",
                    "my-transport", "transport");
    private static final List<String> SAMPLES = List.of("masked", "prefer", "tunnel");

    @TempDir static Path directory;
    private static Path plugins;
    private static final Map<String, Result> WRITTEN = new LinkedHashMap<>();

    @RegisterExtension final Programs programs = new Programs();

    private static Origin origin;
    private static String url;

    @BeforeAll
    static void buildAllPlugins() throws Exception {
        SdkProjects projects =
                new SdkProjects(Files.createDirectory(directory.resolve("projects")));
        for (Map.Entry<String, String> entry : CREATED.entrySet()) {
            Result result = projects.create(entry.getKey(), entry.getValue());
            assertThat(result.status()).as(result.err()).isZero();
            WRITTEN.put(entry.getKey(), result);
        }
        List<Path> all = new ArrayList<>();
        CREATED.keySet().forEach(name -> all.add(projects.directory().resolve(name)));
        for (String sample : SAMPLES) {
            all.add(projects.copySample(sample));
        }
        projects.build(all);
        plugins =
                Plugins.copy(
                        directory.resolve("plugins"), "tcp", "http", "forward", "direct", "round");
        for (Path project : all) {
            Path jar = SdkProjects.jar(project);
            Files.copy(jar, plugins.resolve(jar.getFileName()));
        }
        origin = Origin.http("hello");
        url = "http://" + origin.hostAndPort() + "/";
    }

    @AfterAll
    static void closeOrigin() {
        if (origin != null) {
            origin.close();
        }
    }

    @Test
    void whatIsCreatedPassesVerificationAndHasALicence() throws Exception {
        try (Stream<Path> files = Files.list(plugins)) {
            List<String> jars =
                    files.map(Path::toString)
                            .filter(file -> file.matches(".*-(my-\\w+|masked|prefer|tunnel)-.*"))
                            .toList();
            assertThat(jars).hasSize(CREATED.size() + SAMPLES.size());
            Result verified =
                    Command.gost("plugins", "verify").with(jars.toArray(String[]::new)).run();
            assertThat(verified.status()).as(verified.out() + verified.err()).isZero();
            assertThat(verified.out().lines())
                    .filteredOn(line -> line.contains("licence"))
                    .hasSize(jars.size())
                    .allMatch(line -> line.contains("META-INF/LICENSE: Apache License"));
        }
    }

    @Test
    void createOverwritesNothingAndTakesNoTypeThatIsThere() throws Exception {
        SdkProjects projects = new SdkProjects(directory.resolve("projects"));
        Result again = projects.create("my-handler", "handler");
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("is there already; nothing was written");
        Result taken = projects.create("http", "handler");
        assertThat(taken.status()).isEqualTo(2);
        assertThat(taken.err()).contains("there is a handler http already; choose another name");
        assertThat(directory.resolve("projects/http")).doesNotExist();
    }

    @Test
    void theNewTypesAreListed() throws Exception {
        Result list = Command.gost("plugins", "--plugins", plugins.toString()).run();
        assertThat(list.status()).as(list.err()).isZero();
        assertThat(list.out()).contains(CREATED.keySet()).contains(SAMPLES);
    }

    @Test
    void aNewHandlerServes() throws Exception {
        Gost gost = start("-L", "my-handler://127.0.0.1:0");
        try (Socket client = connect(gost.address("service-0"))) {
            assertThat(ask(client, origin.hostAndPort() + "\n")).isEqualTo("ok");
            assertThat(get(client)).startsWith("HTTP/1.1 200").endsWith("hello");
        }
        try (Socket client = connect(gost.address("service-0"))) {
            assertThat(ask(client, "127.0.0.1:1\n")).isEqualTo("refused");
        }
    }

    @Test
    void aNewConnectorAsksItsNode() throws Exception {
        Gost node = start("-L", "my-handler://127.0.0.1:0");
        Gost gost =
                start("-L", "http://127.0.0.1:0", "-F", "my-connector://" + at(node, "service-0"));
        expectPage(Command.curl("-x", "http://" + at(gost, "service-0"), url));
    }

    @Test
    void aNewListenerAccepts() throws Exception {
        Gost gost = start("-L", "http+my-listener://127.0.0.1:0?password=sesame");
        try (Socket client = connect(gost.address("service-0"))) {
            assertThat(ask(client, "my-listener sesame\n")).isEqualTo("welcome");
            assertThat(ask(client, "CONNECT " + origin.hostAndPort() + " HTTP/1.1\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
        }
        try (Socket client = connect(gost.address("service-0"))) {
            client.getOutputStream().write("my-listener other\n".getBytes(ISO_8859_1));
            assertThat(client.getInputStream().read()).isNegative();
        }
    }

    @Test
    void aNewDialerReachesItsNode() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var greeted =
                    Exchange.inBackground(
                            () -> {
                                try (Socket node = server.accept()) {
                                    assertThat(ask(node, "")).isEqualTo("my-dialer sesame");
                                    node.getOutputStream().write("welcome\n".getBytes(ISO_8859_1));
                                    node.getInputStream().transferTo(node.getOutputStream());
                                }
                            });
            Gost gost =
                    start(
                            "-L",
                            "tcp://127.0.0.1:0/127.0.0.1:9",
                            "-F",
                            "forward+my-dialer://127.0.0.1:%d?password=sesame"
                                    .formatted(server.getLocalPort()));
            try (Socket client = connect(gost.address("service-0"))) {
                assertThat(Exchange.echo(client, new byte[1000])).hasSize(1000);
            }
            greeted.join();
        }
    }

    /** The guide's own commands have a test of their own; these kinds have others. */
    @ParameterizedTest
    @ValueSource(strings = {"my-listener", "my-strategy"})
    void theCommandsThatCreatePrintsGiveAPage(String name) throws Exception {
        List<String> printed = WRITTEN.get(name).out().lines().map(String::strip).toList();
        String server = printed.get(printed.indexOf("then, in a second terminal:") - 1);
        assertThat(server).startsWith(Programs.gost() + " ").contains("127.0.0.1:8080");
        Gost gost =
                start(
                        server.replace("'", "")
                                .replace("127.0.0.1:8080", "127.0.0.1:0")
                                .replaceAll("example\\.(org|com):80", origin.hostAndPort())
                                .substring(Programs.gost().toString().length() + 1)
                                .split(" "));
        String client =
                printed.getLast()
                        .replaceFirst("(127\\.0\\.0\\.1.)8080", "$1" + port(gost, "service-0"))
                        .replace("http://example.org/", url);
        Result page = Command.tool("sh", "-c", client).run();
        assertThat(page.out()).as(page.err()).endsWith("hello");
    }

    @Test
    void aNewTransportCarriesAChain() throws Exception {
        expectChain("my-transport");
    }

    @Test
    void theSampleTransportCarriesAChain() throws Exception {
        expectChain("masked");
    }

    @Test
    void aNewStrategyChooses() throws Exception {
        assertThat(chosen("?strategy=my-strategy")).containsExactly("one", "two");
    }

    @Test
    void theSampleHandlerServesCurlWithAPassword() throws Exception {
        Gost gost = start("-L", "tunnel://user:secret@127.0.0.1:0");
        String proxy = at(gost, "service-0");
        expectPage(Command.curl("--proxytunnel", "-x", "http://user:secret@" + proxy, url));
        Result refused =
                Command.curl("--proxytunnel", "-x", "http://user:wrong@" + proxy, url).run();
        assertThat(refused.status()).isNotZero();
        assertThat(refused.err()).contains("407");
    }

    @Test
    void theSampleStrategyPrefersByName() throws Exception {
        try (Origin one = Origin.http("one");
                Origin two = Origin.http("two")) {
            Path config =
                    Files.writeString(
                            directory.resolve("prefer.yml"),
                            """
                            services:
                            - name: web
                              addr: 127.0.0.1:0
                              handler: {type: tcp}
                              listener: {type: tcp}
                              forwarder:
                                selector: {strategy: prefer, metadata: {prefix: eu-}}
                                nodes:
                                - {name: us-1, addr: "%s"}
                                - {name: eu-1, addr: "%s"}
                            """
                                    .formatted(one.hostAndPort(), two.hostAndPort()));
            Gost gost = start("-C", config.toString());
            for (int request = 0; request < 5; request++) {
                try (Socket client = connect(gost.address("web"))) {
                    assertThat(get(client)).endsWith("two");
                }
            }
        }
    }

    private void expectChain(String transport) throws Exception {
        Gost node = start("-L", "http+" + transport + "://127.0.0.1:0");
        Gost gost =
                start(
                        "-L",
                        "http://127.0.0.1:0",
                        "-F",
                        "http+" + transport + "://" + at(node, "service-0"));
        expectPage(Command.curl("-x", "http://" + at(gost, "service-0"), url));
    }

    /** Which of three targets are reached in twenty requests, in alphabetical order. */
    private Set<String> chosen(String parameters) throws Exception {
        Set<String> pages = new TreeSet<>();
        try (Origin one = Origin.http("one");
                Origin two = Origin.http("two");
                Origin three = Origin.http("three")) {
            String targets =
                    String.join(",", one.hostAndPort(), two.hostAndPort(), three.hostAndPort());
            Gost gost = start("-L", "tcp://127.0.0.1:0/" + targets + parameters);
            for (int request = 0; request < 20; request++) {
                try (Socket client = connect(gost.address("service-0"))) {
                    pages.add(get(client).replaceFirst("(?s).*\r\n\r\n", ""));
                }
            }
        }
        return pages;
    }

    private Gost start(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("--plugins", plugins.toString()));
        all.addAll(List.of(arguments));
        return programs.start(all.toArray(String[]::new));
    }

    private static void expectPage(Command curl) throws IOException, InterruptedException {
        Result page = curl.run();
        assertThat(page.status()).as(page.err()).isZero();
        assertThat(page.out()).isEqualTo("hello");
    }

    private static Socket connect(InetSocketAddress address) throws IOException {
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    /** Says something and reads a line, byte by byte. */
    private static String ask(Socket socket, String words) throws IOException {
        socket.getOutputStream().write(words.getBytes(ISO_8859_1));
        StringBuilder line = new StringBuilder();
        for (int next = socket.getInputStream().read();
                next >= 0 && next != '\n';
                next = socket.getInputStream().read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private static String get(Socket socket) throws IOException {
        socket.getOutputStream()
                .write(
                        "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                                .getBytes(ISO_8859_1));
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }

    private static String at(Gost gost, String service) {
        return "127.0.0.1:" + port(gost, service);
    }

    private static int port(Gost gost, String service) {
        return gost.address(service).getPort();
    }
}
