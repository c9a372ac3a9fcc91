/**
 * Sticky: the same client gets the same candidate, as long as the candidates stay the same.
 *
 * <p>The key is the client's id if it authenticated, else its IP address (or the target, where the
 * handler has {@code hash: host}); without a key the pick is uniformly random. The candidate is the
 * CRC-32 of the key modulo the number of candidates, bit for bit as GOST computes it, so that
 * several instances, in Go or in Java, agree. This is not consistent hashing: when a candidate
 * fails most keys move.
 */
package io.gost.plugin.hash;
