package io.gost.spi.testkit;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.TlsMaterial;
import io.gost.spi.support.HalfClose;
import io.gost.spi.support.Parking;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lets Netty's TLS fulfil the channel contract; stands above it. */
final class TestTlsLayer extends ChannelInboundHandlerAdapter implements HalfClose.Layer {
    private final CompletableFuture<Channel> established = new CompletableFuture<>();
    private final SslHandler ssl;
    private final String peer;
    private boolean inputEnded;

    TestTlsLayer(SslHandler ssl, String peer) {
        this.ssl = ssl;
        this.peer = peer;
    }

    CompletionStage<Channel> established() {
        return established;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
        switch (evt) {
            case SslHandshakeCompletionEvent done when done.isSuccess() -> establish(ctx);
            case SslHandshakeCompletionEvent failed -> fail(ctx, failed.cause());
            case SslCloseCompletionEvent closed -> {
                if (closed.isSuccess() && !inputEnded) {
                    inputEnded = true;
                    ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
                }
            }
            case ChannelInputShutdownEvent _ -> {
                if (!inputEnded) {
                    // Without close_notify: cut, perhaps by somebody in between.
                    fail(ctx, new GostException(Category.HANDSHAKE, peer + " went away"));
                    ctx.close();
                }
            }
            default -> ctx.fireUserEventTriggered(evt);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(ctx, new GostException(Category.HANDSHAKE, peer + " went away"));
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(ctx, cause);
        ctx.close();
    }

    @Override
    public void shutdownOutput(ChannelHandlerContext ctx) {
        ssl.closeOutbound();
    }

    private void establish(ChannelHandlerContext ctx) {
        String protocol = ssl.applicationProtocol();
        if (protocol != null) {
            ctx.channel().attr(TlsMaterial.APPLICATION_PROTOCOL).set(protocol);
        }
        Parking.park(ctx.channel());
        established.complete(ctx.channel());
    }

    private void fail(ChannelHandlerContext ctx, Throwable cause) {
        GostException failure =
                cause instanceof GostException known
                        ? known
                        : new GostException(Category.HANDSHAKE, peer + ": " + cause.getMessage());
        if (established.completeExceptionally(failure)) {
            ctx.close();
        }
    }
}
