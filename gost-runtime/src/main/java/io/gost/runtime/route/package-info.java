/**
 * The way to a target: router, chain, hop, node, route.
 *
 * <p>A {@link io.gost.runtime.route.Router} makes a few attempts; each chooses {@link
 * io.gost.runtime.route.Route}s of a {@link io.gost.runtime.route.Way} anew, a chain or a group of
 * chains, and walks them as a {@link io.gost.runtime.route.RouteAttempt} with one deadline.
 * Whatever is chosen from, nodes of a hop, chains of a group, targets of a {@link
 * io.gost.runtime.route.Forwarder}, is a {@link io.gost.runtime.route.Pool}: the {@link
 * io.gost.runtime.route.Terms} of its members say who serves a request, the selector picks among
 * these. A {@link io.gost.runtime.route.Prober} tells a member's standing what no request has found
 * out yet.
 *
 * <p>Nobody serves a request: the way ends there, as configured. Nobody works: the last resort, or
 * a failure. The two are never mixed up; a failure is never a direct connection.
 */
package io.gost.runtime.route;
