package io.gost.runtime.route;

import io.gost.spi.GostException.Category;
import io.gost.spi.support.HandshakePhase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;

import java.nio.charset.StandardCharsets;

/** Asks a web server and reads the first line of its answer; the rest is nobody's business. */
final class WebAnswer extends HandshakePhase<Boolean> {
    private static final int LONGEST_LINE = 1_024;
    private static final String STATUS_LINE = "HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?";

    private final WebQuestion question;

    WebAnswer(WebQuestion question) {
        super("web server");
        this.question = question;
    }

    @Override
    protected void begin(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(Unpooled.copiedBuffer(question.text(), StandardCharsets.UTF_8));
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in) {
        int length = in.bytesBefore((byte) '\n');
        if (length < 0 && in.readableBytes() <= LONGEST_LINE) {
            return;
        }
        String line =
                length < 0 || length > LONGEST_LINE
                        ? ""
                        : in.readCharSequence(length, StandardCharsets.ISO_8859_1)
                                .toString()
                                .stripTrailing();
        if (!line.matches(STATUS_LINE)) {
            fail(ctx, Category.HANDSHAKE, "web server did not answer in HTTP/1.1");
            return;
        }
        int status = Integer.parseInt(line, 9, 12, 10);
        if (status == question.status()) {
            succeed(ctx, true);
        } else {
            fail(
                    ctx,
                    Category.UNREACHABLE,
                    "web server answered " + status + " instead of " + question.status());
        }
    }
}
