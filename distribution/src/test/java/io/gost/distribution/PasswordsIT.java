package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gost.distribution.Tunnel.Login;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Passwords are in no log and no complaint, at no level and in no form. */
@Execution(ExecutionMode.CONCURRENT)
class PasswordsIT {
    private static final String USER = "alice";
    private static final String RIGHT = "Rosebud?42/+%x";
    private static final String WRONG = "Xanadu&43=/+%y";

    @RegisterExtension final Programs programs = new Programs();

    @TempDir Path directory;

    /** What a password looks like on its way: in a URL, in a header, in a dump. */
    private static List<String> forms(String password) {
        List<String> forms = new ArrayList<>();
        forms.add(password);
        forms.add(URLEncoder.encode(password, UTF_8));
        forms.add(password.replace("/", "\\/"));
        // in base64 the same bytes look different at each of three places
        for (String text : List.of(password, ":" + password, USER + ":" + password)) {
            byte[] bytes = text.getBytes(UTF_8);
            forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
            forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }
        String hex = HexFormat.of().formatHex(password.getBytes(UTF_8));
        forms.add(hex);
        forms.add(hex.toUpperCase(Locale.ROOT));
        forms.add(HexFormat.ofDelimiter(" ").formatHex(password.getBytes(UTF_8)));
        return forms;
    }

    private static void assertSilent(List<String> lines) {
        List<String> secrets =
                Stream.of(RIGHT, WRONG).flatMap(each -> forms(each).stream()).toList();
        assertThat(lines).isNotEmpty().noneMatch(line -> secrets.stream().anyMatch(line::contains));
    }

    private Gost start(String level, String... arguments) throws IOException {
        return programs.start(
                Stream.concat(
                                Stream.of(arguments),
                                Stream.of(level).filter(each -> !each.isEmpty()))
                        .toArray(String[]::new));
    }

    private static String withLogin(String scheme, String address) {
        return "%s://%s:%s@%s".formatted(scheme, USER, URLEncoder.encode(RIGHT, UTF_8), address);
    }

    @Test
    void whatIsLookedForIsFoundWhereItIsMeantToBe() throws Exception {
        String url = withLogin("http", "127.0.0.1:0");
        assertThat(forms(RIGHT)).anyMatch(url::contains);
        String document = Command.gost("-L", url, "-O", "yaml").run().out();
        assertThat(forms(RIGHT)).anyMatch(document::contains);
        String header = Tunnel.httpRequest("GET", "/", "x", new Login(USER, RIGHT));
        assertThat(forms(RIGHT)).anyMatch(header::contains);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-D", "-DD"})
    void passwordsAreNotLoggedAtAnyLevel(String level) throws Exception {
        Gost far =
                start(
                        level,
                        "-L",
                        withLogin("http", "127.0.0.1:0"),
                        "-L",
                        withLogin("socks5", "127.0.0.1:0"),
                        "-L",
                        withLogin("relay", "127.0.0.1:0"));
        Path config = directory.resolve("gost.yml");
        Files.writeString(config, chains(far));
        Gost near = start(level, "-C", config.toString());
        try (Server echo = Server.echo()) {
            for (int way = 0; way < 3; way++) {
                assertEchoes(near.address("near-" + way), echo, null);
            }
            InetSocketAddress http = far.address("service-0");
            InetSocketAddress socks = far.address("service-1");
            assertEchoes(http, echo, new Login(USER, RIGHT));
            for (Login wrong : List.of(new Login(USER, WRONG), new Login(RIGHT, WRONG))) {
                assertThatIOException()
                        .isThrownBy(() -> Tunnel.HTTP.open(http, echo.address(), wrong).close());
                assertThatIOException()
                        .isThrownBy(() -> Tunnel.SOCKS5.open(socks, echo.address(), wrong).close());
            }
        }
        assertThat(near.stop()).isZero();
        assertThat(far.stop()).isZero();
        assertSilent(near.output());
        assertSilent(far.output());
    }

    private static void assertEchoes(InetSocketAddress proxy, Server echo, Login login)
            throws IOException {
        byte[] ping = {1, 2, 3};
        try (Socket tunnel = Tunnel.HTTP.open(proxy, echo.address(), login)) {
            assertThat(Exchange.echo(tunnel, ping)).isEqualTo(ping);
        }
    }

    /** A service for each protocol that carries a password, through that protocol's proxy. */
    private static String chains(Gost far) {
        StringBuilder services = new StringBuilder("services:\n");
        StringBuilder chains = new StringBuilder("chains:\n");
        List<String> connectors = List.of("http", "socks5", "relay");
        for (int way = 0; way < connectors.size(); way++) {
            services.append(
                    """
                    - name: near-%1$d
                      addr: 127.0.0.1:0
                      handler: {type: http, chain: c-%1$d}
                      listener: {type: tcp}
                    """
                            .formatted(way));
            chains.append(
                    """
                    - name: c-%1$d
                      hops:
                      - name: h-%1$d
                        nodes:
                        - name: n-%1$d
                          addr: 127.0.0.1:%2$d
                          connector: {type: %3$s, auth: {username: %4$s, password: "%5$s"}}
                          dialer: {type: tcp}
                    """
                            .formatted(
                                    way,
                                    far.address("service-" + way).getPort(),
                                    connectors.get(way),
                                    USER,
                                    RIGHT));
        }
        return services.append(chains).toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth: {username: alice, password: [\"SECRET\"]}",
                "auth: {username: alice, password: {x: \"SECRET\"}}",
                "auth: {username: alice, pasword: \"SECRET\"}",
                "auth: {username: alice, password: \"SECRET\", chain: nowhere}",
                "auth: \"alice:SECRET\""
            })
    void complaintsAboutAConfigurationDoNotShowIt(String auth) throws Exception {
        Path config = directory.resolve("wrong.yml");
        Files.writeString(
                config,
                "services:\n- name: a\n  addr: 127.0.0.1:x\n  handler: {type: http, "
                        + auth.replace("SECRET", RIGHT)
                        + "}\n  listener: {type: tcp}\n");
        Command.Result result = Command.gost("-C", config.toString()).run();
        assertThat(result.status()).isEqualTo(2);
        assertSilent(result.err().lines().toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:99999", "127.0.0.1:0?unknown=1&retries=many", "[::1"})
    void complaintsAboutACommandLineDoNotShowIt(String address) throws Exception {
        for (String flag : List.of("-L", "-F")) {
            Command.Result result =
                    Command.gost("-L", "http://127.0.0.1:x", flag, withLogin("http", address))
                            .run();
            assertThat(result.status()).isEqualTo(2);
            assertSilent(result.err().lines().toList());
        }
    }
}
