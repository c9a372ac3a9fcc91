package io.gost.runtime.config;

import java.time.Duration;

/**
 * Records to a TCP server.
 *
 * @param addr the server
 * @param timeout time to connect; zero means no limit
 */
public record TcpRecorderConfig(@Always String addr, @Always Duration timeout) {}
