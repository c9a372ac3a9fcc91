/**
 * Services and their sessions: accepting, the {@link io.gost.spi.Session} that handlers work on,
 * and building the live objects from configuration.
 *
 * <p>{@link io.gost.runtime.service.Assembler} turns configuration into {@link
 * io.gost.runtime.service.Service}s; {@link io.gost.runtime.service.ServiceSession} is one client.
 */
package io.gost.runtime.service;
