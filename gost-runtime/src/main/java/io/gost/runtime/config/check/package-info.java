/**
 * Checks of a configuration as a whole, before anything is built of it.
 *
 * <p>Each check is a class of its own that looks at every object; {@link
 * io.gost.runtime.config.check.ConfigValidator} runs them. To add one, implement {@link
 * io.gost.runtime.config.check.Check} and add it to the list there. What only a plugin can know,
 * such as its metadata keys, is not checked here.
 */
package io.gost.runtime.config.check;
