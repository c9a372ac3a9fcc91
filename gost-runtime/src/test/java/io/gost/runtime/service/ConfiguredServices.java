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
import io.gost.runtime.metrics.Metrics;
import io.gost.runtime.net.HostNetwork;
import io.gost.runtime.plugin.Plugins;
import io.gost.runtime.plugin.ProblemSink;
import io.gost.spi.GostException;
import io.gost.spi.example.LineConnectorProvider;
import io.gost.spi.example.LineHandlerProvider;
import io.gost.spi.example.PlainProviders;
import io.gost.spi.example.RoundProvider;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Services built from configuration text, with a line protocol in place of real plugins. */
abstract class ConfiguredServices {
    static final Plugins PLUGINS =
            Plugins.of(
                    List.of(
                            new LineHandlerProvider(),
                            new LineConnectorProvider(),
                            new PlainProviders.Listening(),
                            new PlainProviders.Dialing(),
                            new PlainForward(),
                            new PlainDatagrams(),
                            new LastingDatagrams(),
                            new RoundProvider()));

    final List<String> errors = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    final HostNetwork network = HostNetwork.open(2, Logs.logger(""));
    final Metrics metrics = Unobserved.metrics();
    @TempDir Path home;
    final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void logNothing() {
        Logs.configure(new LogSettings("none", LogLevel.FATAL, LogSettings.Format.JSON));
    }

    @AfterEach
    void closeEverything() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        network.close();
    }

    static String services(String... services) {
        return "services:\n" + String.join("", services);
    }

    static String service(String name, String more) {
        return """
        - name: %s
          addr: 127.0.0.1:0
          handler: {type: line%s}
          listener: {type: tcp}
        """
                .formatted(name, more);
    }

    Services start(String yaml) {
        Services services = assemble(yaml);
        assertThat(errors).isEmpty();
        services.start();
        open.add(services);
        return services;
    }

    Services assemble(String yaml) {
        return assembler().assemble(config(yaml));
    }

    /** Makes a change as the runtime does; what it finds wrong is among the errors. */
    Services change(Services before, String yaml) {
        before.building().lock();
        try {
            Services after = assembler().assemble(config(yaml), before);
            try {
                assertThat(errors).isEmpty();
                after.startInPlaceOf(before);
            } catch (AssertionError | GostException e) {
                after.discard();
                throw e;
            }
            open.add(after);
            return after;
        } finally {
            before.building().unlock();
        }
    }

    private Assembler assembler() {
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
        return new Assembler(PLUGINS, network, Logs.logger(""), problems, home, metrics);
    }

    static Config config(String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        Mapping document = (Mapping) YamlReader.read(yaml, "test.yml", diagnostics).orElseThrow();
        Config config = new RecordReader(diagnostics, UnknownKeys.WARN).read(document);
        assertThat(diagnostics.hasErrors()).isFalse();
        return config;
    }

    static InetSocketAddress bound(Services services, int index) {
        return (InetSocketAddress) services.all().get(index).address().orElseThrow();
    }

    static String address(Services services, int index) {
        return "127.0.0.1:" + bound(services, index).getPort();
    }

    static Socket connect(Services services, int index) throws IOException {
        Socket client = new Socket();
        client.connect(bound(services, index), 5_000);
        client.setSoTimeout(10_000);
        return client;
    }

    /** Sends a request line and a payload, ends the output, and reads everything. */
    static String ask(Services services, int index, String request, String payload)
            throws IOException {
        String answer = exchange(services, index, request + "\n" + payload);
        return payload.isEmpty() ? answer + " " : answer;
    }

    static String exchange(Services services, int index, String text) throws IOException {
        try (Socket client = connect(services, index)) {
            client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();
            BufferedReader reader =
                    new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            return String.join(" ", reader.lines().toList());
        }
    }

    String echo() throws IOException {
        ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        open.add(server);
        Thread.ofVirtual()
                .start(
                        () -> {
                            while (!server.isClosed()) {
                                try (Socket client = server.accept()) {
                                    client.getInputStream().transferTo(client.getOutputStream());
                                } catch (IOException _) {
                                    // The client is gone, or the test is over.
                                }
                            }
                        });
        return "127.0.0.1:" + server.getLocalPort();
    }

    String datagramEcho() throws SocketException {
        DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        open.add(server);
        Thread.ofVirtual()
                .start(
                        () -> {
                            DatagramPacket packet = new DatagramPacket(new byte[1_000], 1_000);
                            try {
                                while (true) {
                                    server.receive(packet);
                                    server.send(packet);
                                }
                            } catch (IOException _) {
                                // The test is over.
                            }
                        });
        return "127.0.0.1:" + server.getLocalPort();
    }

    static int unusedPort() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return server.getLocalPort();
        }
    }
}
