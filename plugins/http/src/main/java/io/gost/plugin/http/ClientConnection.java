package io.gost.plugin.http;

import io.gost.spi.DrainEvent;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Session;
import io.gost.spi.support.HalfClose;
import io.gost.spi.support.Parking;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A client of the proxy: last handler of its pipeline until a tunnel begins or the connection ends.
 * Reads one request after another, each when the one before is done with, and hands it to {@link
 * HttpHandler}.
 *
 * <p>What arrives while nobody wants it waits in the inbox with reading switched off, so a client
 * that sends ahead costs one receive buffer at most.
 */
final class ClientConnection extends ChannelInboundHandlerAdapter {
    /** How long a client may be silent between two requests. */
    static final Duration KEEP_ALIVE = Duration.ofSeconds(60);

    private final HttpHandler handler;
    private final Session session;
    private final Channel channel;
    private final Inbox inbox = new Inbox();
    private final HeadReader heads = new HeadReader(HeadKind.REQUEST);
    private final KeptUpstreams upstreams = new KeptUpstreams();
    private final HttpFacts facts = new HttpFacts();
    private final Deadline responseDeadline;
    private final Deadline requestDeadline;
    private Phase phase = Phase.IDLE;
    private @Nullable Exchange exchange;
    private boolean reading;
    private boolean pumping;
    private boolean inputEnded;
    private boolean answered;
    private boolean draining;

    /** Where a client is: idle → head → deciding → (exchange → idle …) → over. */
    private enum Phase {
        /** Between requests; nothing of the next one has come. */
        IDLE,
        /** In the middle of a request header. */
        HEAD,
        /** Authentication, a tunnel or a decoy is under way. */
        DECIDING,
        /** A request is being forwarded. */
        EXCHANGE,
        /** Tunnel, farewell or end: the channel is no longer ours. */
        OVER
    }

    ClientConnection(HttpHandler handler, Session session) {
        this.handler = handler;
        this.session = session;
        this.channel = session.channel();
        this.responseDeadline = new Deadline(loop(), this::responseOverdue);
        this.requestDeadline = new Deadline(loop(), this::requestOverdue);
    }

    Session session() {
        return session;
    }

    EventLoop loop() {
        return channel.eventLoop();
    }

    ByteBufAllocator alloc() {
        return channel.alloc();
    }

    KeptUpstreams upstreams() {
        return upstreams;
    }

    /** Gives the origin its time for a response header, from now on. */
    void expectResponse() {
        responseDeadline.start(handler.options().readTimeout());
    }

    /** The response header is there, or not expected any more. */
    void responseArrived() {
        responseDeadline.lift();
    }

    HttpFacts facts() {
        return facts;
    }

