package io.gost.plugin.auto;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.HandlerProvider;
import io.gost.spi.Options;
import io.gost.spi.Session;
import io.gost.spi.Target;
import io.gost.spi.support.HandshakePhase;
import io.gost.spi.testkit.ClientSide;
import io.gost.spi.testkit.HandlerContract;
import io.gost.spi.testkit.TestHandlerContext;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The handler {@code auto} with a protocol of one line behind it. */
final class AutoContractTest implements HandlerContract {
    @Override
    public HandlerProvider<?> handlerProvider() {
        return new AutoBeforeLines();
    }

    @Override
    public ClientSide clientSide() {
        return ClientSide.speaking(
                (peer, call) -> {
                    peer.send(call.target() + "\n");
                    if (!peer.receiveText(1).equals("+")) {
                        throw new GostException(Category.UNREACHABLE, "refused");
                    }
                });
    }

    @Override
    public Set<Capability> without() {
        return EnumSet.of(Capability.CREDENTIALS);
    }

    /** Provides {@code auto} in a context where all protocols are that of one line. */
    private static final class AutoBeforeLines implements HandlerProvider<AutoOptions> {
        private final AutoProvider auto = new AutoProvider();

        @Override
        public List<String> types() {
            return auto.types();
        }

        @Override
        public AutoOptions read(Options options) {
            return auto.read(options);
        }

        @Override
        public Handler create(AutoOptions options, HandlerContext context) {
            TestHandlerContext lines = (TestHandlerContext) context;
            for (Protocol protocol : Protocol.DELEGATED) {
                lines.delegateTo(protocol.type(), AutoContractTest::handleLine);
            }
            return auto.create(options, context);
        }
    }

    private static void handleLine(Session session) {
        new Line()
                .run(session.channel())
                .thenCompose(session::connect)
                .whenComplete(
                        (upstream, failure) -> {
                            String answer = failure == null ? "+" : "-";
                            session.channel()
                                    .writeAndFlush(
                                            Unpooled.copiedBuffer(
                                                    answer, StandardCharsets.US_ASCII));
                            if (failure == null) {
                                session.relay(upstream, Duration.ZERO);
                            } else {
                                session.end(GostException.of(failure));
                            }
                        });
    }

    private static final class Line extends HandshakePhase<Target> {
        private static final int MAX_LINE = 255;

        Line() {
            super("client");
        }

        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf in) {
            int length = in.bytesBefore((byte) '\n');
            if (Math.max(length, length < 0 ? in.readableBytes() : 0) > MAX_LINE) {
                fail(ctx, Category.HANDSHAKE, "line too long");
            } else if (length >= 0) {
                String text = in.readCharSequence(length, StandardCharsets.US_ASCII).toString();
                in.skipBytes(1);
                succeed(ctx, Target.parse(io.gost.spi.Network.TCP, text));
            }
        }
    }
}
