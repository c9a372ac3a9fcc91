package io.gost.runtime.tls;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.TlsMaterial;
import io.gost.spi.support.HalfClose;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslClientHelloHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.List;

/**
 * Refuses clients by what their greeting asks for, before anything is signed for them: names (SNI)
 * and application protocols (ALPN). Both engines would, each in its own way.
 */
final class HelloRules extends SslClientHelloHandler<String> {
    /** A greeting with post-quantum keys and every extension there is stays far below. */
    private static final int LONGEST_HELLO = 64 << 10;

    private static final int UNRECOGNIZED_NAME = 112;
    private static final int NO_APPLICATION_PROTOCOL = 120;
    private static final int ALERT = 21;
    private static final int TLS_1_2 = 0x0303;
    private static final int FATAL = 2;

    private final TlsMaterial material;
    private final List<String> protocols;
    private final SslHandler ssl;
    private boolean replaced;
    private int alert;

    /**
     * Prepares.
     *
     * @param ssl takes this handler's place when the client is welcome
     */
    HelloRules(TlsMaterial material, List<String> protocols, SslHandler ssl) {
        super(LONGEST_HELLO);
        this.material = material;
        this.protocols = protocols;
        this.ssl = ssl;
    }

    /** Whether there is anything to check. */
    static boolean needed(TlsMaterial material, List<String> protocols) {
        return material.rejectsUnknownNames() || !protocols.isEmpty();
    }

    @Override
    protected Future<String> lookup(ChannelHandlerContext ctx, @Nullable ByteBuf hello) {
        return ctx.executor()
                .newSucceededFuture(hello == null ? "" : refusal(ClientHello.read(hello)));
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext ctx, Future<String> lookup) {
        String refusal = lookup.getNow();
        if (refusal.isEmpty()) {
            replaced = true;
            ctx.pipeline().replace(this, null, ssl);
            return;
        }
        ByteBuf record = ctx.alloc().buffer(7);
        record.writeByte(ALERT).writeShort(TLS_1_2).writeShort(2).writeByte(FATAL).writeByte(alert);
        ctx.writeAndFlush(record);
        HalfClose.closeAfterFlush(ctx.channel());
        ctx.fireExceptionCaught(new GostException(Category.HANDSHAKE, "TLS client: " + refusal));
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
        super.handlerRemoved0(ctx);
        if (!replaced) {
            // Never in a pipeline, so nobody else gives its engine back.
            ReferenceCountUtil.release(ssl.engine());
        }
    }

    private String refusal(ClientHello hello) {
        String name = material.refusal(hello.serverName());
        if (!name.isEmpty()) {
            alert = UNRECOGNIZED_NAME;
            return name;
        }
        // A client that does not know ALPN is welcome, as in GOST.
        if (!protocols.isEmpty()
                && !hello.applicationProtocols().isEmpty()
                && Collections.disjoint(protocols, hello.applicationProtocols())) {
            alert = NO_APPLICATION_PROTOCOL;
            return "none of the application protocols "
                    + hello.applicationProtocols()
                    + " is known; wanted one of "
                    + protocols;
        }
        return "";
    }
}
