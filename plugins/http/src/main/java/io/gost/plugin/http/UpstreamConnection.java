package io.gost.plugin.http;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.support.HalfClose;
import io.gost.spi.support.Parking;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;

import org.jspecify.annotations.Nullable;

/**
 * A connection to an origin: last handler of its pipeline for as long as it lives, one {@link
 * Exchange} after another.
 *
 * <p><b>Threads.</b> Its state belongs to the client's event loop. Normally that is the channel's
 * own; when the channel lives on another one, as a stream of a shared session may, each event takes
 * the way over the client's loop.
 */
final class UpstreamConnection extends ChannelInboundHandlerAdapter {
    private final Channel channel;
    private final ClientConnection client;
    private final EventLoop loop;
    private final HeadReader heads = new HeadReader(HeadKind.RESPONSE);
    private final Inbox inbox = new Inbox();
    private @Nullable Exchange exchange;
    private @Nullable BodyReader body;
    private boolean inputEnded;
    private boolean ended;
    private boolean leaving;
    private boolean pumping;

    private UpstreamConnection(Channel channel, ClientConnection client) {
        this.channel = channel;
        this.client = client;
        this.loop = client.loop();
    }

    /**
     * Takes a fresh upstream.
     *
     * @param channel a parked channel, owned by the connection from now on
     * @param client whose requests it carries
     */
    static UpstreamConnection open(Channel channel, ClientConnection client) {
        UpstreamConnection upstream = new UpstreamConnection(channel, client);
        onLoopOf(channel, () -> Parking.takeOver(channel, upstream));
        return upstream;
    }

    Channel channel() {
        return channel;
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    /** Parks the channel for a moment; nothing is expected to arrive. */
    void park() {
        Parking.park(channel);
    }

    /** Takes the channel back after {@link #park}. */
    void unpark() {
        Parking.takeOver(channel);
    }

    /** Begins with the next request. */
    void begin(Exchange next) {
        exchange = next;
    }

    void write(ByteBuf bytes) {
        channel.write(bytes, channel.voidPromise());
    }

    void flush() {
        channel.flush();
    }

    /** Goes on reading, or stops: as the client can take what comes. */
    void setReading(boolean wanted) {
        channel.config().setAutoRead(wanted);
    }

    boolean hasEnded() {
        return ended;
    }

    /** Whether the connection may carry another request. */
    boolean isReusable() {
        return !ended && inbox.isEmpty() && channel.isActive() && channel.eventLoop() == loop;
    }

    void close() {
        exchange = null;
        ended = true;
        channel.close();
    }

    /**
     * Leaves the pipeline so that the channel can be relayed; what was read and not used stays on
     * it.
     *
     * @param parked is run on the client's loop when the channel is parked
     */
    void leave(Runnable parked) {
        exchange = null;
        leaving = true;
        // Everything received before the channel was parked is in the inbox when the client's
        // loop gets there.
        onLoopOf(
                channel,
                () -> {
                    Parking.park(channel);
                    onClientLoop(
                            () -> {
                                ByteBuf rest = inbox.takeAll();
                                onLoopOf(channel, () -> remove(rest, parked));
                            });
                });
    }

    private void remove(ByteBuf rest, Runnable parked) {
        ChannelHandlerContext ctx = channel.pipeline().context(this);
        if (ctx != null && rest.isReadable()) {
            ctx.fireChannelRead(rest);
        } else {
            rest.release();
        }
        if (ctx != null) {
            if (inputEnded) {
                ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
            }
            channel.pipeline().remove(this);
        }
        onClientLoop(parked);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf received = (ByteBuf) msg;
        onClientLoop(
                () -> {
                    inbox.add(ctx.alloc(), received);
                    pump();
                });
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        onClientLoop(client::flush);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        onClientLoop(client::resume);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
        if (HalfClose.isEndOfInput(evt)) {
            onClientLoop(this::inputEnded);
        } else {
            ctx.fireUserEventTriggered(evt);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        onClientLoop(this::inputEnded);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        onClientLoop(() -> end(GostException.of(cause)));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        onClientLoop(inbox::release);
    }

    /** Uses what has arrived, as far as the exchange wants it. */
    void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        try {
            boolean goOn = true;
            while (goOn && exchange != null && exchange.wantsContent() && !inbox.isEmpty()) {
                goOn = body == null ? readHead(exchange) : readBody(exchange, body);
            }
        } catch (BadMessage bad) {
            end(bad.failure());
        } finally {
            pumping = false;
        }
        if (exchange == null && !inbox.isEmpty() && !leaving) {
            // Nobody asked for this: whatever it is, it must not answer the next request.
            end(new GostException(Category.HANDSHAKE, "bytes behind the response"));
        }
        inbox.trim();
        if (inputEnded && (exchange == null || exchange.wantsContent())) {
            end(null);
        }
    }

    private void inputEnded() {
        inputEnded = true;
        pump();
    }

    private boolean readHead(Exchange current) {
        Head head = heads.read(inbox.bytes());
        if (head == null) {
            return false;
        }
        body = current.respond(ResponseHead.of(head), inbox.bytes());
        if (body != null && body.isComplete()) {
            finish(current, body);
        }
        return true;
    }

    private boolean readBody(Exchange current, BodyReader reader) {
        ByteBuf piece = reader.next(inbox.bytes());
        if (piece != null) {
            current.content(piece);
        }
        if (reader.isComplete()) {
            finish(current, reader);
        }
        return piece != null;
    }

    private void finish(Exchange current, BodyReader reader) {
        body = null;
        exchange = null;
        current.responded(reader.trailers());
    }

    private void end(@Nullable GostException failure) {
        if (ended) {
            return;
        }
        ended = true;
        if (leaving) {
            return;
        }
        Exchange current = exchange;
        BodyReader reader = body;
        if (current == null) {
            client.upstreams().forget(this);
        } else if (failure == null
                && reader != null
                && reader.framing().kind() == Framing.Kind.UNTIL_END) {
            finish(current, reader);
        } else {
            exchange = null;
            current.upstreamLost(
                    failure != null
                            ? failure
                            : new GostException(
                                    Category.UNREACHABLE,
                                    "upstream ended before its response did"));
        }
        channel.close();
        inbox.release();
    }

    private void onClientLoop(Runnable event) {
        if (loop.inEventLoop()) {
            event.run();
        } else {
            loop.execute(event);
        }
    }

    private static void onLoopOf(Channel channel, Runnable action) {
        if (channel.eventLoop().inEventLoop()) {
            action.run();
        } else {
            channel.eventLoop().execute(action);
        }
    }
}
