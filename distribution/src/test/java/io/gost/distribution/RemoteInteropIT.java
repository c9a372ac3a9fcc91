package io.gost.distribution;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Addresses that ours binds on the reference program, and the other way round. */
@Tag("interop")
class RemoteInteropIT {
    private static final Pattern BOUND = Pattern.compile("bind on [^\"]*:(\\d+)/(?:tcp|udp) OK");
    private static final String LOGIN = "user:pass@";

    private static final List<String> SCHEMES =
            List.of(
                    "relay",
                    "relay+tls",
                    "relay+mtls",
                    "relay+ws",
                    "relay+mwss",
                    "relay+quic",
                    "relay?mux.version=2",
                    "relay?mux.type=yamux",
                    "socks5",
                    "socks5?notls=true",
                    "socks5+tls?notls=true",
                    "socks5+mtls?notls=true",
                    "socks5+quic?notls=true");

    @RegisterExtension final Programs programs = new Programs();

    @BeforeEach
    void reportAsSkippedWithoutReference() {
        assumeTrue(System.getenv("GOST_REFERENCE") != null, "GOST_REFERENCE names no program");
    }

    private static Path reference() {
        return Path.of(System.getenv("GOST_REFERENCE"));
    }

    static Stream<Arguments> addresses() {
        return Stream.of(Remote.values())
                .flatMap(
                        remote ->
                                SCHEMES.stream()
                                        .map(Scheme::of)
                                        .map(scheme -> Arguments.of(remote, scheme)));
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void visitorsOfTheReferenceAreServedHere(Remote remote, Scheme scheme) throws Exception {
        try (Remote.Target target = remote.target()) {
            Gost gost = start(reference(), Programs.gost(), remote.service(target), scheme);
            remote.expectVisitorsToBeServed(gost.address("service-0"));
        }
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void visitorsAreServedByTheReference(Remote remote, Scheme scheme) throws Exception {
        try (Remote.Target target = remote.target()) {
            Gost gost = start(Programs.gost(), reference(), remote.service(target), scheme, "-D");
            Await.until("the address is bound", () -> bound(gost).isPresent());
            int port = bound(gost).orElseThrow();
            InetSocketAddress address = new InetSocketAddress(Server.loopback(), port);
            remote.expectAVisitorToBeServed(address);
            remote.expectAVisitorToBeServed(address);
            if (remote == Remote.RTCP) {
                // Of datagrams that it sends at the same time, the reference mixes the bytes.
                remote.expectVisitorsToBeServed(address);
            }
        }
    }

    /** Starts a proxy, and a program that binds an address on it. */
    private Gost start(Path proxy, Path client, String service, Scheme scheme, String... more)
            throws IOException {
        Gost started = programs.start(proxy, "-L", scheme.with("bind=true&udp=true").url(LOGIN, 0));
        String node = scheme.url(LOGIN, started.address("service-0").getPort());
        List<String> arguments = new ArrayList<>(List.of("-L", service, "-F", node));
        arguments.addAll(List.of(more));
        return programs.start(client, arguments.toArray(String[]::new));
    }

    /** The reference says where it wants to listen, and the node where it does. */
    private static Optional<Integer> bound(Gost reference) {
        return reference.output().stream()
                .flatMap(line -> BOUND.matcher(line).results())
                .map(found -> Integer.valueOf(found.group(1)))
                .findFirst();
    }
}
