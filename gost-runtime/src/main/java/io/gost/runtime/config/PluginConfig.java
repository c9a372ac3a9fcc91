package io.gost.runtime.config;

import io.gost.spi.Secret;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * An external service that does the work of a component.
 *
 * @param type {@code http}, otherwise gRPC
 * @param addr where it is
 * @param tls TLS towards it
 * @param timeout time for one call; zero means no limit
 * @param token what we show it
 */
@Guarded
public record PluginConfig(
        @Always String type,
        @Always String addr,
        @Nullable TlsNodeConfig tls,
        Duration timeout,
        Secret token) {}
