package io.gost.spi;

import io.netty.util.NetUtil;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Objects;

/**
 * Where somebody wants to go: a network, a host and a port.
 *
 * <p>The host is a name, an IPv4 or an IPv6 literal without brackets; names stay unresolved until
 * the last moment, so that the last proxy of a chain resolves them. For {@link Network#UNIX} and
 * {@link Network#SERIAL} the host is a path and the port 0.
 *
 * <p>An IPv4 literal has no leading zeros: {@code 010.0.0.1} is 10.0.0.1 to some and 8.0.0.1 to
 * others, so that rules here and a proxy that hears of it could mean two hosts. It becomes the
 * first.
 *
 * @param network how the target is reached
 * @param host the host, possibly empty (“the node itself” or “any address”, as the protocol has it)
 * @param port 0 to 65535; 0 where the protocol allows it
 */
public record Target(Network network, String host, int port) {
    /** Checks the port's range, and takes leading zeros off an IPv4 literal. */
    public Target {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(host, "host");
        if (hasLeadingZero(host) && NetUtil.isValidIpV4Address(host)) {
            host = NetUtil.bytesToIpAddress(NetUtil.createByteArrayFromIpAddressString(host));
        }
        if (port < 0 || port > 65_535) {
            throw new GostException(
                    GostException.Category.CONFIG, "port " + port + " is not within 0–65535");
        }
    }

    /**
     * A TCP target.
     *
     * @param host name or address literal
     * @param port 0 to 65535
     * @return the target
     */
    public static Target tcp(String host, int port) {
        return new Target(Network.TCP, host, port);
    }

    /**
     * Reads {@code host:port}, {@code [v6]:port} or {@code :port}.
     *
     * @param network the network; for {@link Network#UNIX} and {@link Network#SERIAL} the whole
     *     text is the host
     * @param address the text
     * @return the target
     * @throws GostException of category {@code CONFIG} when the text has no port or no valid one
     */
    public static Target parse(Network network, String address) {
        if (network == Network.UNIX || network == Network.SERIAL) {
            return new Target(network, address, 0);
        }
        int colon = address.lastIndexOf(':');
        if (colon < 0 || address.indexOf(']') > colon) {
            throw invalid(address);
        }
        String host = address.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0 || host.indexOf('[') >= 0) {
            throw invalid(address);
        }
        return new Target(network, host, parsePort(address, address.substring(colon + 1)));
    }

    /**
     * The target of a socket address; an unresolved address keeps its name.
     *
     * @param network the network
     * @param address the address; one that is not of the internet becomes a host with port 0
     * @return the target
     */
    public static Target of(Network network, SocketAddress address) {
        if (!(address instanceof InetSocketAddress inet)) {
            return new Target(network, address.toString(), 0);
        }
        String host =
                inet.isUnresolved()
                        ? inet.getHostString()
                        : NetUtil.toAddressString(inet.getAddress());
        return new Target(network, host, inet.getPort());
    }

    /**
     * The same address over another network.
     *
     * @param other the network
     * @return the target
     */
    public Target over(Network other) {
        return other == network ? this : new Target(other, host, port);
    }

    /**
     * Whether the host is an IPv4 or IPv6 literal.
     *
     * @return {@code false} for names, paths and the empty host
     */
    public boolean isLiteral() {
        return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
    }

    /**
     * The address as a socket address, without looking any name up.
     *
     * @return resolved when the host is a literal or empty (any address), else unresolved
     */
    public InetSocketAddress toSocketAddress() {
        if (host.isEmpty()) {
            return new InetSocketAddress(port);
        }
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
        if (literal == null) {
            return InetSocketAddress.createUnresolved(host, port);
        }
        try {
            return new InetSocketAddress(java.net.InetAddress.getByAddress(literal), port);
        } catch (java.net.UnknownHostException impossible) {
            throw new GostException(
                    GostException.Category.INTERNAL,
                    "literal of wrong length: " + host,
                    impossible);
        }
    }

    /** The address as {@code host:port}, IPv6 in brackets; the path alone for unix and serial. */
    @Override
    public String toString() {
        if (network == Network.UNIX || network == Network.SERIAL) {
            return host;
        }
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }

    /** Whether a digit follows a zero at the beginning, or behind a dot. */
    private static boolean hasLeadingZero(String host) {
        for (int at = host.indexOf('0'); at >= 0; at = host.indexOf('0', at + 1)) {
            boolean leads = at == 0 || host.charAt(at - 1) == '.';
            if (leads && at + 1 < host.length() && Character.isDigit(host.charAt(at + 1))) {
                return true;
            }
        }
        return false;
    }

    private static int parsePort(String address, String text) {
        if (text.isEmpty()
                || text.length() > 5
                || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw invalid(address);
        }
        return Integer.parseInt(text);
    }

    private static GostException invalid(String address) {
        return new GostException(
                GostException.Category.CONFIG,
                "address \"" + address + "\" is not host:port with a port of 0–65535");
    }
}
