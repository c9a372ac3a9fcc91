/**
 * The way to a target: router, chain, hop, node, route.
 *
 * <p>A {@link io.gost.runtime.route.Router} makes a few attempts; each chooses a {@link
 * io.gost.runtime.route.Route} anew and walks it as a {@link io.gost.runtime.route.RouteAttempt}
 * with one deadline.
 */
package io.gost.runtime.route;
