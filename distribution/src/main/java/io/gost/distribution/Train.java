package io.gost.distribution;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.gost.distribution.Tunnel.Login;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Runs the distribution over real traffic, through every built-in plugin, while the JVM records
 * which classes are used and how; when the program ends the JVM makes the AOT cache of that.
 *
 * <p>Before, it has the program write the index of the plugins.
 *
 * <p>One process serves all of {@code training.yml}. The nodes of its chains are its own services,
 * whose ports nobody knows before it runs: so a node's address is a server here that passes
 * connections on.
 *
 * <p>Arguments: the distribution, the configuration, a directory for the files of the run.
 */
final class Train implements AutoCloseable {

    private static final Pattern SERVICE = Pattern.compile("(?m)^  - name: (\\S+)$");
    private static final Pattern PLACEHOLDER = Pattern.compile("@(?:echo|node:([^@]+))@");
    private static final Login LOGIN = new Login("user", "pass");
    private static final int ROUNDS = 40;
    private static final byte[] SMALL = new byte[100];
    private static final byte[] LARGE = new byte[256 * 1024];

    private static final String PAGE = "page\n";

    private final Path home;
    private final Server echo = Server.echo();
    private final Server web = new Server(Train::answerRequests);
    private final Map<String, Server> nodes = new HashMap<>();
    private final CompletableFuture<Gost> running = new CompletableFuture<>();

    private Train(Path home) throws IOException {
        this.home = home;
    }

    public static void main(String[] args) throws IOException {
        try (Train train = new Train(Path.of(args[0]))) {
            train.index();
            train.run(Files.readString(Path.of(args[1])), Path.of(args[2]));
        }
    }

    /**
     * Lets the program write down what its plugins are: the recorded start is to be like later
     * ones.
     */
    private void index() throws IOException {
        try (Gost gost =
                Gost.start(home.resolve("bin/gost"), List.of("plugins", "index"), Map.of())) {
            if (gost.awaitEnd() != 0) {
                throw new IllegalStateException("no index: " + gost.output());
            }
        }
    }

    private void run(String template, Path work) throws IOException {
        Path config = work.resolve("training.yml");
        Path recorded = work.resolve("gost.aot");
        Path cache = home.resolve("lib/gost.aot");
        Files.deleteIfExists(cache);
        Files.createDirectories(work);
        Files.writeString(config, PLACEHOLDER.matcher(template).replaceAll(this::address));
        // besides the file, so that the command line's part of the program is used too
        List<String> arguments =
                List.of(
                        "-C",
                        config.toString(),
                        "-L",
                        "http://127.0.0.1:0",
                        "-F",
                        "socks5://user:pass@" + hostAndPort(node("socks5-login")));
        try (Gost gost =
                Gost.start(
                        home.resolve("bin/gost"),
                        arguments,
                        Map.of(
                                "GOST_JAVA_OPTS",
                                "-XX:AOTCacheOutput=" + recorded,
                                "HOME",
                                work.toString()))) {
            running.complete(gost);
            String services = template.substring(0, template.indexOf("\nchains:"));
            for (MatchResult service : SERVICE.matcher(services).results().toList()) {
                use(service.group(1), gost.address(service.group(1)));
            }
            use("http", gost.address("service-0"));
            int status = gost.stop();
            Files.write(work.resolve("training.log"), gost.output());
            if (!Files.exists(recorded)) {
                throw new IllegalStateException(
                        "exit code "
                                + status
                                + " and no AOT cache: see "
                                + work.resolve("training.log"));
            }
        }
        Files.move(recorded, cache);
    }

    private String address(MatchResult placeholder) {
        String service = placeholder.group(1);
        return hostAndPort(service == null ? echo : node(service));
    }

    private static String hostAndPort(Server server) {
        return server.address().getAddress().getHostAddress() + ":" + server.address().getPort();
    }

