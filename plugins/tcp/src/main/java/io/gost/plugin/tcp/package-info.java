/** The tcp plugin. */
package io.gost.plugin.tcp;
