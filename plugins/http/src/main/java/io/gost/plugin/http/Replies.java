package io.gost.plugin.http;

import io.gost.spi.GostException;
import io.netty.handler.codec.http.HttpResponseStatus;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The responses a proxy makes itself, byte for byte as GOST makes them: {@code Connection: close}
 * first, then the configured fields by name.
 */
final class Replies {
    private static final String AGENT = "Proxy-Agent";
    private static final String CLOSE = "Connection: close\r\n";
    private static final String NO_LENGTH = "Content-Length: 0\r\n";

    private final SortedMap<String, String> custom;
    private final SortedMap<String, String> withAgent;
    private final String realm;
    private final byte[] established;

    Replies(HttpHandlerOptions options) {
        custom = CustomFields.canonical(options.header());
        withAgent = new TreeMap<>(custom);
        withAgent.putIfAbsent(AGENT, options.proxyAgent());
        realm = options.realm();
        // Custom fields do not go here, not even a Proxy-Agent of theirs.
        established =
                text("HTTP/1.1 200 Connection established\r\n")
                        .add(AGENT + ": " + options.proxyAgent() + "\r\n")
                        .end()
                        .toBytes();
    }

    /** The tunnel is there. */
    byte[] established() {
        return established;
    }

    /** The request cannot be understood or is none that a proxy serves. */
    byte[] bad(int status) {
        return closing(status, custom);
    }

    /** There is no tunnel. */
    byte[] refusedTunnel(GostException failure) {
        return closing(status(failure), withAgent);
    }

    /** There is no response to a forwarded request. */
    byte[] refusedRequest(GostException failure, RequestHead request) {
        int status = status(failure);
        return status == 403
                ? closing(status, withAgent)
                : text((request.isHttp10() ? "HTTP/1.0 " : "HTTP/1.1 ") + reason(status))
                        .add(NO_LENGTH)
                        .end()
                        .toBytes();
    }

    /** UDP over HTTP is switched off. */
    byte[] noUdp() {
        HeadBuilder out = text("HTTP/1.1 " + reason(403));
        CustomFields.write(custom.isEmpty() ? Map.of() : withAgent, out);
        return out.add(NO_LENGTH).end().toBytes();
    }

    /** The client has to say who it is. */
    byte[] challenge(RequestHead request) {
        HeadBuilder out =
                text("HTTP/1.1 407 Proxy Authentication Required\r\n")
                        .add(CLOSE)
                        .add("Proxy-Authenticate: Basic realm=\"" + realm + "\"\r\n");
        if (request.head().value(KnownField.PROXY_CONNECTION).equalsIgnoreCase("keep-alive")) {
            out.add("Proxy-Connection: close\r\n");
        }
        return out.end().toBytes();
    }

    /** What a decoy of a fixed status says; the second field is GOST's, and may tell on us. */
    static byte[] decoy(int status) {
        HeadBuilder out = text("HTTP/1.1 " + reason(status)).add(CLOSE);
        return (status == 200 ? out.add("Connection: keep-alive\r\n") : out).end().toBytes();
    }

    /** A decoy page. */
    static byte[] decoyPage(byte[] page, boolean withBody) {
        HeadBuilder out =
                text("HTTP/1.1 200 OK\r\nContent-Length: " + page.length + "\r\n")
                        .add("Connection: keep-alive\r\nContent-Type: text/html\r\n")
                        .end();
        return (withBody ? out.add(page) : out).toBytes();
    }

    /** GOST knows two answers: forbidden by policy, and everything else. */
    static int status(GostException failure) {
        return switch (failure.category()) {
            case DENIED -> 403;
            case CONFIG, PLUGIN, HANDSHAKE, AUTHENTICATION -> 503;
            case RESOLVE, UNREACHABLE, REFUSED, TIMEOUT -> 503;
            case LIMIT, INTERNAL -> 503;
        };
    }

    private static byte[] closing(int status, Map<String, String> fields) {
        HeadBuilder out = text("HTTP/1.1 " + reason(status)).add(CLOSE);
        CustomFields.write(fields, out);
        return out.end().toBytes();
    }

    private static HeadBuilder text(String text) {
        return new HeadBuilder(256).add(text);
    }

    private static String reason(int status) {
        return status + " " + HttpResponseStatus.valueOf(status).reasonPhrase() + "\r\n";
    }
}
