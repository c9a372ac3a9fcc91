package io.gost.plugin.http;

import io.gost.spi.Target;

/**
 * A client's request line and header fields, checked: its target has one of the forms of RFC 9112
 * §3.2, and where its body ends is beyond doubt.
 */
final class RequestHead {
    private static final byte[] VERSION = HeadBuilder.ascii("HTTP/");
    private static final byte[] SCHEME_END = HeadBuilder.ascii("://");

    private final Head head;
    private String method = "";
    private Form form = Form.NONE;
    private int targetStart;
    private int targetEnd;
    private int authorityStart;
    private int authorityEnd;
    private final int major;
    private final int minor;
    private final Framing framing;

    /** The forms of a request target. */
    enum Form {
        /** {@code /path?query}. */
        ORIGIN,
        /** {@code http://host/path}. */
        ABSOLUTE,
        /** An absolute form of another scheme. */
        FOREIGN,
        /** {@code host:port}, with CONNECT. */
        AUTHORITY,
        /** {@code *}. */
        ASTERISK,
        /** Nothing at all, which GOST sends to ask for a UDP relay. */
        NONE
    }

    private RequestHead(Head head) {
        this.head = head;
        byte[] bytes = head.bytes();
        int end = head.startLineEnd();
        int methodEnd = 0;
        while (HeadParser.isToken(bytes[methodEnd])) {
            methodEnd++;
        }
        int versionStart = end - VERSION.length - 3;
        if (methodEnd == 0
                || versionStart <= methodEnd + 1
                || bytes[methodEnd] != ' '
                || bytes[versionStart - 1] != ' ') {
            throw BadMessage.malformed("request line is not \"METHOD target HTTP/x.y\"");
        }
        method = head.text(0, methodEnd);
        major = digit(bytes[end - 3]);
        minor = digit(bytes[end - 1]);
        if (!startsWith(VERSION, versionStart) || bytes[end - 2] != '.') {
            throw BadMessage.malformed("request line without a version");
        }
        readTarget(methodEnd + 1, versionStart - 1);
        if (head.hasSeveral(KnownField.HOST)) {
            throw BadMessage.malformed("more than one Host");
        }
        framing = Framing.ofRequest(head, isHttp10());
        if (isConnect() && !framing.isNone()) {
            throw BadMessage.malformed("CONNECT with a body");
        }
    }

    /**
     * Checks a header section.
     *
     * @throws BadMessage when it is not a request, or one that can be understood in several ways
     */
    static RequestHead of(Head head) {
        return new RequestHead(head);
    }

    Head head() {
        return head;
    }

    String method() {
        return method;
    }

    boolean isConnect() {
        return method.equals("CONNECT");
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    /** RFC 9110 §9.2.2: doing it twice is the same as doing it once. */
    boolean isIdempotent() {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE" -> true;
            default -> false;
        };
    }

    Form form() {
        return form;
    }

    /** Whether the version is 1.0 or 1.1, or a later 1.x, which is understood as 1.1. */
    boolean isHttp1() {
        return major == 1;
    }

    boolean isHttp10() {
        return major == 1 && minor == 0;
    }

    /** The version as the request line has it. */
    String version() {
        return "HTTP/" + major + "." + minor;
    }

    Framing framing() {
        return framing;
    }

    /** Whether the client wants the connection to last beyond this request (RFC 9112 §9.3). */
    boolean isPersistent() {
        if (isHttp10()) {
            return head.hasElement(KnownField.CONNECTION, "keep-alive")
                    || head.hasElement(KnownField.PROXY_CONNECTION, "keep-alive");
        }
        return !head.hasElement(KnownField.CONNECTION, "close");
    }

    /** The protocol the client asks to switch to, empty for none. HTTP/1.0 has no such thing. */
    String upgrade() {
        return !isHttp10() && head.hasElement(KnownField.CONNECTION, "upgrade")
                ? head.value(KnownField.UPGRADE)
                : "";
    }

