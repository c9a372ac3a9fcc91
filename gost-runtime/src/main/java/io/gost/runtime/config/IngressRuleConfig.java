package io.gost.runtime.config;

/**
 * One host name and the tunnel that serves it.
 *
 * @param hostname the name; {@code .example.org} includes sub-domains
 * @param endpoint the tunnel identifier
 */
public record IngressRuleConfig(@Always String hostname, @Always String endpoint) {}
