/** The rand plugin. */
package io.gost.plugin.rand;
