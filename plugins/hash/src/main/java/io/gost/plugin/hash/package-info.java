/** The hash plugin. */
package io.gost.plugin.hash;
