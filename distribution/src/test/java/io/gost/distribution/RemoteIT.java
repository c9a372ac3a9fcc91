package io.gost.distribution;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses that are bound on a proxy, which goes away and comes back. */
class RemoteIT {
    private static final Pattern AGAIN = Pattern.compile("listening again on [^\"]*:(\\d+)");

    /** Signs of life are missed after a few seconds. */
    private static final String WATCHFUL = "mux.keepaliveInterval=1s&mux.keepaliveTimeout=3s";

    /** How a proxy goes away. */
    enum Going {
        STOPPED {
            @Override
            void go(Gost proxy, Programs programs) {
                proxy.stop();
            }
        },
        KILLED {
            @Override
            void go(Gost proxy, Programs programs) {
                programs.kill(proxy);
            }
        };

        abstract void go(Gost proxy, Programs programs);
    }

    @RegisterExtension final Programs programs = new Programs();

    /** The path leads through all the proxies to the last one; they go and come back together. */
    @ParameterizedTest
    @CsvSource({
        "RTCP, relay, STOPPED",
        "RTCP, socks5, KILLED",
        "RTCP, http+ws socks5+tls relay+mtls, KILLED",
        "RUDP, relay+tls, KILLED",
        "RUDP, socks5, KILLED",
        "RUDP, relay+mwss http+quic socks5, KILLED"
    })
    void visitorsAreServedAlsoAfterTheProxiesWereAway(Remote remote, String path, Going going)
            throws Exception {
        List<Scheme> schemes = Scheme.path(path);
        try (Remote.Target target = remote.target()) {
            Gost proxies = startProxies(schemes, new int[schemes.size()]);
            int[] ports = ports(proxies, schemes.size());
            Gost gost = startClient(remote.service(target), schemes, ports);
            remote.expectVisitorsToBeServed(gost.address("service-0"));

            going.go(proxies, programs);
            startProxies(schemes, ports);
            remote.expectVisitorsToBeServed(boundAgain(gost));
            gost.stop(); // before the proxies, which would give it time to go on
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RTCP, relay?" + WATCHFUL,
        "RUDP, relay+mtls?" + WATCHFUL,
        "RUDP, socks5+quic?maxIdleTimeout=3s&notls=true"
    })
    void aProxyThatHangsIsLeftAndFoundAgain(Remote remote, Scheme scheme) throws Exception {
        List<Scheme> schemes = List.of(scheme);
        try (Remote.Target target = remote.target()) {
            Gost proxy = startProxies(schemes, new int[1]);
            Gost gost = startClient(remote.service(target), schemes, ports(proxy, 1));
            InetSocketAddress address = gost.address("service-0");
            remote.expectVisitorsToBeServed(address);

            Programs.signal("STOP", proxy);
            Await.until("the proxy is missed", () -> says(gost, "not listening on"));
            Programs.signal("CONT", proxy);
            remote.expectVisitorsToBeServed(boundAgain(gost));
            Await.until("the first address is free", () -> remote.isFree(address));
        }
    }

    private Gost startProxies(List<Scheme> schemes, int[] ports) throws IOException {
        List<String> services = new ArrayList<>();
        for (int i = 0; i < ports.length; i++) {
            boolean last = i == ports.length - 1;
            Scheme scheme = schemes.get(i);
            services.add("-L");
            services.add((last ? scheme.with("bind=true&udp=true") : scheme).url(ports[i]));
        }
        return programs.start(services.toArray(String[]::new));
    }

    private Gost startClient(String service, List<Scheme> schemes, int[] ports) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-L", service));
        for (int i = 0; i < ports.length; i++) {
            arguments.add("-F");
            arguments.add(schemes.get(i).url(ports[i]));
        }
        return programs.start(arguments.toArray(String[]::new));
    }

    private static int[] ports(Gost proxies, int count) {
        int[] ports = new int[count];
        for (int i = 0; i < count; i++) {
            ports[i] = proxies.address("service-" + i).getPort();
        }
        return ports;
    }

    private static InetSocketAddress boundAgain(Gost gost) throws IOException {
        Await.until("the address is bound again", () -> again(gost).isPresent());
        return new InetSocketAddress(Server.loopback(), again(gost).orElseThrow());
    }

    private static Optional<Integer> again(Gost gost) {
        return gost.output().stream()
                .flatMap(line -> AGAIN.matcher(line).results())
                .map(found -> Integer.valueOf(found.group(1)))
                .findFirst();
    }

    private static boolean says(Gost gost, String text) {
        return gost.output().stream().anyMatch(line -> line.contains(text));
    }
}
