package io.gost.runtime.config;

import java.time.Duration;

/**
 * One DNS server.
 *
 * @param addr address or URL, for example {@code tls://1.1.1.1:853}
 * @param chain the way to it
 * @param prefer {@code ipv4} or {@code ipv6} first
 * @param clientIp the address told to the server (EDNS client subnet)
 * @param hostname the name in the TLS handshake
 * @param ttl how long answers are kept; zero means as the server says
 * @param timeout time for one question; zero means 5 seconds
 * @param async whether stale answers are used while a new one is fetched
 * @param only {@code ipv4} or {@code ipv6} alone
 */
public record NameserverConfig(
        @Always String addr,
        @Refers("chains") String chain,
        String prefer,
        @Spelling("clientIP") String clientIp,
        String hostname,
        Duration ttl,
        Duration timeout,
        boolean async,
        String only) {}
