package io.gost.plugin.http;

import io.gost.plugin.http.ResponseWriter.Delivery;
import io.gost.plugin.http.ResponseWriter.Persistence;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.HandlerContext;
import io.gost.spi.support.HalfClose;
import io.gost.spi.support.Parking;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

import javax.net.ssl.SSLException;

/**
 * Fetches the web page that probes get to see, anew for each of them: at most 1 MiB, within 15
 * seconds, without following redirections.
 */
final class WebDecoy {
    private static final int LARGEST_PAGE = 1024 * 1024;
    private static final long SECONDS = 15;

    private final HandlerContext context;
    private final Decoy.Web page;
    private final @Nullable SslContext tls;

    WebDecoy(Decoy.Web page, HandlerContext context) {
        this.page = page;
        this.context = context;
        try {
            this.tls = page.tls() ? SslContextBuilder.forClient().build() : null;
        } catch (SSLException e) {
            throw new GostException(
                    Category.CONFIG, "probeResist: TLS cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * Fetches the page.
     *
     * @param loop where the work is done
     * @return the whole response to give to the probe; fails with a {@link GostException}
     */
    CompletionStage<byte[]> fetch(EventLoop loop) {
        return context.open(page.origin(), loop).thenCompose(this::ask);
    }

    private CompletionStage<byte[]> ask(Channel channel) {
        Fetch fetch = new Fetch();
        var deadline =
                channel.eventLoop().schedule(() -> fetch.fail(channel), SECONDS, TimeUnit.SECONDS);
        channel.closeFuture().addListener(_ -> deadline.cancel(false));
        if (tls == null) {
            Parking.takeOver(channel, fetch);
        } else {
            Parking.takeOver(
                    channel,
                    tls.newHandler(channel.alloc(), page.origin().host(), page.origin().port()),
                    fetch);
        }
        HeadBuilder request =
                new HeadBuilder(256)
                        .add("GET " + page.path() + " HTTP/1.1\r\nHost: " + page.host())
                        .add("\r\nUser-Agent: Go-http-client/1.1\r\n")
                        .add("Accept-Encoding: gzip\r\n")
                        .end();
        channel.writeAndFlush(request.toBuffer(channel.alloc(), 0));
        return fetch.reply;
    }

    /** Collects one response and closes the connection. */
    private static final class Fetch extends ChannelInboundHandlerAdapter {
        private final CompletableFuture<byte[]> reply = new CompletableFuture<>();
        private final HeadReader heads = new HeadReader(HeadKind.RESPONSE);
        private final HeadBuilder content = new HeadBuilder(4096);
        private final Inbox inbox = new Inbox();
        private @Nullable ResponseHead response;
        private @Nullable BodyReader body;
        private int size;

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            inbox.add(ctx.alloc(), (ByteBuf) msg);
            try {
                read(ctx.channel());
            } catch (BadMessage bad) {
                fail(ctx.channel());
            }
            inbox.trim();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
            if (HalfClose.isEndOfInput(evt)) {
                end(ctx.channel());
            } else {
                ctx.fireUserEventTriggered(evt);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            end(ctx.channel());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            fail(ctx.channel());
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext ctx) {
            inbox.release();
        }

        void fail(Channel channel) {
            channel.close();
            reply.completeExceptionally(
                    new GostException(Category.UNREACHABLE, "the decoy has no page to show"));
        }

        private void read(Channel channel) {
            BodyReader reader = body;
            while (reader == null) {
                Head head = heads.read(inbox.bytes());
                if (head == null) {
                    return;
                }
                ResponseHead next = ResponseHead.of(head);
                if (!next.isInterim()) {
                    response = next;
                    reader = new BodyReader(next.framing(false));
                    body = reader;
                }
            }
            for (ByteBuf piece = reader.next(inbox.bytes());
                    piece != null;
                    piece = reader.next(inbox.bytes())) {
                collect(piece);
            }
            if (reader.isComplete()) {
                finish(channel, reader);
            }
        }

        private void collect(ByteBuf piece) {
            byte[] bytes = new byte[piece.readableBytes()];
            piece.readBytes(bytes);
            piece.release();
            size += bytes.length;
            if (size > LARGEST_PAGE) {
                throw BadMessage.malformed("page too large");
            }
            content.add(bytes);
        }

        private void end(Channel channel) {
            BodyReader reader = body;
            if (reader != null && reader.framing().kind() == Framing.Kind.UNTIL_END) {
                finish(channel, reader);
            } else {
                fail(channel);
            }
        }

        private void finish(Channel channel, BodyReader reader) {
            ResponseHead head = response;
            if (head == null || reply.isDone()) {
                return;
            }
            channel.close();
            try {
                reply.complete(whole(head, reader.framing()));
            } catch (IOException notGzip) {
                fail(channel);
            }
        }

        private byte[] whole(ResponseHead head, Framing framing) throws IOException {
            int coding = head.head().find(KnownField.CONTENT_ENCODING);
            boolean packed = coding >= 0 && head.head().valueIs(coding, "gzip");
            byte[] page = packed ? unpacked(content.toBytes()) : content.toBytes();
            boolean chunked = packed || framing.isChunked();
            Persistence persistence =
                    head.status() == 200 ? Persistence.KEEP_ALIVE : Persistence.AS_RECEIVED;
            HeadBuilder out =
                    ResponseWriter.last(head, new Delivery(false, persistence, chunked, packed));
            if (chunked && page.length > 0) {
                out.add(Integer.toHexString(page.length) + "\r\n").add(page).add("\r\n0\r\n\r\n");
            } else {
                out.add(chunked ? HeadBuilder.ascii("0\r\n\r\n") : page);
            }
            return out.toBytes();
        }

        private static byte[] unpacked(byte[] packed) throws IOException {
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
                byte[] page = in.readNBytes(LARGEST_PAGE + 1);
                if (page.length > LARGEST_PAGE) {
                    throw new IOException("page too large");
                }
                return page;
            }
        }
    }
}
