package io.gost.runtime.rule;

import java.util.Locale;

/** Hosts as requests name them. */
public final class HostText {
    private HostText() {}

    /**
     * The name or address alone.
     *
     * @param hostAndPort {@code host:port}, {@code [v6]:port}, or a host of any form
     * @return in lower case, without brackets and port
     */
    public static String name(String hostAndPort) {
        String host = hostAndPort.strip();
        int colon = host.lastIndexOf(':');
        if (host.startsWith("[") && host.indexOf(']') > 0) {
            host = host.substring(1, host.indexOf(']'));
        } else if (colon >= 0 && host.indexOf(':') == colon) {
            host = host.substring(0, colon);
        }
        return host.toLowerCase(Locale.ROOT);
    }
}
