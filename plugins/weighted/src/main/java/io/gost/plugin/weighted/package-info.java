/**
 * Smooth weighted round robin, as in nginx: every candidate gets exactly its share, and the turns
 * of a heavy candidate are spread between those of the others. Weights 5, 1 and 1 give a a b a c a
 * a, over and over.
 *
 * <p>nginx keeps a running balance per peer and changes all of them at every pick, under a lock.
 * Here the balances are played through once, into a {@linkplain io.gost.plugin.weighted.Schedule
 * schedule} for one full period, and a pick is one atomic step of a position in it. Every pick
 * takes a position of its own, so the shares are exact under any concurrency: of as many
 * consecutive picks as the weights add up to, each candidate gets as many as its weight.
 *
 * <p>The candidates may differ from pick to pick, because some have failed or a rule excludes them
 * for one target. Each list of candidates that is in use has its own schedule and goes on where it
 * was left; only the most recent ones are remembered, and none of them keeps a candidate alive.
 */
package io.gost.plugin.weighted;
