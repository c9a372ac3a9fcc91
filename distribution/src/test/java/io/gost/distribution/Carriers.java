package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import org.junit.jupiter.api.function.Executable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Several carriers between one client and one server, so that what is slow about dead peers happens
 * to all of them at once. A carrier is the scheme and the query of a URL, such as {@code
 * relay+mws?nodelay=true}.
 */
final class Carriers {
    private static final byte[] FEW = {1, 2, 3};

    /** Less than any keep-alive takes to end a session that nobody else ends. */
    private static final int PATIENCE_MILLIS = 10_000;

    private Carriers() {}

    /**
     * A carrier in use.
     *
     * @param carrier what it is
     * @param proxy asks it for tunnels, a SOCKS5 proxy
     */
    record Way(String carrier, InetSocketAddress proxy) {
        Socket open(Server target) throws IOException {
            return Tunnel.SOCKS5.open(proxy, target.address());
        }

        /**
         * Whether a request is answered. One that is refused or whose tunnel ends is not; one of
         * which nothing is heard is a time-out.
         */
        boolean answers(Server target) throws SocketTimeoutException {
            try (Socket tunnel = open(target)) {
                return goesOn(tunnel);
            } catch (SocketTimeoutException stuck) {
                throw stuck;
            } catch (IOException refused) {
                return false;
            }
        }
    }

    /** Something to be true of a carrier. */
    @FunctionalInterface
    interface Check {
        void of(Way way) throws IOException;
    }

    /** Starts a service for each carrier, on ports of its own or on those that are given. */
    static Gost server(Programs programs, List<String> carriers, List<Integer> ports)
            throws IOException {
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < carriers.size(); i++) {
            int port = ports.isEmpty() ? 0 : ports.get(i);
            arguments.add("-L");
            arguments.add(carriers.get(i).replace("?", "://127.0.0.1:" + port + "?"));
        }
        Gost server = programs.start(arguments.toArray(String[]::new));
        for (int i = 0; i < carriers.size(); i++) {
            server.address("service-" + i);
        }
        return server;
    }

    /** Where the server has its carriers. */
    static List<Integer> ports(Gost server, List<String> carriers) {
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < carriers.size(); i++) {
            ports.add(server.address("service-" + i).getPort());
        }
        return ports;
    }

    /** Starts a SOCKS5 proxy for each carrier, which is named by its number. */
    static Gost client(
            Programs programs,
            Path directory,
            List<String> carriers,
            List<Integer> ports,
            Duration dialTimeout)
            throws IOException {
        StringBuilder services = new StringBuilder("services:\n");
        StringBuilder chains = new StringBuilder("chains:\n");
        for (int i = 0; i < carriers.size(); i++) {
            services.append(
                    """
                    - {name: service-%d, addr: '127.0.0.1:0', handler: {type: socks5, chain: chain-%1$d},
                       listener: {type: tcp}, metadata: {dialTimeout: %ds}}
                    """
                            .formatted(i, dialTimeout.toSeconds()));
            chains.append(chain(i, carriers.get(i), ports.get(i)));
        }
        Path file = Files.writeString(directory.resolve("client.yml"), services.append(chains));
        return programs.start("-C", file.toString());
    }

    private static String chain(int number, String carrier, int port) {
        String[] parts = carrier.split("[+?]", 3);
        String metadata =
                Arrays.stream(parts[2].split("&"))
                        .filter(pair -> !pair.isEmpty())
                        .map(pair -> pair.replace("=", ": "))
                        .collect(Collectors.joining(", ", "{", "}"));
        return """
        - name: chain-%d
          hops:
          - name: hop-%1$d
            nodes:
            - name: node-%1$d
              addr: 127.0.0.1:%d
              connector: {type: %s, metadata: %s}
              dialer: {type: %s, metadata: %4$s}
        """
                .formatted(number, port, parts[0], metadata, parts[1]);
    }

    static List<Way> ways(Gost client, List<String> carriers) {
        List<Way> ways = new ArrayList<>();
        for (int i = 0; i < carriers.size(); i++) {
            ways.add(new Way(carriers.get(i), client.address("service-" + i)));
        }
        return ways;
    }

    /** Checks all carriers at the same time, and says which failed. */
    static void each(List<Way> ways, Check check) {
        List<Executable> all = new ArrayList<>();
        for (Way way : ways) {
            CompletableFuture<Void> checked = Exchange.inBackground(() -> check.of(way));
            all.add(() -> join(way, checked));
        }
        assertAll(all);
    }

    /** Opens a tunnel over each carrier. */
    static Map<Way, Socket> open(List<Way> ways, Server target) {
        Map<Way, Socket> tunnels = new ConcurrentHashMap<>();
        each(ways, way -> tunnels.put(way, way.open(target)));
        return tunnels;
    }

    /** Opens tunnels that work, once the programs have warmed up. */
    static Map<Way, Socket> tunnels(List<Way> ways, Server echo) {
        each(ways, way -> Await.until("first tunnel", () -> way.answers(echo)));
        Map<Way, Socket> tunnels = open(ways, echo);
        each(ways, way -> assertThat(goesOn(of(tunnels, way))).isTrue());
        return tunnels;
    }

    static Socket of(Map<Way, Socket> tunnels, Way way) {
        return Objects.requireNonNull(tunnels.get(way));
    }

    private static void join(Way way, CompletableFuture<Void> checked) {
        try {
            checked.join();
        } catch (CompletionException failed) {
            throw new AssertionError(way.carrier() + ": " + failed.getCause(), failed.getCause());
        }
    }

    /** Whether a tunnel still leads to an echo. One that neither does nor ends is a time-out. */
    static boolean goesOn(Socket tunnel) throws SocketTimeoutException {
        try {
            tunnel.setSoTimeout(PATIENCE_MILLIS);
            tunnel.getOutputStream().write(FEW);
            return Arrays.equals(tunnel.getInputStream().readNBytes(FEW.length), FEW);
        } catch (SocketTimeoutException stuck) {
            throw stuck;
        } catch (IOException ended) {
            return false;
        }
    }
}
