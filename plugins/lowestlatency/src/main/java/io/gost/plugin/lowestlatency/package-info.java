/**
 * The candidate that was reached in the shortest time.
 *
 * <p>As in GOST, that is what the last probe measured, and a candidate without a successful probe
 * is taken only when no candidate has one. Where nobody is probed GOST always takes the first; here
 * the time that requests took decides as far as it is known, which is the first candidate's until
 * others have had a turn.
 */
package io.gost.plugin.lowestlatency;
