/**
 * A complete little protocol, written as a plugin would write it: the README's example and the
 * first customer of the contract kit.
 *
 * <p>The client sends one line, {@code user password host:port}, with {@code -} for an absent user
 * and password; the server answers {@code ok} or the failure's category, in a line of its own; then
 * bytes are relayed. Around it stand the simplest transport and strategy there can be.
 */
package io.gost.spi.example;
