/**
 * Sticky without a memory: rendezvous hashing of the client's key, by weight.
 *
 * <p>The key is that of {@code hash}: the client's id if it authenticated, else its IP address (or
 * the target, where the handler has {@code hash: host}); without a key the pick is random. Unlike
 * with {@code hash}, a candidate that fails moves only its own clients, who spread over all others
 * and come back when it does.
 */
package io.gost.plugin.rendezvous;
