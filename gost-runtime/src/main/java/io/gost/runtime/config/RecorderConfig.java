package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

/**
 * Where records go: the first of plugin, file, tcp, http, redis that is given.
 *
 * @param name names the object; references use it
 * @param file to a file
 * @param tcp to a TCP server
 * @param http to a web server
 * @param redis to a Redis server
 * @param plugin to an external service
 */
public record RecorderConfig(
        @Always String name,
        @Nullable FileRecorderConfig file,
        @Nullable TcpRecorderConfig tcp,
        @Nullable HttpRecorderConfig http,
        @Nullable RedisRecorderConfig redis,
        @Nullable PluginConfig plugin) {}
