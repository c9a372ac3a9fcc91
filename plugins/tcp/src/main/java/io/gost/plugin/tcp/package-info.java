/**
 * Plain TCP: a stream transport without layers.
 *
 * <p>A connection has no phases of its own here. The runtime binds and connects sockets with the
 * options read by this plugin, and the raw channel is handed on as it is. Behind another node of a
 * chain a {@code tcp} dialer is a pass-through, and its socket options have nothing to apply to.
 */
package io.gost.plugin.tcp;
