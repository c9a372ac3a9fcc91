package io.gost.runtime.trim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gost.runtime.config.Config;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.YamlReader;
import io.gost.runtime.config.document.YamlWriter;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a distribution on the loopback while its JVM records what is used; when the program ends the
 * JVM writes the AOT cache. Every service is asked for tunnels in the common protocols.
 */
final class Rehearsal implements AutoCloseable {
    private static final Pattern LISTENING =
            Pattern.compile("\"listening on 127\\.0\\.0\\.1:(\\d+)/tcp\"");
    private static final int ROUNDS = 20;
    private static final int PATIENCE_MILLIS = 1_000;
    private static final int START_SECONDS = 20;
    private static final int END_SECONDS = 120;
    private static final byte[] SMALL = new byte[100];

    /** Comes after the program's last line. */
    private static final String END = "\n";

    private final Path home;
    private final Path work;
    private final ServerSocket echo;
    private final ServerSocket nowhere;
    private final List<String> said = new ArrayList<>();

    private Rehearsal(Path home, Path work) throws IOException {
        this.home = home;
        this.work = work;
        echo = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        nowhere = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        serve(echo, client -> client.getInputStream().transferTo(client.getOutputStream()));
        serve(nowhere, _ -> {});
    }

    private interface Conversation {
        void hold(Socket client) throws IOException;
    }

    /**
     * Rehearses.
     *
     * @param home the distribution, which gets its {@code lib/gost.aot}
     * @param config what it will run
     * @return why there is no cache; nothing when there is one
     */
    static List<String> of(Path home, Config config) throws IOException {
        Path work = Files.createTempDirectory("gost-rehearsal");
        try (Rehearsal rehearsal = new Rehearsal(home, work)) {
            return rehearsal.run(config);
        } finally {
            FileTree.delete(work);
        }
    }

    private List<String> run(Config config) throws IOException {
        Path document = Files.writeString(work.resolve("gost.yml"), document(config));
        Path recorded = work.resolve("gost.aot");
        ProcessBuilder builder =
                Tool.gost(home, "-C", document.toString()).redirectErrorStream(true);
        builder.environment().put("GOST_JAVA_OPTS", "-XX:AOTCacheOutput=" + recorded);
        builder.environment().put("HOME", work.toString());
        Process process = builder.start();
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread.ofVirtual().start(() -> read(process, lines));
        try {
            use(lines);
            process.toHandle().destroy();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                return List.of("no AOT cache: the program did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
        if (!Files.exists(recorded)) {
            return List.of("no AOT cache, starts are slower: " + String.join("; ", said));
        }
        Files.move(recorded, home.resolve("lib/gost.aot"));
        return List.of();
    }

    /** As people write it: reading YAML is a part of a start. */
    private String document(Config config) {
        String json = RehearsalConfig.of(config, "127.0.0.1:" + nowhere.getLocalPort());
        return YamlWriter.write(
                YamlReader.read(json, "rehearsal", new Diagnostics()).orElseThrow());
    }

    private static void read(Process process, BlockingQueue<String> lines) {
        try (BufferedReader output = process.inputReader(UTF_8)) {
            output.lines().forEach(lines::add);
        } catch (IOException | RuntimeException e) {
            lines.add(e.toString());
        } finally {
            lines.add(END);
        }
    }

    /** Services that are up are used until no further one comes up. */
    private void use(BlockingQueue<String> lines) throws InterruptedException {
        String line = lines.poll(START_SECONDS, TimeUnit.SECONDS);
        while (line != null && !line.equals(END)) {
            said.add(line);
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                use(Integer.parseInt(listening.group(1)));
            }
            line = lines.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void use(int service) {
        String target = "127.0.0.1:" + echo.getLocalPort();
        byte[] connect =
                "CONNECT %1$s HTTP/1.1\r\nHost: %1$s\r\n\r\n"
                        .formatted(target)
                        .getBytes(ISO_8859_1);
        byte[] get =
                "GET http://%1$s/ HTTP/1.1\r\nHost: %1$s\r\n\r\n"
                        .formatted(target)
                        .getBytes(ISO_8859_1);
        String address = "017f000001%04x".formatted(echo.getLocalPort());
        byte[] socks5 = HexFormat.of().parseHex("050100" + "050100" + address);
        byte[] socks4 =
                HexFormat.of().parseHex("0401%04x".formatted(echo.getLocalPort()) + "7f00000100");
        for (byte[] opening : List.of(connect, get, socks5, socks4)) {
            for (int round = 0; round < ROUNDS && talk(service, opening); round++) {
                // as often as it works: once shows the way, the rest shows which way is hot
            }
        }
    }

    /** Whether anything was answered. */
    private static boolean talk(int service, byte[] opening) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), service));
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(opening);
            boolean answered = socket.getInputStream().read(new byte[opening.length]) > 0;
            socket.getOutputStream().write(SMALL);
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
            return answered;
        } catch (IOException e) {
            return false; // speaks another protocol
        }
    }

    private static void serve(ServerSocket server, Conversation conversation) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            while (!server.isClosed()) {
                                accept(server, conversation);
                            }
                        });
    }

    private static void accept(ServerSocket server, Conversation conversation) {
        try {
            Socket client = server.accept();
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try (client) {
                                    conversation.hold(client);
                                } catch (IOException e) {
                                    // whoever rehearses sees it
                                }
                            });
        } catch (IOException e) {
            // closed: the loop ends
        }
    }

    @Override
    public void close() throws IOException {
        echo.close();
        nowhere.close();
    }
}
