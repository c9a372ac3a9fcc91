/**
 * The candidate with the fewest open tunnels: for tunnels that live long, where taking turns would
 * pile them up on whoever keeps them longest.
 *
 * <p>Tunnels are counted from the moment a request sets out, so a burst is spread before the first
 * of it has arrived. With weights it is tunnels per weight. Among equals it is chance.
 */
package io.gost.plugin.leastconn;
