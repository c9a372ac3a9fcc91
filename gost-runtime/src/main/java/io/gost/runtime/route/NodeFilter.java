package io.gost.runtime.route;

import io.gost.runtime.rule.HostText;
import io.gost.runtime.rule.Subject;

import java.util.Locale;

/**
 * The deprecated form of a matcher: all parts that are given must fit.
 *
 * @param host a name; {@code .example.org} and {@code *.example.org} include all sub-domains and
 *     the name itself; empty for any
 * @param protocol what the client was found to speak; empty for any
 * @param path how the path begins; empty for any
 */
public record NodeFilter(String host, String protocol, String path) {
    /** Accepts everything. */
    public static final NodeFilter NONE = new NodeFilter("", "", "");

    /** Brings the host into its only form. */
    public NodeFilter {
        String name = host.strip().toLowerCase(Locale.ROOT);
        if (name.startsWith("*")) {
            name = name.startsWith("*.") ? name.substring(1) : "." + name.substring(1);
        }
        host = name;
    }

    /** Whether a request fits. */
    boolean accepts(Subject subject) {
        return acceptsHost(subject)
                && (protocol.isEmpty() || protocol.equals(subject.protocol()))
                && subject.path().startsWith(path);
    }

    private boolean acceptsHost(Subject subject) {
        if (host.isEmpty()) {
            return true;
        }
        String name = HostText.name(subject.host());
        return name.equals(host)
                || (host.startsWith(".")
                        && (name.endsWith(host) || name.equals(host.substring(1))));
    }

    @Override
    public String toString() {
        return "host \"" + host + "\" protocol \"" + protocol + "\" path \"" + path + '"';
    }
}
