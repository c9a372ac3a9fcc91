package io.gost.plugin.relay;

import io.gost.spi.Target;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The address of a BIND as it is meant. */
final class BindAddress {
    private static final String ANY = "0.0.0.0";

    /** What GOST's connector makes of {@code :8080}: a name, “0.0.0.0::8080”, and no port. */
    private static final Pattern MISPLACED_PORT = Pattern.compile("([^:]*):{1,2}(\\d{1,5})");

    private BindAddress() {}

    /** An empty host, or 0.0.0.0, is any address of both families, as for GOST. */
    static Target of(Target address) {
        Target meant = address.port() == 0 && !address.isLiteral() ? repaired(address) : address;
        return meant.host().equals(ANY) ? new Target(meant.network(), "", meant.port()) : meant;
    }

    private static Target repaired(Target address) {
        Matcher misplaced = MISPLACED_PORT.matcher(address.host());
        if (!misplaced.matches()) {
            return address;
        }
        int port = Integer.parseInt(misplaced.group(2));
        return new Target(address.network(), misplaced.group(1), port);
    }
}
