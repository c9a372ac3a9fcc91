/**
 * The first candidate, always: high availability with a fixed order of preference.
 *
 * <p>The runtime leaves out candidates that failed, so the second one serves while the first is
 * marked failed, and the first again once its mark expires.
 */
package io.gost.plugin.fifo;
