package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gost.distribution.Command.Result;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** The main job, with the clients people use. */
@Execution(ExecutionMode.CONCURRENT)
class ProxyIT {

    @RegisterExtension final Programs programs = new Programs();

    private Origin origin;
    private String url;

    @BeforeEach
    void startOrigin() throws Exception {
        origin = Origin.http("hello");
        url = "http://" + origin.hostAndPort() + "/";
    }

    @AfterEach
    void stopOrigin() {
        origin.close();
    }

    private static String at(Gost gost) {
        return "127.0.0.1:" + gost.address("service-0").getPort();
    }

    private void assertCurlGetsThePage(String proxy, String... options) throws Exception {
        Result result = Command.curl("--proxy", proxy, url).with(options).run();
        assertThat(result).isEqualTo(new Result(0, "hello", ""));
    }

    @Test
    void httpProxyForwardsRequestsOfCurl() throws Exception {
        assertCurlGetsThePage("http://" + at(programs.start("-L", "http://127.0.0.1:0")));
    }

    @Test
    void httpProxyOpensTunnelsForCurl() throws Exception {
        assertCurlGetsThePage(
                "http://" + at(programs.start("-L", "http://127.0.0.1:0")), "--proxytunnel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5", "socks5h", "socks4", "socks4a"})
    void socksProxyServesCurl(String scheme) throws Exception {
        String service = scheme.substring(0, "socks5".length());
        assertCurlGetsThePage(
                scheme + "://" + at(programs.start("-L", service + "://127.0.0.1:0")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5", "socks5h"})
    void autoServesWhoeverKnowsTheLogin(String scheme) throws Exception {
        Gost gost = programs.start("-L", "auto://user:pass@127.0.0.1:0");
        assertCurlGetsThePage(scheme + "://user:pass@" + at(gost));
        Result refused =
                Command.curl("--fail", "--proxy", scheme + "://user:wrong@" + at(gost), url).run();
        assertThat(refused.status()).isNotZero();
        assertThat(refused.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void passwordsAreInNoLogWhateverItsLevel(String scheme) throws Exception {
        String given = "opensesame";
        String wrong = "trespasser";
        Gost upstream = programs.start("-DD", "-L", scheme + "://user:" + given + "@127.0.0.1:0");
        String node = scheme + "://user:" + given + "@" + at(upstream);
        Gost gost =
                programs.start("-DD", "-L", "auto://user:" + given + "@127.0.0.1:0", "-F", node);
        assertCurlGetsThePage(scheme + "://user:" + given + "@" + at(gost));
        Command.curl("--proxy", scheme + "://user:" + wrong + "@" + at(gost), url).run();
        for (String password : List.of(given, wrong)) {
            byte[] login = ("user:" + password).getBytes(UTF_8);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(login);
            String hex = HexFormat.of().formatHex(password.getBytes(UTF_8));
            for (Gost each : List.of(upstream, gost)) {
                assertThat(each.output())
                        .noneMatch(
                                line ->
                                        line.contains(password)
                                                || line.contains(base64)
                                                || line.contains(hex));
            }
        }
    }

    @Test
    void forwarderGivesConnectionsToItsTargetsInTurn() throws Exception {
        try (Origin other = Origin.http("other")) {
            Gost gost =
                    programs.start(
                            "-L",
                            "tcp://127.0.0.1:0/"
                                    + origin.hostAndPort()
                                    + ","
                                    + other.hostAndPort());
            List<String> pages = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                pages.add(Command.curl("http://" + at(gost) + "/").run().out());
            }
            assertThat(pages).contains("hello", "other");
            assertThat(pages.subList(0, 2)).isEqualTo(pages.subList(2, 4));
        }
    }

    @Test
    void chainLeadsThroughAnUpstreamWithALogin() throws Exception {
        Gost upstream = programs.start("-L", "socks5://user:pass@127.0.0.1:0");
        Gost gost =
                programs.start(
                        "-L", "http://127.0.0.1:0", "-F", "socks5://user:pass@" + at(upstream));
        assertCurlGetsThePage("http://" + at(gost));
        assertCurlGetsThePage("http://" + at(gost), "--proxytunnel");
        assertThat(upstream.output()).anyMatch(line -> line.contains(origin.hostAndPort()));
    }

    @Test
    void upstreamThatRefusesTheLoginGivesAnErrorAndNoPage() throws Exception {
        Gost upstream = programs.start("-L", "socks5://user:pass@127.0.0.1:0");
        Gost gost =
                programs.start(
                        "-L", "http://127.0.0.1:0", "-F", "socks5://user:secret@" + at(upstream));
        Result result =
                Command.curl(
                                "--proxy",
                                "http://" + at(gost),
                                "--write-out",
                                "%{http_code}",
                                "--output",
                                "/dev/null",
                                url)
                        .run();
        assertThat(result.out()).isEqualTo("503");
        assertThat(gost.output()).noneMatch(line -> line.contains("secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks4", "socks5"})
    void proxyServesNcat(String type) throws Exception {
        Gost gost = programs.start("-L", type + "://127.0.0.1:0");
        try (Server echo = Server.echo()) {
            String port = String.valueOf(echo.address().getPort());
            Result result =
                    Command.tool(
                                    "ncat",
                                    "--proxy",
                                    at(gost),
                                    "--proxy-type",
                                    type,
                                    "127.0.0.1",
                                    port)
                            .input("a line\n")
                            .run();
            assertThat(result).isEqualTo(new Result(0, "a line\n", ""));
        }
    }

    @Test
    void tlsPassesThroughHttpTunnelsOfCurlAndOpenssl(@TempDir Path directory) throws Exception {
        Gost gost = programs.start("-L", "http://127.0.0.1:0");
        try (Origin secure = Origin.https("hello", directory)) {
            String certificate = directory.resolve("origin.pem").toString();
            String address = secure.hostAndPort();
            Result curl =
                    Command.curl(
                                    "--proxy",
                                    "http://" + at(gost),
                                    "--cacert",
                                    certificate,
                                    "https://" + address + "/")
                            .run();
            assertThat(curl).isEqualTo(new Result(0, "hello", ""));

            Result openssl =
                    Command.tool(
                                    "openssl",
                                    "s_client",
                                    "-quiet",
                                    "-verify_return_error",
                                    "-CAfile",
                                    certificate)
                            .with("-proxy", at(gost), "-connect", address)
                            .input(
                                    "GET / HTTP/1.1\r\nHost: "
                                            + address
                                            + "\r\nConnection: close\r\n\r\n")
                            .run();
            assertThat(openssl.out()).startsWith("HTTP/1.1 200 OK").endsWith("hello");
        }
    }

    @Test
    void pluginsDirectoryNeedsOnlyWhatTheConfigurationUses(@TempDir Path directory)
            throws Exception {
        Path plugins = Plugins.copy(directory.resolve("plugins"), "tcp", "http", "round");
        Path config =
                Files.writeString(
                        directory.resolve("gost.yml"),
                        """
                        services:
                          - name: service-0
                            addr: 127.0.0.1:0
                            handler:
                              type: http
                            listener:
                              type: tcp
                        """);
        Gost gost = programs.start("--plugins", plugins.toString(), "-C", config.toString());
        assertCurlGetsThePage("http://" + at(gost));
    }
}
