package io.gost.runtime.trim;

import io.gost.runtime.config.Config;
import io.gost.runtime.config.ServiceConfig;

import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a container engine is told of a configuration's addresses. An address without a port of its
 * own, or of a listener that is not known to be on TCP or UDP, is passed over: saying nothing is
 * allowed, saying something wrong is not.
 *
 * @param exposed as {@code 8080/tcp}; what listens on the loopback is for nobody outside
 * @param health what to ask whether the program is well, as {@code gost health} takes it
 */
record ContainerPorts(SortedSet<String> exposed, Optional<String> health) {
    private static final Pattern ADDRESS = Pattern.compile("(.*):(\\d{1,5})");
    private static final Set<String> TCP =
            Set.of(
                    "", "tcp", "mtcp", "tls", "mtls", "ws", "mws", "wss", "mwss", "http2", "h2",
                    "h2c");
    private static final Set<String> UDP = Set.of("udp", "quic", "kcp", "dtls", "http3", "h3");

    static ContainerPorts of(Config config) {
        SortedSet<String> exposed = new TreeSet<>();
        Optional<String> service = Optional.empty();
        for (ServiceConfig each : config.services()) {
            String type = each.listener() == null ? "" : each.listener().type();
            if (TCP.contains(type)) {
                expose(each.addr(), "tcp", exposed);
                service = service.or(() -> local(each.addr()));
            } else if (UDP.contains(type)) {
                expose(each.addr(), "udp", exposed);
            }
        }
        Optional<String> api = Optional.empty();
        if (config.api() != null) {
            expose(config.api().addr(), "tcp", exposed);
            api = local(config.api().addr()).map("http://"::concat);
        }
        if (config.metrics() != null) {
            expose(config.metrics().addr(), "tcp", exposed);
        }
        Optional<String> first = service;
        return new ContainerPorts(exposed, api.or(() -> first));
    }

    private static void expose(String address, String protocol, Set<String> exposed) {
        Matcher parts = ADDRESS.matcher(address);
        if (parts.matches() && !parts.group(2).matches("0+") && !isLoopback(parts.group(1))) {
            exposed.add(parts.group(2) + "/" + protocol);
        }
    }

    /** The address as the program itself reaches it. */
    private static Optional<String> local(String address) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches() || parts.group(2).matches("0+")) {
            return Optional.empty();
        }
        String host = parts.group(1);
        boolean any = host.isEmpty() || host.equals("0.0.0.0") || host.equals("[::]");
        return Optional.of((any ? "127.0.0.1" : host) + ":" + parts.group(2));
    }

    private static boolean isLoopback(String host) {
        return host.startsWith("127.") || host.equals("localhost") || host.equals("[::1]");
    }
}
