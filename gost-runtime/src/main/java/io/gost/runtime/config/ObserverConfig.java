package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

/**
 * A receiver of events and statistics, an external service.
 *
 * @param name names the object; references use it
 * @param plugin the external service that does the work
 */
public record ObserverConfig(@Always String name, @Nullable PluginConfig plugin) {}
