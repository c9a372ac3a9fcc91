package io.gost.plugin.ws;

/** Which side of a WebSocket we are: a client masks what it sends, a server does not. */
enum Role {
    CLIENT,
    SERVER
}
