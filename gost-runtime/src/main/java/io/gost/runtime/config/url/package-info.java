/**
 * Command-line URLs as configuration.
 *
 * <p>A {@code -L} or {@code -F} URL becomes the document a user could have written instead, so it
 * goes through the same reading and checking as a file:
 *
 * <ol>
 *   <li>{@link io.gost.runtime.config.url.CommandUrl} takes the text apart;
 *   <li>{@link io.gost.runtime.config.url.Scheme} finds the types, among those {@link
 *       io.gost.runtime.config.url.KnownTypes} has;
 *   <li>{@link io.gost.runtime.config.url.Parameters} holds the query, from which the special
 *       parameters are taken away one after the other; what remains is metadata;
 *   <li>{@link io.gost.runtime.config.url.ServiceUrls} and {@link
 *       io.gost.runtime.config.url.HopUrls} build services and hops, {@link
 *       io.gost.runtime.config.url.CommandLine} puts them together.
 * </ol>
 */
package io.gost.runtime.config.url;
