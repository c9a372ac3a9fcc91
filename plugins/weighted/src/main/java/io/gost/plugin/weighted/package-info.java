/** The weighted plugin. */
package io.gost.plugin.weighted;
