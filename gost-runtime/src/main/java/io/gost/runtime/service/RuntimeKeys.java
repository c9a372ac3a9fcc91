package io.gost.runtime.service;

import io.gost.runtime.plugin.OptionReader;
import io.gost.spi.OptionBounds;
import io.gost.spi.OptionSpec;
import io.gost.spi.Options;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which keys of a configuration the runtime itself knows: those of its own in {@code metadata}
 * maps, and which keys of objects do something in this version.
 */
public final class RuntimeKeys {
    private RuntimeKeys() {}

    /**
     * The metadata of services.
     *
     * @return each key once
     */
    public static List<OptionSpec> service() {
        return keys(ServiceOptions::read, AvailableKeys.SERVICE_METADATA);
    }

    /**
     * What the runtime reads from the metadata of handlers, beside their plugins.
     *
     * @return each key once
     */
    public static List<OptionSpec> handler() {
        return keys(AutherAssembler::exemptClients, Set.of());
    }

    /**
     * The metadata of nodes and of targets of forwarders.
     *
     * @return each key once
     */
    public static List<OptionSpec> node() {
        return keys(CandidateOptions::read, AvailableKeys.NODE_METADATA);
    }

    /**
     * The metadata of chains.
     *
     * @return each key once
     */
    public static List<OptionSpec> chain() {
        return keys(CandidateOptions::read, Set.of());
    }

    /**
     * Whether a key does something in this version; one that does not is refused when it is set.
     *
     * @param type the object's record class
     * @param key the key as documented
     * @return {@code false} when it must not be set
     */
    public static boolean isAvailable(Class<? extends Record> type, String key) {
        return AvailableKeys.isBuilt(type, key);
    }

    private static List<OptionSpec> keys(Consumer<Options> reading, Set<String> unavailable) {
        List<OptionSpec> specs = new ArrayList<>(OptionReader.declared(reading).specs());
        unavailable.stream().sorted().map(RuntimeKeys::unavailable).forEach(specs::add);
        return List.copyOf(specs);
    }

    private static OptionSpec unavailable(String key) {
        return new OptionSpec(
                List.of(key),
                "string",
                "",
                OptionBounds.NONE,
                "not available in this version",
                false,
                false);
    }
}