    /** The server that stands for a service as long as nobody knows its port. */
    private Server node(String service) {
        return nodes.computeIfAbsent(
                service,
                name -> {
                    try {
                        return new Server(client -> passOn(client, running.join().address(name)));
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                });
    }

    private static void passOn(Socket client, InetSocketAddress address) throws IOException {
        try (Socket service = new Socket(address.getAddress(), address.getPort())) {
            Thread back = Thread.ofVirtual().start(() -> copy(service, client));
            copy(client, service);
            back.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException gone) {
            // whoever uses the tunnel sees it too
        }
    }

    /** Asks a service for what its name says: see {@code training.yml}. */
    private void use(String name, InetSocketAddress service) throws IOException {
        Login login = name.endsWith("-login") ? LOGIN : null;
        for (Tunnel protocol : Tunnel.values()) {
            String scheme = protocol.scheme();
            if (name.startsWith(scheme) || (name.startsWith("auto") && protocol != Tunnel.TCP)) {
                for (int round = 0; round < ROUNDS; round++) {
                    exchange(protocol, service, echo.address(), login);
                }
                if (protocol != Tunnel.TCP) {
                    exchange(protocol, service, byName(echo.address()), login);
                    expectRefusal(protocol, service, login);
                }
                if (protocol == Tunnel.HTTP) {
                    requestPages(service, login);
                }
            }
        }
    }

    private static InetSocketAddress byName(InetSocketAddress address) {
        return InetSocketAddress.createUnresolved("localhost", address.getPort());
    }

    private static void exchange(
            Tunnel protocol,
            InetSocketAddress service,
            InetSocketAddress target,
            @Nullable Login login)
            throws IOException {
        try (Socket tunnel = protocol.open(service, target, login)) {
            for (byte[] bytes : List.of(SMALL, SMALL, LARGE)) {
                Thread writer = Thread.ofVirtual().start(() -> write(tunnel, bytes));
                if (!Arrays.equals(tunnel.getInputStream().readNBytes(bytes.length), bytes)) {
                    throw new IOException(protocol + " through " + service + " lost bytes");
                }
                writer.join();
            }
            tunnel.shutdownOutput();
            tunnel.getInputStream().readAllBytes();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(Socket tunnel, byte[] bytes) {
        try {
            tunnel.getOutputStream().write(bytes);
        } catch (IOException gone) {
            // the reader sees it too
        }
    }

    /** A port nobody listens on and, where there is a login, a wrong one. */
    private void expectRefusal(Tunnel protocol, InetSocketAddress service, @Nullable Login login)
            throws IOException {
        try (Socket bound = new Socket()) {
            bound.bind(
                    new InetSocketAddress(echo.address().getAddress(), 0)); // and does not listen
            refused(protocol, service, (InetSocketAddress) bound.getLocalSocketAddress(), login);
        }
        if (login != null) {
            refused(protocol, service, echo.address(), new Login(login.user(), "wrong"));
        }
    }

    private static void refused(
            Tunnel protocol,
            InetSocketAddress service,
            InetSocketAddress target,
            @Nullable Login login) {
        try (Socket tunnel = protocol.open(service, target, login)) {
            throw new IllegalStateException(protocol + " through " + tunnel + " was not refused");
        } catch (IOException expected) {
            // the training wants the way there
        }
    }

    private void requestPages(InetSocketAddress service, @Nullable Login login) throws IOException {
        byte[] request =
                Tunnel.httpRequest(
                                "GET", "http://" + hostAndPort(web) + "/", hostAndPort(web), login)
                        .getBytes(ISO_8859_1);
        try (Socket socket = new Socket(service.getAddress(), service.getPort())) {
            for (int round = 0; round < ROUNDS; round++) {
                socket.getOutputStream().write(request);
                Tunnel.readHead(socket.getInputStream());
                socket.getInputStream().readNBytes(PAGE.length());
            }
        }
    }

    private static void answerRequests(Socket client) throws IOException {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + PAGE.length() + "\r\n\r\n" + PAGE;
        while (!Tunnel.readHead(client.getInputStream()).isEmpty()) {
            client.getOutputStream().write(answer.getBytes(ISO_8859_1));
        }
    }

    @Override
    public void close() throws IOException {
        echo.close();
        web.close();
        for (Server node : nodes.values()) {
            node.close();
        }
    }
}