    /** The host of the request target, which is empty in origin form. */
    String targetHost() {
        return authorityEnd > authorityStart
                ? Authority.parse(head.bytes(), authorityStart, authorityEnd).host()
                : "";
    }

    /** Where the authority begins: of the request target, else the value of {@code Host}. */
    int authorityStart() {
        int host = authorityEnd > authorityStart ? -1 : head.find(KnownField.HOST);
        return host < 0 ? authorityStart : head.valueStart(host);
    }

    /** Where the authority ends, which is where it begins when there is none. */
    int authorityEnd() {
        int host = authorityEnd > authorityStart ? -1 : head.find(KnownField.HOST);
        return host < 0 ? authorityEnd : head.valueEnd(host);
    }

    boolean hasAuthority() {
        return authorityEnd() > authorityStart();
    }

    /**
     * Where the request wants to go.
     *
     * @throws BadMessage when there is no usable authority
     */
    Target target() {
        return Authority.parse(head.bytes(), authorityStart(), authorityEnd());
    }

    /** The request target without scheme, user information and authority, possibly empty. */
    int pathStart() {
        return form == Form.ABSOLUTE ? authorityEnd : targetStart;
    }

    int pathEnd() {
        return targetEnd;
    }

    private void readTarget(int from, int to) {
        byte[] bytes = head.bytes();
        targetStart = from;
        targetEnd = Math.max(from, to);
        for (int i = from; i < targetEnd; i++) {
            // Blanks would move the border of the target, and a fragment is never sent.
            if (bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '#') {
                throw BadMessage.malformed("request target with a blank or a fragment");
            }
        }
        if (targetEnd == from) {
            requireConnect();
        } else if (isConnect()) {
            form = Form.AUTHORITY;
            authorityStart = from;
            authorityEnd = to;
            Authority.parse(bytes, from, to);
        } else if (bytes[from] == '/') {
            form = Form.ORIGIN;
        } else if (to - from == 1 && bytes[from] == '*') {
            form = Form.ASTERISK;
        } else {
            readAbsolute(from, to);
        }
    }

    private void requireConnect() {
        if (!isConnect()) {
            throw BadMessage.malformed("request line without a target");
        }
    }

    private void readAbsolute(int from, int to) {
        byte[] bytes = head.bytes();
        int schemeEnd = from;
        while (schemeEnd < to && isSchemeCharacter(bytes[schemeEnd])) {
            schemeEnd++;
        }
        if (schemeEnd == from || !startsWith(SCHEME_END, schemeEnd)) {
            throw BadMessage.malformed("request target in none of the four forms");
        }
        if (!head.text(from, schemeEnd).equalsIgnoreCase("http")) {
            form = Form.FOREIGN;
            return;
        }
        form = Form.ABSOLUTE;
        authorityStart = schemeEnd + SCHEME_END.length;
        authorityEnd = authorityStart;
        while (authorityEnd < to && bytes[authorityEnd] != '/' && bytes[authorityEnd] != '?') {
            authorityEnd++;
            if (bytes[authorityEnd - 1] == '\\') {
                // Browsers take it for a slash.
                throw BadMessage.malformed("backslash in front of the path");
            }
            if (bytes[authorityEnd - 1] == '@') {
                // User information is not for the wire (RFC 9110 §4.2.4). A second @ is left to
                // be refused as part of the host.
                authorityStart = authorityStart == schemeEnd + 3 ? authorityEnd : authorityStart;
            }
        }
        Authority.parse(bytes, authorityStart, authorityEnd);
    }

    private boolean startsWith(byte[] text, int from) {
        byte[] bytes = head.bytes();
        for (int i = 0; i < text.length; i++) {
            if (bytes[from + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    private static int digit(byte character) {
        if (character < '0' || character > '9') {
            throw BadMessage.malformed("request line without a version");
        }
        return character - '0';
    }

    private static boolean isSchemeCharacter(byte character) {
        return character >= 0
                && (Character.isLetterOrDigit(character)
                        || character == '+'
                        || character == '-'
                        || character == '.');
    }
}
