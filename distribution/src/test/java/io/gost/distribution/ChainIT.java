package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Three hops, each in another protocol: the second and third are asked through a tunnel of the one
 * before.
 */
@Execution(ExecutionMode.CONCURRENT)
class ChainIT {

    @SuppressWarnings("unused") // a field source
    static final List<List<String>> ORDERS =
            List.of(
                    List.of("http", "socks4", "socks5"),
                    List.of("http", "socks5", "socks4"),
                    List.of("socks4", "http", "socks5"),
                    List.of("socks4", "socks5", "http"),
                    List.of("socks5", "http", "socks4"),
                    List.of("socks5", "socks4", "http"));

    @RegisterExtension final Programs programs = new Programs();

    @ParameterizedTest
    @FieldSource("ORDERS")
    void bytesPassThroughThreeHops(List<String> order) throws Exception {
        List<String> hops =
                order.stream()
                        .flatMap(scheme -> Stream.of("-L", scheme + "://127.0.0.1:0"))
                        .toList();
        Gost upstream = programs.start(hops.toArray(String[]::new));
        Gost gost =
                programs.start(
                        Stream.concat(
                                        Stream.of("-L", "socks5://127.0.0.1:0"),
                                        forwards(order, upstream))
                                .toArray(String[]::new));
        byte[] sent = new byte[1 << 20];
        new Random(1).nextBytes(sent);
        try (Server echo = Server.echo();
                Socket tunnel = Tunnel.SOCKS5.open(gost.address("service-0"), echo.address())) {
            assertThat(Arrays.equals(Exchange.echo(tunnel, sent), sent)).isTrue();
        }
        for (int hop = 0; hop < order.size(); hop++) {
            String service = "\"service\":\"service-" + hop + '"';
            Await.until(
                    "log of hop " + hop,
                    () ->
                            upstream.output().stream()
                                    .anyMatch(
                                            line ->
                                                    line.contains(service)
                                                            && line.contains(" >< ")));
        }
    }

    private static Stream<String> forwards(List<String> order, Gost upstream) {
        return Stream.iterate(0, hop -> hop < order.size(), hop -> hop + 1)
                .flatMap(
                        hop -> {
                            InetSocketAddress address = upstream.address("service-" + hop);
                            return Stream.of(
                                    "-F", order.get(hop) + "://127.0.0.1:" + address.getPort());
                        });
    }
}
