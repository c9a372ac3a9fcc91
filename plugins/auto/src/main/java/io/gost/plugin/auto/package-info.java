/** The auto plugin. */
package io.gost.plugin.auto;
