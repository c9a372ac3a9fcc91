package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** TLS with the clients people use, on the engine of the image. */
@Execution(ExecutionMode.CONCURRENT)
class TlsIT {

    @RegisterExtension final Programs programs = new Programs();

    @TempDir Path directory;

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

    private static String at(String host, Gost gost) {
        return host + ":" + gost.address("service-0").getPort();
    }

    private Command curl(Gost gost) {
        return Command.curl("--proxy", "https://" + at("localhost", gost), url);
    }

    private static void assertGetsThePage(Command curl) throws Exception {
        assertThat(curl.run()).isEqualTo(new Result(0, "hello", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https", "auto+tls"})
    void httpsProxyServesCurl(String scheme) throws Exception {
        Gost gost = programs.start("-L", scheme + "://127.0.0.1:0");
        assertGetsThePage(curl(gost).with("--proxy-insecure"));
        assertGetsThePage(curl(gost).with("--proxy-insecure", "--proxytunnel"));
        assertThat(curl(gost).run().status()).as("not believed by itself").isNotZero();
    }

    @Test
    void generatedCertificateIsKeptAndHasTheNameOfTheConfiguration() throws Exception {
        Path config =
                Files.writeString(
                        directory.resolve("gost.yml"),
                        """
                        tls: {commonName: localhost, organization: Example, validity: 48h}
                        services:
                        - name: service-0
                          addr: 127.0.0.1:0
                          handler: {type: http}
                          listener: {type: tls}
                        """);
        Gost gost =
                programs.start(
                        Programs.gost(),
                        List.of("-C", config.toString()),
                        Map.of("HOME", directory.toString()));
        assertGetsThePage(curl(gost).with("--proxy-insecure"));
        Path kept = directory.resolve(".gost/auto-ca-cert.pem");
        assertGetsThePage(curl(gost).with("--proxy-cacert", kept.toString()));
    }

    @Test
    void clientCertificatesAreAskedFor() throws Exception {
        Certificate server = Certificate.of("localhost", directory);
        Certificate client = Certificate.of("client", directory);
        Gost gost =
                programs.start(
                        "-L", "https://127.0.0.1:0?" + server.asOwn() + "&" + client.asAuthority());
        Command anybody = curl(gost).with("--proxy-cacert", server.file().toString());

        assertGetsThePage(
                anybody.with("--proxy-cert", client.file().toString())
                        .with("--proxy-key", client.key().toString()));
        assertThat(anybody.run().status()).isNotZero();
    }

    @Test
    void replacedCertificateIsShownWithoutARestart() throws Exception {
        Certificate shown = Certificate.of("localhost", directory);
        Certificate next = Certificate.of("localhost", directory);
        Gost gost = programs.start("-L", "https://127.0.0.1:0?" + shown.asOwn());
        assertGetsThePage(curl(gost).with("--proxy-cacert", shown.file().toString()));

        replace(shown.key(), next.key());
        replace(shown.file(), next.file());

        Command trusting = curl(gost).with("--proxy-cacert", next.file().toString());
        Await.until("the new certificate is shown", () -> status(trusting) == 0);
    }

    private static void replace(Path old, Path by) throws IOException {
        Files.copy(by, old, StandardCopyOption.REPLACE_EXISTING);
    }

    private static int status(Command command) throws IOException {
        try {
            return command.run().status();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static String shownTo(Gost gost, String... options) throws Exception {
        return Command.tool("openssl", "s_client", "-connect", at("127.0.0.1", gost))
                .with(options)
                .run()
                .out();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void opensslIsShownTheDefaultCertificate(String version) throws Exception {
        Gost gost = programs.start("-L", "https://127.0.0.1:0");
        assertThat(shownTo(gost, version)).containsPattern("subject=O ?= ?GOST, CN ?= ?gost.run");
    }

    @Test
    void versionsSuitesAndProtocolsAreThoseOfTheBlock() throws Exception {
        Path config =
                Files.writeString(
                        directory.resolve("gost.yml"),
                        """
                        services:
                        - name: service-0
                          addr: 127.0.0.1:0
                          handler: {type: http}
                          listener:
                            type: tls
                            tls:
                              options:
                                maxVersion: VersionTLS12
                                cipherSuites: [TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256]
                                alpn: [http/1.1]
                        """);
        Gost gost = programs.start("-C", config.toString());
        assertThat(shownTo(gost, "-alpn", "http/1.1"))
                .contains("TLSv1.2", "ECDHE-ECDSA-CHACHA20-POLY1305", "ALPN protocol: http/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?certFile=nowhere.pem&keyFile=nowhere.pem", "?certFile=/etc/hostname"})
    void filesThatCannotBeUsedStopTheStart(String parameters) throws Exception {
        Result result = Command.gost("-L", "https://127.0.0.1:0" + parameters).run();
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("services[0].listener.tls").doesNotContain("Exception");
    }
}
