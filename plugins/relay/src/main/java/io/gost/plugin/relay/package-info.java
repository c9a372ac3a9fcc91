/**
 * GOST's relay protocol: a handler for clients and a connector to relay servers.
 *
 * <p>A message is a version, a command or a status, and <i>features</i>: typed fields such as the
 * address, the network and the user. One request and one response, then bytes; datagrams travel in
 * frames.
 *
 * <p>Phases of a client's connection: {@link io.gost.plugin.relay.RequestPhase} reads the request;
 * the handler answers at once, or lets {@link io.gost.plugin.relay.HeldMessage} put the answer in
 * front of the target's first bytes.
 *
 * <p>A connection to a server is the same the other way round: {@link
 * io.gost.plugin.relay.ResponsePhase} asks and waits, or {@code HeldMessage} puts the request in
 * front of the client's first bytes and {@link io.gost.plugin.relay.AwaitedResponse} takes the
 * answer off the server's.
 */
package io.gost.plugin.relay;
