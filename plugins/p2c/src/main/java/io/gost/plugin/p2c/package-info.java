/**
 * Power of two choices: two candidates are drawn at random, the better one is taken. Better is who
 * has the smaller product of latency and the root of the open tunnels. The root, because a tunnel
 * is idle most of the time: without it, a slow node with few tunnels would look as good as a fast
 * one with many.
 *
 * <p>The latency is the runtime's moving average of the time to reach a candidate, which jumps up
 * with one slow request and fades while there are none. So a node that becomes slow loses nearly
 * all of its requests with the first that suffers, and is asked again from time to time whether it
 * still is. Looking at two candidates only is enough to avoid the slow ones and keeps requests that
 * arrive together from all running to the same, momentarily best one.
 */
package io.gost.plugin.p2c;
