package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The metrics of a running program, asked for as Prometheus does, with curl. */
@Execution(ExecutionMode.CONCURRENT)
class MetricsIT {
    private static final HttpCall SCRAPE =
            new HttpCall(
                    "GET", "/counts", Map.of("Authorization", "Basic c2NyYXBlcjpzZWNyZXQ="), null);

    @RegisterExtension final Programs programs = new Programs();

    @TempDir Path directory;

    @Test
    void familiesOfGostHaveTheTrafficThatWas() throws Exception {
        try (Server target = Server.echo()) {
            Gost gost = start(programs.start("-L", "http://127.0.0.1:0"), target);
            echo(Tunnel.HTTP.open(gost.address("proxy"), target.address()));
            echo(new Socket(InetAddress.getLoopbackAddress(), gost.address("fwd").getPort()));
            assertThatThrownBy(
                            () -> Tunnel.SOCKS5.open(gost.address("dead-chain"), target.address()))
                    .isInstanceOf(IOException.class);

            Await.until(
                    "every request is over",
                    () -> {
                        String text = SCRAPE.to(gost.address("@metrics")).body();
                        return text.split("request_duration_seconds_count\\{").length == 4
                                && !text.matches("(?s).*requests_in_flight\\{[^}]*} [1-9].*");
                    });
            assertThat(metrics(gost).lines().map(line -> line.replaceAll("host=\"[^\"]*\",?", "")))
                    .contains(
                            "# TYPE gost_chain_errors_total counter",
                            "gost_chain_errors_total{chain=\"c2\",node=\"n2\"} 1",
                            "# TYPE gost_chain_node_connect_duration_seconds histogram",
                            "gost_chain_node_connect_duration_seconds_count{chain=\"c1\",node=\"n1\"}"
                                + " 1",
                            "# TYPE gost_service_handler_errors_total counter",
                            "gost_service_handler_errors_total{client=\"127.0.0.1\",service=\"dead-chain\"}"
                                + " 1",
                            "# TYPE gost_service_request_duration_seconds histogram",
                            "gost_service_request_duration_seconds_count{service=\"proxy\"} 1",
                            "# TYPE gost_service_requests_in_flight gauge",
                            "gost_service_requests_in_flight{client=\"127.0.0.1\",service=\"proxy\"}"
                                + " 0",
                            "# TYPE gost_service_requests_total counter",
                            "gost_service_requests_total{client=\"127.0.0.1\",service=\"fwd\"} 1",
                            "# TYPE gost_service_transfer_input_bytes_total counter",
                            "gost_service_transfer_input_bytes_total{client=\"127.0.0.1\",service=\"fwd\"}"
                                + " 5",
                            "# TYPE gost_service_transfer_output_bytes_total counter",
                            "gost_service_transfer_output_bytes_total{client=\"127.0.0.1\",service=\"fwd\"}"
                                + " 5",
                            "# TYPE gost_services gauge",
                            "gost_services{} 3")
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void metricsAreForThoseWhoMayAndOnTheirPathOnly() throws Exception {
        try (Server target = Server.echo()) {
            Gost gost = start(programs.start("-L", "http://127.0.0.1:0"), target);
            String url = url(gost);
            assertThat(code("-u", "scraper:wrong", url)).isEqualTo("401");
            assertThat(code(url)).isEqualTo("401");
            assertThat(code("-u", "scraper:secret", url)).isEqualTo("200");
            assertThat(code("-u", "scraper:secret", url + "/x")).isEqualTo("404");
        }
    }

    private Gost start(Gost upstream, Server target) throws IOException {
        InetSocketAddress node = upstream.address("service-0");
        Path file =
                Files.writeString(
                        directory.resolve("gost.yml"),
                        """
                        services:
                        - {name: proxy, addr: "127.0.0.1:0", handler: {type: http, chain: c1}, listener: {type: tcp}}
                        - {name: dead-chain, addr: "127.0.0.1:0", handler: {type: socks5, chain: c2}, listener: {type: tcp}}
                        - name: fwd
                          addr: 127.0.0.1:0
                          handler: {type: tcp}
                          listener: {type: tcp}
                          forwarder: {nodes: [{name: echo, addr: "127.0.0.1:%d"}]}
                        chains:
                        - {name: c1, hops: [{name: h1, nodes: [{name: n1, addr: "127.0.0.1:%d"}]}]}
                        - {name: c2, hops: [{name: h2, nodes: [{name: n2, addr: "127.0.0.1:1"}]}]}
                        metrics:
                          addr: 127.0.0.1:0
                          path: /counts
                          auth: {username: scraper, password: secret}
                        """
                                .formatted(target.address().getPort(), node.getPort()));
        return programs.start("-C", file.toString());
    }

    private static void echo(Socket client) throws IOException {
        try (client) {
            assertThat(Exchange.echo(client, "hello".getBytes(UTF_8)))
                    .isEqualTo("hello".getBytes(UTF_8));
        }
    }

    private static String metrics(Gost gost) throws Exception {
        return Command.curl("-u", "scraper:secret", url(gost)).run().out();
    }

    private static String code(String... arguments) throws Exception {
        return Command.curl("-o", "/dev/null", "-w", "%{http_code}").with(arguments).run().out();
    }

    private static String url(Gost gost) {
        return "http://127.0.0.1:" + gost.address("@metrics").getPort() + "/counts";
    }
}
