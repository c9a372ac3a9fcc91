package io.gost.plugin.http;

/**
 * Writes a client's request as GOST sends it on: origin form; {@code Host}, {@code User-Agent} and
 * the framing first, the other fields by name, what is added last; nothing that was meant for the
 * proxy.
 */
final class RequestWriter {
    private static final byte[] HOST = HeadBuilder.ascii(" HTTP/1.1\r\nHost: ");
    private static final byte[] USER_AGENT = HeadBuilder.ascii("User-Agent: ");
    private static final byte[] DEFAULT_AGENT =
            HeadBuilder.ascii("User-Agent: Go-http-client/1.1\r\n");
    private static final byte[] NO_LENGTH = HeadBuilder.ascii("Content-Length: 0\r\n");
    private static final byte[] ACCEPT_GZIP = HeadBuilder.ascii("Accept-Encoding: gzip\r\n");
    private static final byte[] CLOSE = HeadBuilder.ascii("Connection: close\r\n");
    private static final byte[] VIA = HeadBuilder.ascii("Via: 1.1 ");
    private static final int ADDED = 160;

    private final RequestHead request;
    private final Head head;
    private final HeadBuilder out;
    private final boolean keepsUpgrade;

    private RequestWriter(RequestHead request) {
        this.request = request;
        this.head = request.head();
        this.out = new HeadBuilder(head.length() + ADDED);
        this.keepsUpgrade = keepsUpgrade(request);
    }

    /**
     * What is added to a request on its way.
     *
     * @param host the authority to put into {@code Host}; empty for the request's own
     * @param close whether the upstream shall close the connection after its answer
     * @param gzip whether to ask for a compressed answer
     * @param via our name for {@code Via}; empty for no such field
     */
    record Additions(String host, boolean close, boolean gzip, String via) {
        static final Additions NONE = new Additions("", false, false, "");
    }

    /** The request for an origin: proxied, in origin form. */
    static HeadBuilder toOrigin(RequestHead request, Additions additions) {
        return new RequestWriter(request).write(additions);
    }

    /**
     * Whether a request to switch protocols is passed on. Not {@code h2c}: behind it, requests
     * would pass that nobody checked. The origin then simply answers in HTTP/1.1.
     */
    static boolean keepsUpgrade(RequestHead request) {
        String upgrade = request.upgrade();
        return !upgrade.isEmpty() && !upgrade.toLowerCase(java.util.Locale.ROOT).contains("h2c");
    }

    /** Whether the client leaves it to us in which coding a response comes to us. */
    static boolean mayAskForGzip(RequestHead request) {
        Head head = request.head();
        return head.find(KnownField.ACCEPT_ENCODING) < 0
                && head.find(KnownField.RANGE) < 0
                && !request.isHead();
    }

    private HeadBuilder write(Additions additions) {
        requestLine();
        host(additions.host());
        userAgent();
        framing();
        for (int field : head.inOrder()) {
            if (isPassedOn(head.name(field))) {
                head.copyField(field, out);
            }
        }
        if (additions.gzip()) {
            out.add(ACCEPT_GZIP);
        }
        if (closes(additions)) {
            out.add(CLOSE);
        }
        if (!additions.via().isEmpty()) {
            out.add(VIA).add(additions.via()).add(HeadBuilder.CRLF);
        }
        return out.end();
    }

    private void requestLine() {
        byte[] bytes = head.bytes();
        out.add(request.method()).add(" ");
        if (request.isConnect()) {
            out.add(bytes, request.authorityStart(), request.authorityEnd());
            return;
        }
        int start = request.pathStart();
        int end = request.pathEnd();
        if (start == end) {
            // RFC 9112 §3.2.4: an OPTIONS request for a host alone asks about the server.
            out.add(request.method().equals("OPTIONS") ? "*" : "/");
        } else if (bytes[start] == '?') {
            out.add("/");
        }
        out.add(bytes, start, end);
    }

    private void host(String override) {
        out.add(HOST);
        if (override.isEmpty()) {
            out.add(head.bytes(), request.authorityStart(), request.authorityEnd());
        } else {
            out.add(override);
        }
        out.add(HeadBuilder.CRLF);
    }

    private void userAgent() {
        int field = head.find(KnownField.USER_AGENT);
        if (field < 0) {
            out.add(DEFAULT_AGENT);
        } else if (head.valueEnd(field) > head.valueStart(field)) {
            out.add(USER_AGENT)
                    .add(head.bytes(), head.valueStart(field), head.valueEnd(field))
                    .add(HeadBuilder.CRLF);
        }
    }

    private void framing() {
        int length = head.find(KnownField.CONTENT_LENGTH);
        int encoding = head.find(KnownField.TRANSFER_ENCODING);
        if (length >= 0) {
            head.copyField(length, out);
        } else if (encoding >= 0) {
            head.copyField(encoding, out);
        } else if (expectsBody()) {
            out.add(NO_LENGTH);
        }
        int trailer = head.find(KnownField.TRAILER);
        while (trailer >= 0 && request.framing().isChunked()) {
            head.copyField(trailer, out);
            trailer = head.find(KnownField.TRAILER, trailer + 1);
        }
    }

    private boolean expectsBody() {
        return switch (request.method()) {
            case "POST", "PUT", "PATCH" -> true;
            default -> false;
        };
    }

    private boolean isPassedOn(KnownField name) {
        return switch (name) {
            case HOST, USER_AGENT, CONTENT_LENGTH, TRANSFER_ENCODING, TRAILER -> false;
            case GOST_RECORD, GOST_TARGET, X_GOST_TARGET -> false;
            case PROXY_AUTHORIZATION, PROXY_CONNECTION -> false;
            case CONNECTION -> !dropsConnection();
            case UPGRADE, HTTP2_SETTINGS -> keepsUpgrade;
            case ACCEPT_ENCODING, CONTENT_ENCODING, RANGE, VIA, X_GOST_PROTOCOL, OTHER -> true;
        };
    }

    /**
     * What HTTP/1.0 said about the connection is between it and us, and so is a dropped upgrade.
     */
    private boolean dropsConnection() {
        return request.isHttp10()
                || (!keepsUpgrade && head.hasElement(KnownField.CONNECTION, "upgrade"));
    }

    private boolean closes(Additions additions) {
        boolean said = !dropsConnection() && head.hasElement(KnownField.CONNECTION, "close");
        boolean wanted = dropsConnection() && !request.isPersistent();
        return !said && (wanted || (additions.close() && !keepsUpgrade));
    }
}
