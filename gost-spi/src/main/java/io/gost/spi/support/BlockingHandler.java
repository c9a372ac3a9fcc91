package io.gost.spi.support;

import io.gost.spi.GostException;
import io.gost.spi.Handler;
import io.gost.spi.PluginContext;
import io.gost.spi.Session;

import java.io.IOException;

/**
 * A handler as plain stream code: the server's part of a handshake, for each client on a virtual
 * thread of its own. For protocols where speed is not the point; bytes are relayed as fast as with
 * any other handler.
 *
 * <pre>{@code
 * final class LineHandler extends BlockingHandler {
 *     LineHandler(HandlerContext context) {
 *         super(context, "line client");
 *     }
 *
 *     @Override
 *     protected void serve(BlockingSession session) throws IOException {
 *         session.expectWithin(Duration.ofSeconds(10));
 *         Target target = Target.parse(Network.TCP, Lines.read(session.input()));
 *         Channel upstream;
 *         try {
 *             upstream = session.connect(target);
 *         } catch (GostException e) {
 *             session.output().write("no\n".getBytes(UTF_8));
 *             throw e;
 *         }
 *         session.output().write("ok\n".getBytes(UTF_8));
 *         session.relay(upstream, Duration.ZERO);
 *     }
 * }
 * }</pre>
 */
public abstract class BlockingHandler implements Handler {
    private final PluginContext context;
    private final String peer;

    /**
     * Prepares a handler.
     *
     * @param context what the runtime lends to the handler
     * @param peer who is spoken with, for messages, such as {@code socks5 client}
     */
    protected BlockingHandler(PluginContext context, String peer) {
        this.context = context;
        this.peer = peer;
    }

    /**
     * Serves one client. Called on a virtual thread, several at the same time. The session ends
     * when this method returns, unless it has begun to relay, and with a failure when it throws;
     * upstreams that were not relayed are closed.
     *
     * @param session the client
     * @throws IOException when the connection breaks; {@link java.io.EOFException} when the client
     *     leaves early
     * @throws GostException whatever the session is to end with
     */
    protected abstract void serve(BlockingSession session) throws IOException;

    @Override
    public final void handle(Session session) {
        BlockingSession blocking = new BlockingSession(session);
        blocking.run(context, peer, () -> serve(blocking));
    }
}
