/** The fifo plugin. */
package io.gost.plugin.fifo;
