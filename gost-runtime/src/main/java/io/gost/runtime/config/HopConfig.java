package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * A group of interchangeable nodes. Inside a chain it may be only the name of a hop defined
 * elsewhere.
 *
 * @param name names the object; references use it
 * @param interfaceName deprecated: metadata {@code interface}
 * @param sockopts deprecated: metadata {@code so_mark}
 * @param selector chooses among the nodes
 * @param bypass targets to leave out; {@code bypasses} adds more
 * @param bypasses further bypasses
 * @param resolver resolves the nodes that name none
 * @param hosts fixed names for the nodes that name none
 * @param nodes the nodes given here
 * @param reload how often the loaders are asked again; zero means once
 * @param file more entries from a file
 * @param redis more entries from a Redis server
 * @param http more entries from a web server
 * @param plugin an external service that answers instead of everything above
 * @param metadata free options
 */
public record HopConfig(
        @Always String name,
        @Spelling("interface") String interfaceName,
        @Nullable SockOptsConfig sockopts,
        @Nullable SelectorConfig selector,
        @Refers("bypasses") String bypass,
        @Refers("bypasses") List<String> bypasses,
        @Refers("resolvers") String resolver,
        @Refers("hosts") String hosts,
        List<NodeConfig> nodes,
        Duration reload,
        @Nullable FileLoaderConfig file,
        @Nullable RedisLoaderConfig redis,
        @Nullable HttpLoaderConfig http,
        @Nullable PluginConfig plugin,
        OpaqueMap<Object> metadata) {
    /** Keeps the lists as they are now. */
    public HopConfig {
        bypasses = Entries.copy(bypasses);
        nodes = Entries.copy(nodes);
    }

    /**
     * Whether the hop stands by itself, inside a chain, instead of naming one of {@link
     * Config#hops}.
     *
     * @return {@code true} when it has a node list, even an empty one, a file of nodes, or a plugin
     */
    public boolean inline() {
        return plugin != null || file != null || !Entries.isAbsent(nodes);
    }
}
