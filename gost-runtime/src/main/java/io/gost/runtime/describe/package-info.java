/**
 * What the plugins that are present can do and which keys they take, in the forms that people,
 * editors and shells read. Everything is derived: from the {@link io.gost.spi.OptionSpec}s that
 * providers declare by reading, and from the records of the configuration.
 *
 * <p>{@link io.gost.runtime.describe.PluginReport} and {@link
 * io.gost.runtime.describe.TypeDescription} hold the facts; a class named after each form writes
 * them. To add a form, add such a class.
 */
package io.gost.runtime.describe;
