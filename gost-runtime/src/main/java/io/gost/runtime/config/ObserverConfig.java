package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

/**
 * A receiver of events and statistics: an external service, or else our own log.
 *
 * @param name names the object; references use it
 * @param plugin the external service that does the work
 * @param log whether events are lines in the log
 */
public record ObserverConfig(@Always String name, @Nullable PluginConfig plugin, boolean log) {}
