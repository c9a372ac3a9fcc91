/**
 * One after the other: the n-th request of a selector gets candidate n modulo their number.
 *
 * <p>One counter per selector, as in GOST: when the number of candidates changes between requests
 * the rotation goes on at whatever position the counter is at, so shares are exact only while the
 * list stays the same.
 */
package io.gost.plugin.round;
