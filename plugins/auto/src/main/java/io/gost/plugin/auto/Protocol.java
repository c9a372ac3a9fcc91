package io.gost.plugin.auto;

import java.util.List;

/** What a client may speak. */
enum Protocol {
    SOCKS4("socks4"),
    SOCKS5("socks5"),
    HTTP("http"),
    /** TLS that is meant for somebody else, whose name is in the ClientHello. */
    TLS("tls");

    /** The protocols that have a handler plugin of their own. */
    static final List<Protocol> DELEGATED = List.of(HTTP, SOCKS4, SOCKS5);

    private final String type;

    Protocol(String type) {
        this.type = type;
    }

    /** The handler's type key, where there is one; a name for messages otherwise. */
    String type() {
        return type;
    }
}
