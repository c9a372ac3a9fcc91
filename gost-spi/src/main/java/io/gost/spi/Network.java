package io.gost.spi;

import java.util.Locale;
import java.util.Optional;

/** The kind of network a target is reached over, spelled as GOST spells it. */
public enum Network {
    /** TCP over IPv4 or IPv6. */
    TCP,
    /** TCP over IPv4 only. */
    TCP4,
    /** TCP over IPv6 only. */
    TCP6,
    /** UDP over IPv4 or IPv6. */
    UDP,
    /** UDP over IPv4 only. */
    UDP4,
    /** UDP over IPv6 only. */
    UDP6,
    /** Unix domain stream socket; the target's host is a path. */
    UNIX,
    /** Serial line; the target's host is a device. */
    SERIAL,
    /** Raw IP packets. */
    IP;

    /**
     * Whether datagrams are exchanged rather than a stream of bytes.
     *
     * @return {@code true} for the UDP family and {@link #IP}
     */
    public boolean isDatagram() {
        return switch (this) {
            case UDP, UDP4, UDP6, IP -> true;
            case TCP, TCP4, TCP6, UNIX, SERIAL -> false;
        };
    }

    /**
     * The network of a name.
     *
     * @param name {@code tcp}, {@code udp4}, …; case does not matter
     * @return the network, or empty when there is none of that name
     */
    public static Optional<Network> of(String name) {
        for (Network network : values()) {
            if (network.name().equalsIgnoreCase(name)) {
                return Optional.of(network);
            }
        }
        return Optional.empty();
    }

    /** The name as GOST writes it, in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
