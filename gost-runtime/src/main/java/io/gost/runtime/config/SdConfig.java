package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

/**
 * Service discovery, by an external service.
 *
 * @param name names the object; references use it
 * @param plugin the external service that does the work
 */
public record SdConfig(@Always String name, @Nullable PluginConfig plugin) {}
