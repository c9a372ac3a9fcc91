package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One proxy: where it is, how to get there (dialer) and what to speak (connector).
 *
 * @param name names the object; references use it
 * @param addr where it is
 * @param network replaces the network of the request
 * @param bypass targets to leave out; {@code bypasses} adds more
 * @param bypasses further bypasses
 * @param resolver resolves the address of the node
 * @param hosts fixed names for the address of the node
 * @param connector absent means type {@code http}
 * @param dialer absent means type {@code tcp}
 * @param interfaceName deprecated: metadata {@code interface}
 * @param netns deprecated: metadata {@code netns}
 * @param sockopts deprecated: metadata {@code so_mark}
 * @param filter deprecated: {@code matcher}
 * @param matcher which requests it serves
 * @param http changes to HTTP requests and responses
 * @param tls wraps the connection behind the node in TLS
 * @param probe tells whether it works
 * @param metadata free options
 */
public record NodeConfig(
        @Always String name,
        String addr,
        String network,
        @Refers("bypasses") String bypass,
        @Refers("bypasses") List<String> bypasses,
        @Refers("resolvers") String resolver,
        @Refers("hosts") String hosts,
        @Nullable ConnectorConfig connector,
        @Nullable DialerConfig dialer,
        @Spelling("interface") String interfaceName,
        String netns,
        @Nullable SockOptsConfig sockopts,
        @Nullable NodeFilterConfig filter,
        @Nullable NodeMatcherConfig matcher,
        @Nullable HttpNodeConfig http,
        @Nullable TlsNodeConfig tls,
        @Nullable ProbeConfig probe,
        OpaqueMap<Object> metadata) {
    /** Keeps the lists as they are now. */
    public NodeConfig {
        bypasses = Entries.copy(bypasses);
    }
}
