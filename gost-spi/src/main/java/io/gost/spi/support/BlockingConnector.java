package io.gost.spi.support;

import io.gost.spi.ConnectRequest;
import io.gost.spi.Connector;
import io.gost.spi.GostException;
import io.gost.spi.PluginContext;
import io.gost.spi.Target;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * A connector as plain stream code: the client's part of a handshake on a virtual thread of its
 * own. For protocols where speed is not the point; bytes are relayed as fast as with any other
 * connector.
 *
 * <pre>{@code
 * final class LineConnector extends BlockingConnector {
 *     LineConnector(ConnectorContext context) {
 *         super(context, "line server", Duration.ofSeconds(10));
 *     }
 *
 *     @Override
 *     protected void connect(InputStream input, OutputStream output, Target target)
 *             throws IOException {
 *         output.write(("- - " + target + "\n").getBytes(UTF_8));
 *         String answer = Lines.read(input);
 *         if (!answer.equals("ok")) {
 *             throw new GostException(Category.HANDSHAKE, "the line server answered " + answer);
 *         }
 *     }
 * }
 * }</pre>
 */
public abstract class BlockingConnector implements Connector {
    private final PluginContext context;
    private final String peer;
    private final Duration timeout;

    /**
     * Prepares a connector.
     *
     * @param context what the runtime lends to the connector
     * @param peer who is spoken with, for messages, such as {@code socks5 proxy}
     * @param timeout how long the handshake may take; zero or negative for as long as the route
     */
    protected BlockingConnector(PluginContext context, String peer, Duration timeout) {
        this.context = context;
        this.peer = peer;
        this.timeout = timeout;
    }

    /**
     * Asks the node for a connection to the target. Called on a virtual thread, possibly several at
     * the same time. Returning means that the tunnel stands: whatever is read after the node's
     * answer comes from the target, and bytes that were not read stay there.
     *
     * @param input what the node says; its end is the end of the node's output. When the channel
     *     breaks or a deadline passes, reading throws
     * @param output what the node hears: every write is sent at once, and waits while the node
     *     reads too slowly
     * @param target where to; the host may be a name
     * @throws IOException when the connection breaks; {@link java.io.EOFException} when the node
     *     leaves early
     * @throws GostException when the node refuses; its category is what the stage fails with
     */
    protected abstract void connect(InputStream input, OutputStream output, Target target)
            throws IOException;

    @Override
    public final CompletionStage<Channel> connect(Channel channel, ConnectRequest request) {
        BlockingStream stream = BlockingStream.over(channel);
        Target target = request.target();
        CompletionStage<Channel> handshake =
                stream.run(context, peer, () -> connect(stream.input(), stream.output(), target))
                        .handle((_, failure) -> finish(stream, channel, failure));
        return Stages.within(handshake, channel, timeout, peer);
    }

    private Channel finish(BlockingStream stream, Channel channel, @Nullable Throwable failure) {
        if (failure == null) {
            stream.release();
            return channel;
        }
        stream.discard();
        channel.close();
        throw GostException.of(failure);
    }
}
