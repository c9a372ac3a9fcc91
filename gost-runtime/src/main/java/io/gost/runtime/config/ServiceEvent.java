package io.gost.runtime.config;

/**
 * One change of the state of a service.
 *
 * @param time Unix seconds
 * @param msg what happened
 */
public record ServiceEvent(@Always long time, @Always String msg) {}
