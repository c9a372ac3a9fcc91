/**
 * What is counted, and the text that Prometheus reads.
 *
 * <p>Whoever counts asks for its instruments once, when it begins: a session for those of its
 * client, a chain for those of its nodes. From then on counting is adding to a striped adder,
 * without a lock, a look-up or an allocation. While {@linkplain io.gost.runtime.metrics.Metrics
 * metrics are off}, everybody is given instruments that do nothing. What can be asked for at any
 * time, such as the state of a node or the memory of the process, is not counted but read when the
 * text is written.
 */
package io.gost.runtime.metrics;
