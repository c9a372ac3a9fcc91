package io.gost.runtime.component;

import io.gost.runtime.rule.RuleSyntaxException;
import io.gost.runtime.rule.Wildcard;
import io.netty.util.NetUtil;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Patterns of hosts and addresses: networks, address ranges, wildcards, names with their
 * sub-domains, and ports of these. Immutable; any thread.
 *
 * <p>Networks and names are looked up, not tried one by one: lists of ten thousands are common.
 */
final class AddressPatterns {
    private final Set<Subnet> subnets = new HashSet<>();
    private final List<Range> ranges = new ArrayList<>();
    private final Map<String, List<Ports>> names = new HashMap<>();
    private final List<Glob> globs = new ArrayList<>();
    private int count;

    /** Ports from one to another; a subject without port has port 0. */
    private record Ports(int first, int last) {
        static final Ports ANY = new Ports(Integer.MIN_VALUE, Integer.MAX_VALUE);

        boolean contain(int port) {
            return port >= first && port <= last;
        }
    }

    private record Range(Literal first, Literal last) {
        boolean contains(Literal address) {
            return first.bits() == address.bits()
                    && first.compareTo(address) <= 0
                    && address.compareTo(last) <= 0;
        }
    }

    private record Glob(Wildcard host, Ports ports) {}

    private record Split(String host, String port) {}

    /** A network: an address whose bits behind the prefix are zero. */
    private record Subnet(Literal address, int prefix) {}

    /** An address literal as a number of 32 or 128 bits. */
    private record Literal(int bits, long high, long low) implements Comparable<Literal> {
        static @Nullable Literal of(String text) {
            byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
            if (bytes == null) {
                return null;
            }
            return bytes.length == 4
                    ? new Literal(32, 0, number(bytes, 0, 4))
                    : new Literal(128, number(bytes, 0, 8), number(bytes, 8, 8));
        }

        /** An IPv4 address that is written as one of IPv6 is one of IPv4. */
        Literal unmapped() {
            return bits == 128 && high == 0 && low >>> 32 == 0xFFFF
                    ? new Literal(32, 0, low & 0xFFFF_FFFFL)
                    : this;
        }

        Subnet subnet(int prefix) {
            int host = bits - prefix;
            long lowMask = host >= 64 ? 0 : -1L << host;
            long highMask = host <= 64 ? -1L : host >= 128 ? 0 : -1L << (host - 64);
            return new Subnet(new Literal(bits, high & highMask, low & lowMask), prefix);
        }

        @Override
        public int compareTo(Literal other) {
            int byHigh = Long.compareUnsigned(high, other.high);
            return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
        }

        private static long number(byte[] bytes, int offset, int length) {
            long value = 0;
            for (int i = 0; i < length; i++) {
                value = (value << 8) | (bytes[offset + i] & 0xFF);
            }
            return value;
        }
    }

    /**
     * Reads patterns.
     *
     * @param patterns one of each form: {@code 10.0.0.0/8}, {@code 10.0.0.1-10.0.0.9}, {@code
     *     *.example.org:80-90}, {@code .example.org}, {@code example.org:443}
     */
    AddressPatterns(Collection<String> patterns) {
        for (String pattern : patterns) {
            String text = pattern.strip();
            if (!text.isEmpty()) {
                count++;
                add(text);
            }
        }
    }

    int count() {
        return count;
    }

    /** Whether an address is described by one of the patterns. */
    boolean match(String host, int port) {
        Literal literal = Literal.of(host);
        if (literal != null && (isInSubnet(literal.unmapped()) || isInRange(literal))) {
            return true;
        }
        String name = host.toLowerCase(Locale.ROOT);
        if (isNamed(name, port)) {
            return true;
        }
        for (Glob glob : globs) {
            if (glob.ports().contain(port) && glob.host().matches(name)) {
                return true;
            }
        }
        return false;
    }

    private boolean isInSubnet(Literal address) {
        for (int prefix = 0; !subnets.isEmpty() && prefix <= address.bits(); prefix++) {
            if (subnets.contains(address.subnet(prefix))) {
                return true;
            }
        }
        return false;
    }

    private boolean isInRange(Literal address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private boolean isNamed(String name, int port) {
        if (names.isEmpty()) {
            return false;
        }
        if (isListed(name, port) || isListed("." + name, port)) {
            return true;
        }
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            if (isListed(name.substring(dot), port)) {
                return true;
            }
        }
        return false;
    }

    private boolean isListed(String name, int port) {
        for (Ports ports : names.getOrDefault(name, List.of())) {
            if (ports.contain(port)) {
                return true;
            }
        }
        return false;
    }

    private void add(String text) {
        if (!addSubnet(text) && !addGlob(text) && !addRange(text)) {
            Split split = split(text);
            names.computeIfAbsent(split.host().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(ports(split.port()));
        }
    }

    private boolean addSubnet(String text) {
        int slash = text.indexOf('/');
        Literal address = slash < 0 ? null : Literal.of(text.substring(0, slash));
        String prefix = text.substring(slash + 1);
        if (address == null || !prefix.matches("\\d{1,3}")) {
            return false;
        }
        int length = Integer.parseInt(prefix);
        if (length > address.bits()) {
            return false;
        }
        subnets.add(address.subnet(length));
        return true;
    }

    private boolean addGlob(String text) {
        if (text.indexOf('*') < 0 && text.indexOf('?') < 0) {
            return false;
        }
        Split split = split(text);
        try {
            globs.add(
                    new Glob(
                            Wildcard.of(split.host().toLowerCase(Locale.ROOT)),
                            ports(split.port())));
            return true;
        } catch (RuleSyntaxException e) {
            return false; // a name with an asterisk in it, which matches nothing
        }
    }

    private boolean addRange(String text) {
        String[] ends = text.split("-", 2);
        Literal first = Literal.of(ends[0].strip());
        Literal last = Literal.of(ends[ends.length - 1].strip());
        if (first == null || last == null || first.bits() != last.bits()) {
            return false;
        }
        ranges.add(new Range(first, last));
        return true;
    }

    /** Host and port of a pattern; what cannot be split is a host as a whole. */
    private static Split split(String text) {
        int colon = text.lastIndexOf(':');
        Split whole = new Split(text, "");
        if (colon <= 0) {
            return whole;
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            return new Split(host.substring(1, host.length() - 1), text.substring(colon + 1));
        }
        return host.indexOf(':') >= 0 ? whole : new Split(host, text.substring(colon + 1));
    }

    private static Ports ports(String text) {
        String[] ends = text.split("-", 2);
        try {
            return new Ports(
                    Integer.parseInt(ends[0].strip()),
                    Integer.parseInt(ends[ends.length - 1].strip()));
        } catch (NumberFormatException e) {
            return Ports.ANY;
        }
    }
}
