/** The socks4 plugin. */
package io.gost.plugin.socks4;
