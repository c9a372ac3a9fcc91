/** The forward plugin. */
package io.gost.plugin.forward;
