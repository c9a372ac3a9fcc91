package io.gost.runtime.config;

/**
 * One route.
 *
 * @param net deprecated: {@code dst}
 * @param dst the destination network or host
 * @param gateway where packets for it go
 */
public record RouteConfig(String net, String dst, @Always String gateway) {}
