package io.gost.runtime.config;

/**
 * Deprecated form of {@link NodeMatcherConfig}: all parts that are given must match.
 *
 * @param host a host name; {@code .example.org} includes sub-domains
 * @param protocol a sniffed protocol
 * @param path a path prefix
 */
public record NodeFilterConfig(String host, String protocol, String path) {}
