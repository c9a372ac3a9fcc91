/**
 * CONNECT of HTTP/1.1, and nothing else of HTTP: a handler as plain stream code.
 *
 * <p>A connection has two phases: the head of the request, read byte by byte on a virtual thread;
 * then the tunnel, which the runtime relays.
 */
package com.example.tunnel;
