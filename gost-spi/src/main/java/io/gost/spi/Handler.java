package io.gost.spi;

/**
 * Speaks one application protocol with clients, for example SOCKS5, and finds out where each of
 * them wants to go.
 *
 * <p><b>A connection's life.</b> The runtime accepts it, applies its own layers and calls {@link
 * #handle}. The handler then
 *
 * <ol>
 *   <li>appends its codec with {@link io.gost.spi.support.Parking#takeOver Parking.takeOver}, which
 *       replays what was already read and turns reading on,
 *   <li>reads the request, and asks {@link Session#authenticate} if the protocol carries
 *       credentials,
 *   <li>asks for an upstream with {@link Session#connect},
 *   <li>writes its protocol's reply: success, or the code for the failure's {@link
 *       GostException.Category},
 *   <li>removes its codec and calls {@link Session#relay}, or {@link Session#end} when there is
 *       nothing to relay.
 * </ol>
 *
 * <p><b>Instances.</b> One for each configured service, closed once.
 *
 * <p><b>Threads.</b> {@link #handle} and everything it starts run on the event loop of {@code
 * session.channel()} and must not block it. Connections on different loops are handled at the same
 * time, so fields are final or thread-safe.
 *
 * <p><b>Stop.</b> A service that stops waits for its clients for a while. A handler that serves one
 * request after another listens for {@link DrainEvent}; others go on with what they do.
 *
 * <p><b>Failures.</b> An exception thrown by {@link #handle} ends the session. A session that is
 * never ended or relayed is closed when its client's deadline passes.
 */
@ImplementedByPlugin
public interface Handler {
    /**
     * Takes a client's connection.
     *
     * @param session the connection and what can be done with it; its channel is parked: active,
     *     auto-read off, what was already read kept by a {@link io.gost.spi.support.Parking}
     */
    void handle(Session session);

    /**
     * Releases what the handler holds beyond its sessions. Idempotent; does not block. Sessions in
     * flight go on.
     */
    default void close() {}
}
