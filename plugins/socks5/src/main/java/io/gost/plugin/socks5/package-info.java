/** The socks5 plugin. */
package io.gost.plugin.socks5;
