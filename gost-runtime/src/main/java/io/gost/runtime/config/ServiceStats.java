package io.gost.runtime.config;

/**
 * Counters of a service.
 *
 * @param totalConns connections accepted
 * @param currentConns connections open
 * @param totalErrs connections that failed
 * @param inputBytes bytes read from clients
 * @param outputBytes bytes written to clients
 */
public record ServiceStats(
        @Always long totalConns,
        @Always long currentConns,
        @Always long totalErrs,
        @Always long inputBytes,
        @Always long outputBytes) {}
