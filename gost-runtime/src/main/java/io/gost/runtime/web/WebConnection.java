package io.gost.runtime.web;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One client: collects a request, has it answered on a virtual thread, writes the answer, and only
 * then reads on. Confined to the connection's event loop.
 */
final class WebConnection extends SimpleChannelInboundHandler<HttpObject> {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    /** Told that a connection is to end when it has been answered. */
    static final Object LAST =
            new Object() {
                @Override
                public String toString() {
                    return "last answer";
                }
            };

    private final WebApplication application;
    private final WebLimits limits;
    private final AtomicLong buffered;
    private final Logger logger;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private @Nullable HttpRequest head;
    private @Nullable ScheduledFuture<?> deadline;
    private boolean lastRequest;
    private boolean refused;

    /**
     * Prepares for a client.
     *
     * @param buffered bytes of bodies that all connections of the server hold
     */
    WebConnection(
            WebApplication application, WebLimits limits, AtomicLong buffered, Logger logger) {
        this.application = application;
        this.limits = limits;
        this.buffered = buffered;
        this.logger = logger;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        expectWithin(limits.request(), ctx);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
        if (refused) {
            return;
        }
        if (part.decoderResult().isFailure()) {
            refuse(statusOf(part.decoderResult().cause()), ctx);
            return;
        }
        if (part instanceof HttpRequest request) {
            begin(request, ctx);
        }
        if (part instanceof HttpContent content && head != null) {
            collect(content, ctx);
        }
    }

    private void begin(HttpRequest request, ChannelHandlerContext ctx) {
        expectWithin(limits.request(), ctx);
        head = request;
        lastRequest |= !HttpUtil.isKeepAlive(request);
        int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
        if (!WebRequest.isDecodable(request.uri())
                || hosts > 1
                || (hosts == 0 && request.protocolVersion().equals(HttpVersion.HTTP_1_1))) {
            refuse(HttpResponseStatus.BAD_REQUEST, ctx);
        } else if (HttpUtil.getContentLength(request, 0L) > limits.body()) {
            refuse(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, ctx);
        } else if (HttpUtil.is100ContinueExpected(request)) {
            ctx.writeAndFlush(
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
    }

    private void collect(HttpContent content, ChannelHandlerContext ctx) {
        int more = content.content().readableBytes();
        if (body.size() + more > limits.body()) {
            refuse(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, ctx);
            return;
        }
        if (buffered.addAndGet(more) > limits.bodies()) {
            buffered.addAndGet(-more);
            refuse(HttpResponseStatus.SERVICE_UNAVAILABLE, ctx);
            return;
        }
        byte[] bytes = new byte[more];
        content.content().readBytes(bytes);
        body.writeBytes(bytes);
        if (content instanceof LastHttpContent) {
            complete(ctx);
        }
    }

    private void complete(ChannelHandlerContext ctx) {
        HttpRequest request = head;
        if (request == null) {
            return;
        }
        cancelDeadline();
        // FlowControlHandler keeps what is pipelined behind it until this one is answered.
        ctx.channel().config().setAutoRead(false);
        WebRequest complete =
                new WebRequest(
                        request.method().name(),
                        request.uri(),
                        request.headers(),
                        ByteBuffer.wrap(body.toByteArray()),
                        ctx.channel().remoteAddress() instanceof InetSocketAddress address
                                ? address.getAddress().getHostAddress()
                                : "");
        Thread.ofVirtual()
                .name("gost-web")
                .start(
                        () -> {
                            WebResponse response = answer(complete);
                            ctx.executor().execute(() -> write(response, ctx));
                        });
    }

    private WebResponse answer(WebRequest request) {
        try {
            return application.answer(request);
        } catch (RuntimeException | Error e) { // a client without an answer would stay for ever
            logger.error("{} {}", request.method(), request.rawPath(), e);
            return WebResponse.of(HttpResponseStatus.INTERNAL_SERVER_ERROR.code());
        }
    }

    private void write(WebResponse response, ChannelHandlerContext ctx) {
        forgetBody();
        head = null;
        if (!ctx.channel().isActive()) {
            return;
        }
        FullHttpResponse message = message(response);
        if (lastRequest) {
            message.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            ctx.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        ctx.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        expectWithin(limits.request(), ctx);
        ctx.channel().config().setAutoRead(true);
    }

    private static FullHttpResponse message(WebResponse response) {
        FullHttpResponse message =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(response.status()),
                        Unpooled.wrappedBuffer(response.body()));
        response.headers().forEach(header -> message.headers().add(header.name(), header.value()));
        message.headers().set(HttpHeaderNames.DATE, DATE.format(ZonedDateTime.now(ZoneOffset.UTC)));
        if (response.status() != WebResponse.NO_CONTENT) {
            HttpUtil.setContentLength(message, response.body().remaining());
        }
        return message;
    }

    /** Answers at once what cannot become a request, and ends the connection. */
    private void refuse(HttpResponseStatus status, ChannelHandlerContext ctx) {
        refused = true;
        forgetBody();
        FullHttpResponse message =
                message(WebResponse.of(status.code(), "text/plain; charset=utf-8", status + "\n"));
        message.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        // Closing while the client still sends would reset the connection and lose the answer.
        expectWithin(limits.linger(), ctx);
        ctx.writeAndFlush(message).addListener(_ -> endOutput(ctx.channel()));
    }

    private static void endOutput(Channel channel) {
        if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        } else {
            channel.close();
        }
    }

    private static HttpResponseStatus statusOf(Throwable failure) {
        return switch (failure) {
            case TooLongHttpLineException _ -> HttpResponseStatus.REQUEST_URI_TOO_LONG;
            case TooLongHttpHeaderException _ -> HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
            default -> HttpResponseStatus.BAD_REQUEST;
        };
    }

    private void expectWithin(Duration time, ChannelHandlerContext ctx) {
        cancelDeadline();
        deadline = ctx.executor().schedule(() -> ctx.close(), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private void forgetBody() {
        buffered.addAndGet(-body.size());
        body.reset();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent || event == LAST) {
            lastRequest = true;
            if (refused || deadline != null) {
                // No request is being answered, and none can become complete any more.
                ctx.close();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        cancelDeadline();
        forgetBody();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
        logger.debug("connection ended: {}", failure.getMessage());
        ctx.close();
    }
}
