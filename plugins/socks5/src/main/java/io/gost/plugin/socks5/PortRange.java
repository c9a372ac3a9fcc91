package io.gost.plugin.socks5;

import io.gost.spi.Options;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The ports that sockets of UDP ASSOCIATE are bound to.
 *
 * @param first the first port; 0 for any free one
 * @param last the last port, inclusive
 */
record PortRange(int first, int last) {
    static final PortRange ANY = new PortRange(0, 0);

    private static final int MOST_TRIES = 64;
    private static final int LARGEST = 65_535;

    static PortRange read(Options options) {
        int first =
                options.integer("udp.bindRange.min", "udp.minPort")
                        .help("with udp: first port of its sockets; 0 for any")
                        .between(0, LARGEST)
                        .orElse(0);
        int last =
                options.integer("udp.bindRange.max", "udp.maxPort")
                        .help("with udp: last port of its sockets; 0 for any")
                        .between(0, LARGEST)
                        .orElse(0);
        return first < 1 || last < first ? ANY : new PortRange(first, last);
    }

    /** How often a port that is in use is worth another one. */
    int tries() {
        return Math.min(MOST_TRIES, last - first + 1);
    }

    /** One of the ports, at random. */
    int pick() {
        return ThreadLocalRandom.current().nextInt(first, last + 1);
    }
}
