package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;

/** Certificates between ours and the reference program; see {@link InteropIT}. */
@Tag("interop")
class TlsInteropIT {

    @RegisterExtension final Programs programs = new Programs();

    @TempDir Path directory;

    private Certificate server;
    private Certificate client;

    @BeforeEach
    void makeCertificates() throws Exception {
        assumeTrue(System.getenv("GOST_REFERENCE") != null, "GOST_REFERENCE names no program");
        server = Certificate.of("proxy.test", directory);
        client = Certificate.of("client", directory);
    }

    private InetSocketAddress start(
            InteropIT.Direction direction, String serverParameters, String clientParameters)
            throws IOException {
        Path reference = Path.of(System.getenv("GOST_REFERENCE"));
        boolean oursFirst = direction == InteropIT.Direction.OURS_TO_REFERENCE;
        Gost upstream =
                programs.start(
                        oursFirst ? reference : Programs.gost(),
                        "-L",
                        "http+tls://127.0.0.1:0?" + serverParameters);
        Gost first =
                programs.start(
                        oursFirst ? Programs.gost() : reference,
                        "-L",
                        "socks5://127.0.0.1:0",
                        "-F",
                        "http+tls://127.0.0.1:"
                                + upstream.address("service-0").getPort()
                                + "?"
                                + clientParameters);
        return first.address("service-0");
    }

    private void connects(
            InteropIT.Direction direction, String serverParameters, String clientParameters)
            throws IOException {
        try (Server target = Server.echo();
                Socket tunnel =
                        Tunnel.SOCKS5.open(
                                start(direction, serverParameters, clientParameters),
                                target.address())) {
            assertThat(Exchange.echo(tunnel, new byte[1_000])).isEqualTo(new byte[1_000]);
        }
    }

    private void refuses(
            InteropIT.Direction direction, String serverParameters, String clientParameters)
            throws IOException {
        try (Server target = Server.echo()) {
            InetSocketAddress proxy = start(direction, serverParameters, clientParameters);
            assertThatThrownBy(() -> Tunnel.SOCKS5.open(proxy, target.address()).close())
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("refused");
        }
    }

    @ParameterizedTest
    @EnumSource(InteropIT.Direction.class)
    void theRightAuthorityAndNameAreBelieved(InteropIT.Direction direction) throws Exception {
        connects(
                direction,
                server.asOwn(),
                "secure=true&serverName=proxy.test&" + server.asAuthority());
    }

    @ParameterizedTest
    @EnumSource(InteropIT.Direction.class)
    void anotherAuthorityIsRefused(InteropIT.Direction direction) throws Exception {
        refuses(direction, server.asOwn(), client.asAuthority());
    }

    @ParameterizedTest
    @EnumSource(InteropIT.Direction.class)
    void anotherNameIsRefused(InteropIT.Direction direction) throws Exception {
        refuses(
                direction,
                server.asOwn(),
                "secure=true&serverName=other.test&" + server.asAuthority());
    }

    @ParameterizedTest
    @EnumSource(InteropIT.Direction.class)
    void clientsAreKnownByTheirCertificate(InteropIT.Direction direction) throws Exception {
        connects(direction, server.asOwn() + "&" + client.asAuthority(), client.asOwn());
    }

    @ParameterizedTest
    @EnumSource(InteropIT.Direction.class)
    void clientsWithoutTheirCertificateAreRefused(InteropIT.Direction direction) throws Exception {
        refuses(direction, server.asOwn() + "&" + client.asAuthority(), "secure=false");
    }
}
