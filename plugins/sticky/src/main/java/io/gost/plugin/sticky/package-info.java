/**
 * Sticky with a memory: a client keeps the candidate it got until it has not been seen for {@code
 * ttl}, and moves only when the candidate is gone.
 *
 * <p>The key is that of {@code hash}: the client's id if it authenticated, else its IP address (or
 * the target, where the handler has {@code hash: host}). A client without a candidate gets one by
 * rendezvous hashing, so that instances with the same nodes mostly agree; without a key the pick is
 * random and not remembered. Unlike with {@code rendezvous}, a client that had to move stays where
 * it went when its first candidate comes back.
 *
 * <p>The {@linkplain io.gost.plugin.sticky.Homes memory} has a fixed size.
 */
package io.gost.plugin.sticky;
