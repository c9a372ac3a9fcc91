/**
 * Node selection: the filters of a selector, which are the runtime's, in front of a strategy, which
 * is a plugin's.
 *
 * <p>{@link io.gost.runtime.select.Selector} holds the pipeline. To add a filter, add it there; to
 * add a strategy, write a plugin.
 */
package io.gost.runtime.select;
