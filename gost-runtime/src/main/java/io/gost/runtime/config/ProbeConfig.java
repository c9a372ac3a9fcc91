package io.gost.runtime.config;

import java.time.Duration;

/**
 * How to tell whether a node, chain or hop works.
 *
 * @param type {@code tcp}, {@code http} or {@code cmd}
 * @param addr what to connect to
 * @param interval time between probes; zero means 30 seconds
 * @param timeout time for one probe; zero means 10 seconds
 * @param httpPath what to ask for
 * @param httpHost the {@code Host} header
 * @param httpHeaders further headers
 * @param expectedStatus the status that counts as success; zero means 200
 * @param command the command of type {@code cmd}
 */
public record ProbeConfig(
        @Always String type,
        @Always(Format.YAML) String addr,
        @Always Duration interval,
        @Always Duration timeout,
        String httpPath,
        String httpHost,
        OpaqueMap<String> httpHeaders,
        int expectedStatus,
        String command) {}
