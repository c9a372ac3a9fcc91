/** The round plugin. */
package io.gost.plugin.round;