    Replies replies() {
        return handler.replies();
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    boolean hasInputEnded() {
        return inputEnded;
    }

    void write(ByteBuf bytes) {
        channel.write(bytes, channel.voidPromise());
    }

    void flush() {
        channel.flush();
    }

    /**
     * Waits for a stage on behalf of this client. Nothing is called when the client has gone in the
     * meantime, except that a late channel is closed.
     */
    <T> void attend(
            CompletionStage<T> stage, Consumer<T> success, Consumer<GostException> failure) {
        stage.whenComplete(
                (value, problem) -> {
                    try {
                        if (phase == Phase.OVER) {
                            if (value instanceof Channel late) {
                                late.close();
                            }
                        } else if (problem == null) {
                            success.accept(value);
                        } else {
                            failure.accept(GostException.of(problem));
                        }
                    } catch (BadMessage bad) {
                        refuse(replies().bad(bad.status()), bad.failure());
                    } catch (RuntimeException bug) {
                        abort(GostException.of(bug));
                    }
                });
    }

    /** Forwards the current request. */
    void forward(Exchange next) {
        phase = Phase.EXCHANGE;
        exchange = next;
        next.start();
    }

    /** Uses what has arrived, because now it may be wanted. */
    void resume() {
        if (phase == Phase.OVER) {
            return;
        }
        pump();
        if (!reading && exchange != null) {
            exchange.flush();
        }
    }

    /** The current request is answered. */
    void exchanged(boolean persistent) {
        Exchange done = exchange;
        exchange = null;
        answered = true;
        if (persistent && !draining) {
            phase = Phase.IDLE;
            requestDeadline.start(KEEP_ALIVE);
            pump();
        } else {
            leave(done == null || done.hasWholeRequest(), null);
        }
    }

    /** Sends a last response and ends the session. */
    void refuse(byte[] reply, GostException why) {
        if (phase == Phase.OVER) {
            return;
        }
        boolean complete =
                phase != Phase.HEAD
                        && (exchange == null || exchange.hasWholeRequest())
                        && inbox.isEmpty();
        exchange = null;
        facts.status(statusOf(reply));
        write(Unpooled.wrappedBuffer(reply));
        leave(complete, why);
    }

    /** Ends the session without another word. */
    void abort(GostException why) {
        if (phase != Phase.OVER) {
            channel.flush();
            finish(why);
            channel.close();
        }
    }

    /** Writes a last word of the proxy's, such as that the tunnel is there, and relays. */
    void relay(byte[] reply, Channel upstream) {
        channel.writeAndFlush(Unpooled.wrappedBuffer(reply), channel.voidPromise());
        relay(upstream);
    }

    /** Hands the connection over to a relay; what was read and not used stays on it. */
    void relay(Channel upstream) {
        phase = Phase.OVER;
        exchange = null;
        release();
        channel.flush();
        ByteBuf rest = inbox.takeAll();
        Parking.park(channel);
        ChannelHandlerContext ctx = channel.pipeline().context(this);
        if (ctx == null || !rest.isReadable()) {
            rest.release();
        } else {
            ctx.fireChannelRead(rest);
        }
        if (ctx != null) {
            if (inputEnded) {
                ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
            }
            channel.pipeline().remove(this);
        }
        session.relay(upstream, handler.options().idleTimeout());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        reading = true;
        switch (phase) {
            case OVER -> ReferenceCountUtil.release(msg);
            default -> {
                inbox.add(ctx.alloc(), (ByteBuf) msg);
                pump();
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        if (exchange != null) {
            exchange.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (exchange != null) {
            exchange.clientWritabilityChanged();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
        if (evt == DrainEvent.INSTANCE) {
            drain();
        }
        if (!HalfClose.isEndOfInput(evt)) {
            ctx.fireUserEventTriggered(evt);
            return;
        }
        inputEnded = true;
        switch (phase) {
            case IDLE -> finish(null);
            case HEAD -> finish(ended("in the middle of a request header"));
            case EXCHANGE -> requireWholeRequest();
            case DECIDING, OVER -> {}
        }
    }

    /** A client that has just connected may have its first request on the way. */
    private void drain() {
        draining = true;
        if (phase == Phase.IDLE && answered) {
            finish(null);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (phase != Phase.OVER) {
            finish(phase == Phase.EXCHANGE ? ended("before the response was complete") : null);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        abort(GostException.of(cause));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        inbox.release();
    }

    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        try {
            boolean goOn = true;
            while (goOn && !inbox.isEmpty()) {
                goOn = step();
            }
        } catch (BadMessage bad) {
            malformed(bad);
        } finally {
            pumping = false;
        }
        inbox.trim();
        requireWholeRequest();
        if (phase != Phase.OVER) {
            channel.config().setAutoRead(inbox.isEmpty() || wantsMore());
        }
    }

    /** Whether what is in the inbox is only waiting for its other half. */
    private boolean wantsMore() {
        return switch (phase) {
            case HEAD -> true;
            case EXCHANGE -> exchange != null && exchange.wantsBody();
            case IDLE, DECIDING, OVER -> false;
        };
    }

    private void requireWholeRequest() {
        if (inputEnded && inbox.isEmpty() && exchange != null && !exchange.hasWholeRequest()) {
            abort(ended("in the middle of a request"));
        }
    }

    /** Does one thing with what is in the inbox; false when there is nothing to do for now. */
    private boolean step() {
        return switch (phase) {
            case IDLE, HEAD -> readHead();
            case EXCHANGE -> {
                ByteBuf bytes = inbox.bytes();
                int before = bytes.readerIndex();
                Exchange current = exchange;
                if (current != null) {
                    current.takeBody(bytes);
                }
                yield phase != Phase.EXCHANGE || bytes.readerIndex() != before;
            }
            case DECIDING, OVER -> false;
        };
    }

    private boolean readHead() {
        Phase before = phase;
        phase = Phase.HEAD;
        Head head = heads.read(inbox.bytes());
        if (head == null) {
            if (before == Phase.IDLE) {
                requestDeadline.start(handler.headTimeout());
            }
            return false;
        }
        requestDeadline.lift();
        RequestHead request = RequestHead.of(head);
        phase = Phase.DECIDING;
        facts.request(request);
        handler.serve(this, request);
        return true;
    }

    private void malformed(BadMessage bad) {
        Exchange current = exchange;
        if (current == null) {
            refuse(replies().bad(bad.status()), bad.failure());
            return;
        }
        current.abort();
        if (current.isAnswered()) {
            abort(bad.failure());
        } else {
            refuse(replies().bad(bad.status()), bad.failure());
        }
    }

    private void requestOverdue() {
        finish(
                phase == Phase.IDLE
                        ? null
                        : new GostException(Category.TIMEOUT, "client sent half a request header"));
    }

    private void responseOverdue() {
        if (exchange != null) {
            exchange.responseOverdue();
        }
    }

    /** Ends the session behind the last response. */
    private void leave(boolean requestComplete, @Nullable GostException why) {
        if (requestComplete || inputEnded || !channel.isActive()) {
            finish(why);
            return;
        }
        phase = Phase.OVER;
        release();
        channel.pipeline().replace(this, null, new Farewell(session, why));
    }

    private void finish(@Nullable GostException why) {
        if (phase == Phase.OVER) {
            return;
        }
        phase = Phase.OVER;
        if (exchange != null) {
            exchange.abort();
            exchange = null;
        }
        release();
        inbox.release();
        session.end(why);
    }

    private void release() {
        upstreams.close();
        responseDeadline.close();
        requestDeadline.close();
    }

    private static GostException ended(String when) {
        return new GostException(Category.HANDSHAKE, "client ended the connection " + when);
    }

    private static int statusOf(byte[] reply) {
        return (reply[9] - '0') * 100 + (reply[10] - '0') * 10 + reply[11] - '0';
    }
}
