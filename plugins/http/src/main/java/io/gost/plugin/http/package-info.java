/** The http plugin. */
package io.gost.plugin.http;
