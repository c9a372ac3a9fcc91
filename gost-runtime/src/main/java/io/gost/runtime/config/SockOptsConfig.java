package io.gost.runtime.config;

/**
 * Socket options of a service, hop or node; deprecated in favour of metadata {@code so_mark}.
 *
 * @param mark the socket mark
 */
public record SockOptsConfig(int mark) {}
