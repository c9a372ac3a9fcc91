/**
 * A client says {@code host:port} and a newline, hears {@code ok} or why not, and then talks to the
 * target. Each handshake is plain stream code on a virtual thread; the runtime relays the bytes.
 */
package com.example.sample;
