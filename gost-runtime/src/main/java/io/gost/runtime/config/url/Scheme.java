package io.gost.runtime.config.url;

import io.gost.runtime.config.url.KnownTypes.Kind;

import java.util.ArrayList;
import java.util.List;

/**
 * The two types a URL scheme stands for: {@code http+tls}, or one name for both.
 *
 * @param protocol handler or connector
 * @param transport listener or dialer
 * @param unknown the parts of the scheme that are no type of either kind
 */
record Scheme(String protocol, String transport, List<String> unknown) {
    private static final String DEFAULT = "auto";
    private static final String UDP_SHADOWSOCKS = "ssu";

    Scheme {
        unknown = List.copyOf(unknown);
    }

    /** The handler and listener; {@code auto} and {@code tcp} stand in for what is not known. */
    static Scheme ofService(String scheme, KnownTypes types) {
        return of(scheme, types, Kind.HANDLER, DEFAULT, Kind.LISTENER);
    }

    /** The connector and dialer; {@code http} and {@code tcp} stand in for what is not known. */
    static Scheme ofNode(String scheme, KnownTypes types) {
        return of(scheme, types, Kind.CONNECTOR, "http", Kind.DIALER);
    }

    private static Scheme of(
            String scheme,
            KnownTypes types,
            Kind protocolKind,
            String fallback,
            Kind transportKind) {
        List<String> parts =
                List.of((scheme.equals("https") ? "http+tls" : scheme).split("\\+", -1));
        String first = parts.size() > 2 ? "" : parts.getFirst();
        String second = parts.size() > 2 ? "" : parts.getLast();
        boolean knownProtocol = types.names(protocolKind).contains(first);
        boolean knownTransport = types.names(transportKind).contains(second);

        String protocol = knownProtocol ? first : fallback;
        String transport = protocol.equals(UDP_SHADOWSOCKS) ? "udp" : "tcp";
        return new Scheme(
                protocol,
                knownTransport ? second : transport,
                unknown(parts, knownProtocol, knownTransport));
    }

    private static List<String> unknown(
            List<String> parts, boolean knownProtocol, boolean knownTransport) {
        if (parts.size() > 2) {
            return List.of(String.join("+", parts));
        }
        var unknown = new ArrayList<String>();
        if (parts.size() == 1) {
            if (!knownProtocol && !knownTransport && !parts.getFirst().equals(DEFAULT)) {
                unknown.add(parts.getFirst());
            }
            return unknown;
        }
        if (!knownProtocol) {
            unknown.add(parts.getFirst());
        }
        if (!knownTransport) {
            unknown.add(parts.getLast());
        }
        return unknown;
    }

    boolean usesTransport(String... names) {
        return List.of(names).contains(transport);
    }
}
