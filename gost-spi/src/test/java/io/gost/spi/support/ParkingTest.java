package io.gost.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.testkit.LeakExtension;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

final class ParkingTest {
    @RegisterExtension static final LeakExtension LEAKS = new LeakExtension();

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Owner owner = new Owner();

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void turnsAutoReadOffUntilSomebodyTakesOver() {
        Parking.park(channel);
        assertThat(channel.config().isAutoRead()).isFalse();
        Parking.takeOver(channel, owner);
        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(channel.pipeline().toMap()).hasSize(1).containsValue(owner);
    }

    @Test
    void parksOnce() {
        Parking.park(channel);
        Parking.park(channel);
        assertThat(channel.pipeline().toMap()).hasSize(1);
    }

    @Test
    void replaysInOrderWithOneReadComplete() {
        Parking.park(channel);
        hear("a");
        hear("b");
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        assertThat(owner.seen).isEmpty();
        Parking.takeOver(channel, owner);
        assertThat(owner.seen).containsExactly("a", "b", "complete", "end");
    }

    @Test
    void replaysNothingWhenNothingCame() {
        Parking.park(channel);
        Parking.takeOver(channel, owner);
        assertThat(owner.seen).isEmpty();
    }

    @Test
    void replaysToTheFirstOfSeveralHandlers() {
        Owner second = new Owner();
        Parking.park(channel);
        hear("a");
        Parking.takeOver(channel, owner, second);
        assertThat(owner.seen).containsExactly("a", "complete");
        assertThat(second.seen).isEmpty();
    }

    @Test
    void takesOverAChannelThatIsNotParked() {
        Parking.takeOver(channel, owner);
        hear("a");
        assertThat(owner.seen).contains("a");
    }

    @Test
    void staysParkedWhenTheNewOwnerParksDuringTheReplay() {
        Parking.park(channel);
        hear("a");
        Parking.takeOver(
                channel,
                new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelRead(ChannelHandlerContext ctx, Object msg) {
                        Parking.park(ctx.channel());
                        ctx.pipeline().remove(this);
                        ctx.fireChannelRead(msg);
                    }
                });
        assertThat(channel.config().isAutoRead()).isFalse();
        assertThat(channel.pipeline().last()).isInstanceOf(Parking.class);
        Parking.takeOver(channel, owner);
        assertThat(owner.seen).containsExactly("a", "complete");
    }

    @Test
    void tellsTheNewOwnerThatTheChannelClosedWhileItWasParked() {
        Parking.park(channel);
        channel.close();
        channel.runPendingTasks();
        Parking.takeOver(channel, owner);
        channel.runPendingTasks();
        assertThat(owner.seen).containsExactly("inactive", "removed");
    }

    @Test
    void tellsItOnceWhenTheClosingIsStillOnItsWay() {
        VirtualChannel stream = FakeStream.open(channel);
        stream.close();
        Parking.takeOver(stream, owner);
        channel.runPendingTasks();
        assertThat(owner.seen).containsExactly("inactive", "removed");
    }

    @Test
    void tellsTheOwnerOfAChannelThatWasParkedAfterItHadClosed() {
        channel.close();
        channel.runPendingTasks();
        Parking.park(channel);
        Parking.takeOver(channel, owner);
        assertThat(owner.seen).containsExactly("inactive", "removed");
    }

    @Test
    void releasesWhatItKeptWhenTheChannelCloses() {
        Parking.park(channel);
        ByteBuf kept = text("a");
        channel.pipeline().fireChannelRead(kept);
        channel.close();
        channel.runPendingTasks();
        assertThat(kept.refCnt()).isZero();
    }

    @Test
    void closesAChannelThatBreaks() {
        Parking.park(channel);
        channel.pipeline().fireExceptionCaught(new IOException("reset"));
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void letsOtherEventsPass() {
        List<Object> passed = new ArrayList<>();
        Parking.park(channel);
        channel.pipeline()
                .addLast(
                        new ChannelInboundHandlerAdapter() {
                            @Override
                            public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
                                passed.add(evt);
                            }
                        });
        channel.pipeline().fireUserEventTriggered("event");
        assertThat(passed).containsExactly("event");
    }

    private void hear(String text) {
        channel.pipeline().fireChannelRead(text(text)).fireChannelReadComplete();
    }

    private ByteBuf text(String text) {
        return ByteBufUtil.writeAscii(channel.alloc(), text);
    }

    /** Writes down what the channel says. */
    private static final class Owner extends ChannelInboundHandlerAdapter {
        private final List<String> seen = new ArrayList<>();

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            ByteBuf buffer = (ByteBuf) msg;
            seen.add(buffer.toString(StandardCharsets.US_ASCII));
            buffer.release();
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            seen.add("complete");
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
            seen.add(HalfClose.isEndOfInput(evt) ? "end" : String.valueOf(evt));
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            seen.add("inactive");
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext ctx) {
            seen.add("removed");
        }
    }
}
