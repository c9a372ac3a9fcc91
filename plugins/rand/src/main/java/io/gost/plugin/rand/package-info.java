/**
 * At random, each candidate as often as its weight says: of a total weight of W a candidate of
 * weight w gets w/W of the requests.
 *
 * <p>No state: requests are independent of each other, so short runs may be uneven. Where that
 * matters, {@code weighted} gives the same shares exactly.
 */
package io.gost.plugin.rand;
