package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

/**
 * A rewriter of HTTP bodies, an external service.
 *
 * @param name names the object; references use it
 * @param plugin the external service that does the work
 */
public record RewriterConfig(@Always String name, @Nullable PluginConfig plugin) {}
