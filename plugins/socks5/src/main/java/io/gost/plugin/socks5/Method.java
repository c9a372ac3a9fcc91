package io.gost.plugin.socks5;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How a connection goes on behind the greeting (RFC 1928 §3), in the order in which a client offers
 * it: of two that both sides can do, the later one is the better one.
 */
enum Method {
    /** No authentication. */
    NONE(0x00),
    /** User name and password, RFC 1929. */
    PASSWORD(0x02),
    /** GOST's: a TLS handshake, the request inside. */
    TLS(0x80),
    /** GOST's: a TLS handshake, user name and password and then the request inside. */
    TLS_PASSWORD(0x82);

    /** What a server answers to a client that it has no method in common with. */
    static final byte NONE_ACCEPTABLE = (byte) 0xFF;

    private final byte code;

    Method(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    boolean logsIn() {
        return this == PASSWORD || this == TLS_PASSWORD;
    }

    boolean encrypts() {
        return this == TLS || this == TLS_PASSWORD;
    }

    static Optional<Method> of(Set<Method> among, byte code) {
        return among.stream().filter(method -> method.code == code).findFirst();
    }

    /** What both sides may know. */
    static Set<Method> known(Security security) {
        Set<Method> all = EnumSet.allOf(Method.class);
        all.removeIf(method -> method.encrypts() && security == Security.PLAIN);
        all.removeIf(method -> !method.encrypts() && security == Security.REQUIRED);
        return all;
    }

    /** What a server accepts from clients that must log in. */
    static Set<Method> withLogin(Security security) {
        Set<Method> methods = known(security);
        methods.removeIf(method -> !method.logsIn());
        return methods;
    }

    /** What is left for those who need no login, or have none. */
    static Set<Method> withoutLogin(Security security) {
        Set<Method> methods = known(security);
        methods.removeIf(Method::logsIn);
        return methods;
    }
}
