package io.gost.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.testkit.LeakExtension;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

final class VirtualChannelTest {
    @RegisterExtension static final LeakExtension LEAKS = new LeakExtension();

    private static final int WINDOW = 10;

    private final EmbeddedChannel carrier = new EmbeddedChannel();
    private final List<String> said = new ArrayList<>();
    private final Owner owner = new Owner();
    private final List<Channel> channels = new ArrayList<>();
    private int room = Integer.MAX_VALUE;
    private boolean broken;

    @AfterEach
    void carrierEnds() {
        channels.forEach(Channel::close);
        carrier.runPendingTasks();
        carrier.finishAndReleaseAll();
    }

    @Test
    void isParkedWhenItOpensAndKeepsWhatArrives() {
        VirtualChannel channel = stream();
        assertThat(channel.config().isAutoRead()).isFalse();
        assertThat(channel.pipeline().last()).isInstanceOf(Parking.class);
        receive(channel, "early");
        assertThat(said).isEmpty();
        Parking.takeOver(channel, owner);
        carrier.runPendingTasks();
        assertThat(owner.seen).containsExactly("early", "complete");
        assertThat(said).containsExactly("consumed 5");
    }

    @Test
    void deliversSeveralMessagesWithOneReadComplete() {
        VirtualChannel channel = owned(stream());
        channel.receive(bytes("a"));
        channel.receive(bytes("b"));
        assertThat(owner.seen).isEmpty();
        carrier.runPendingTasks();
        assertThat(owner.seen).containsExactly("a", "b", "complete");
        assertThat(said).containsExactly("consumed 2");
    }

    @Test
    void deliversNothingAndGrantsNothingWhileAutoReadIsOff() {
        VirtualChannel channel = owned(stream());
        channel.config().setAutoRead(false);
        receive(channel, "later");
        assertThat(owner.seen).isEmpty();
        assertThat(said).isEmpty();
        channel.config().setAutoRead(true);
        carrier.runPendingTasks();
        assertThat(owner.seen).containsExactly("later", "complete");
    }

    @Test
    void deliversOneMessageForEachReadThatIsAskedFor() {
        VirtualChannel channel = owned(stream());
        channel.config().setAutoRead(false);
        receive(channel, "a");
        receive(channel, "b");
        channel.read();
        carrier.runPendingTasks();
        assertThat(owner.seen).containsExactly("a", "complete");
        channel.read();
        carrier.runPendingTasks();
        assertThat(owner.seen).containsExactly("a", "complete", "b", "complete");
    }

    @Test
    void stopsInTheMiddleOfABatchWhenItsOwnerTurnsAutoReadOff() {
        VirtualChannel channel = owned(stream());
        owner.stopsAt = "b";
        channel.receive(bytes("a"));
        channel.receive(bytes("b"));
        channel.receive(bytes("c"));
        carrier.runPendingTasks();
        assertThat(owner.seen).containsExactly("a", "b", "complete");
        assertThat(said).containsExactly("consumed 2");
    }

    @Test
    void doesNotEndWhenItsOwnerTurnsAutoReadOffAndOnWithinARead() {
        VirtualChannel channel = owned(stream());
        owner.blinksAt = "a";
        channel.receive(bytes("a"));
        channel.receive(bytes("b"));
        carrier.runPendingTasks();
        assertThat(owner.seen).containsExactly("a", "b", "complete");
        receive(channel, "c");
        assertThat(owner.seen).containsExactly("a", "b", "complete", "c", "complete");
    }

    @Test
    void refusesMoreThanItsBound() {
        VirtualChannel channel = stream();
        ByteBuf tooMuch = bytes("12345678901");
        assertThat(channel.receive(bytes("1234567890"))).isTrue();
        assertThat(channel.receive(tooMuch)).isFalse();
        assertThat(tooMuch.refCnt()).isZero();
        Parking.takeOver(channel, owner);
        carrier.runPendingTasks();
        assertThat(channel.receive(bytes("1234567890"))).isTrue();
        channel.close();
    }

    @Test
    void saysTheEndOfInputAfterEverythingBeforeIt() {
        VirtualChannel channel = stream();
        channel.receive(bytes("last"));
        channel.receiveEnd();
        Parking.takeOver(channel, owner);
        carrier.runPendingTasks();
        assertThat(owner.seen).containsExactly("last", "complete", "end");
        assertThat(channel.isInputShutdown()).isTrue();
        assertThat(channel.isOpen()).isTrue();
        assertThat(channel.isOutputShutdown()).isFalse();
    }

    @Test
    void saysTheEndOfInputOnce() {
        VirtualChannel channel = owned(stream());
        channel.receiveEnd();
        carrier.runPendingTasks();
        channel.receiveEnd();
        channel.read();
        carrier.runPendingTasks();
        assertThat(owner.seen).containsExactly("end");
    }

    @Test
    void throwsAwayWhatArrivesAfterTheEndButGrantsIt() {
        VirtualChannel channel = owned(stream());
        channel.shutdownInput();
        ByteBuf late = bytes("late");
        assertThat(channel.receive(late)).isTrue();
        assertThat(late.refCnt()).isZero();
        assertThat(said).containsExactly("consumed 4");
    }

    @Test
    void sendsWhatIsFlushedAndNotBefore() {
        VirtualChannel channel = owned(stream());
        ChannelFuture written = channel.write(bytes("hello"));
        assertThat(said).isEmpty();
        channel.flush();
        assertThat(said).containsExactly("send hello", "complete");
        assertThat(written.isSuccess()).isTrue();
    }

    @Test
    void offersTheRestAgainWhenTheCarrierHasRoom() {
        VirtualChannel channel = owned(stream());
        room = 3;
        ChannelFuture written = channel.writeAndFlush(bytes("hello"));
        assertThat(said).containsExactly("send hel", "complete");
        assertThat(written.isDone()).isFalse();
        said.clear();
        room = 10;
        channel.resume();
        assertThat(said).containsExactly("send lo", "complete");
        assertThat(written.isSuccess()).isTrue();
    }

    @Test
    void sendsAMessageInSeveralPiecesWhenTheCarrierSaysMore() {
        VirtualChannel channel =
                opened(
                        new Recording(VirtualChannel.Kind.STREAM) {
                            @Override
                            protected boolean send(ByteBuf message) {
                                said.add("send " + text(message.readSlice(2)));
                                return true;
                            }
                        });
        ChannelFuture written = channel.writeAndFlush(bytes("abcd"));
        assertThat(said).containsExactly("send ab", "send cd", "complete");
        assertThat(written.isSuccess()).isTrue();
    }

    @Test
    void goesOnWhenTheCarrierResumesWithinASend() {
        VirtualChannel channel =
                opened(
                        new Recording(VirtualChannel.Kind.STREAM) {
                            @Override
                            protected boolean send(ByteBuf message) {
                                said.add("send " + text(message.readSlice(1)));
                                resume();
                                return false;
                            }
                        });
        channel.writeAndFlush(bytes("abc"));
        assertThat(said).containsExactly("send a", "send b", "send c", "complete");
    }

    @Test
    void isNotWritableWhileTheCarrierHasNoRoom() {
        VirtualChannel channel = owned(stream());
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(4, 8));
        room = 0;
        channel.writeAndFlush(bytes("123456789"));
        carrier.runPendingTasks();
        assertThat(channel.isWritable()).isFalse();
        room = 100;
        channel.resume();
        carrier.runPendingTasks();
        assertThat(channel.isWritable()).isTrue();
        assertThat(owner.seen).containsExactly("writable false", "writable true");
    }

    @Test
    void doesNotSendEmptyBuffersOnAStream() {
        VirtualChannel channel = owned(stream());
        assertThat(channel.writeAndFlush(Unpooled.EMPTY_BUFFER).isSuccess()).isTrue();
        assertThat(said).doesNotContain("send ");
    }

    @Test
    void sendsAndReceivesEmptyDatagrams() {
        VirtualChannel channel = opened(new Recording(VirtualChannel.Kind.DATAGRAMS, 1_000));
        assertThat(channel.writeAndFlush(Unpooled.EMPTY_BUFFER).isSuccess()).isTrue();
        assertThat(said).contains("send ");
        receive(channel, "");
        assertThat(owner.seen).containsExactly("", "complete");
    }

    @Test
    void boundsEvenEmptyDatagrams() {
        VirtualChannel channel = new Recording(VirtualChannel.Kind.DATAGRAMS, 1_000);
        channel.open(carrier.eventLoop());
        int taken = 0;
        while (channel.receive(carrier.alloc().buffer(1))) {
            taken++;
        }
        assertThat(taken).isBetween(1, 1_000);
        channel.close();
    }

    @Test
    void endsItsOutputAfterWhatWasFlushed() {
        VirtualChannel channel = owned(stream());
        HalfClose.shutdownOutput(channel);
        assertThat(said).endsWith("end");
        assertThat(channel.isOutputShutdown()).isTrue();
        assertThat(channel.isOpen()).isTrue();
        assertThat(channel.writeAndFlush(bytes("late")).cause()).isNotNull();
        assertThat(said).endsWith("end");
    }

    @Test
    void waitsForTheCarrierBeforeItEndsItsOutput() {
        VirtualChannel channel = owned(stream());
        room = 2;
        channel.writeAndFlush(bytes("1234"));
        HalfClose.shutdownOutput(channel);
        assertThat(said).doesNotContain("end");
        room = 10;
        channel.resume();
        assertThat(said).containsSubsequence("send 12", "send 34", "end");
    }

    @Test
    void failsWhatWasNotSentAndGrantsWhatWasNotReadWhenItIsClosed() {
        VirtualChannel channel = owned(stream());
        channel.config().setAutoRead(false);
        room = 0;
        ChannelFuture written = channel.writeAndFlush(bytes("unsent"));
        ByteBuf unread = bytes("unread");
        channel.receive(unread);
        said.clear();
        channel.close();
        carrier.runPendingTasks();
        assertThat(written.cause()).isInstanceOf(ClosedChannelException.class);
        assertThat(unread.refCnt()).isZero();
        assertThat(said).containsExactly("consumed 6", "detach");
        assertThat(owner.seen).containsExactly("inactive");
        assertThat(channel.closeFuture().isDone()).isTrue();
    }

    @Test
    void detachesOnce() {
        VirtualChannel channel = owned(stream());
        channel.close();
        channel.close();
        channel.fail(new IOException("too late"));
        carrier.runPendingTasks();
        assertThat(said).containsExactly("detach");
        assertThat(owner.seen).containsExactly("inactive");
    }

    @Test
    void showsItsOwnerWhyItBroke() {
        VirtualChannel channel = owned(stream());
        channel.fail(new IOException("reset"));
        carrier.runPendingTasks();
        assertThat(owner.seen).containsExactly("reset", "inactive");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void closesWhenTheCarrierBreaksWithinASend() {
        VirtualChannel channel = owned(stream());
        broken = true;
        ChannelFuture written = channel.writeAndFlush(bytes("hello"));
        carrier.runPendingTasks();
        assertThat(written.cause()).hasMessage("broken");
        assertThat(channel.isOpen()).isFalse();
        assertThat(owner.seen).containsExactly("inactive");
    }

    @Test
    void survivesACarrierThatClosesItWithinASend() {
        VirtualChannel channel =
                opened(
                        new Recording(VirtualChannel.Kind.STREAM) {
                            @Override
                            protected boolean send(ByteBuf message) {
                                message.skipBytes(1);
                                close();
                                return true;
                            }
                        });
        assertThat(channel.writeAndFlush(bytes("hello")).cause()).isNotNull();
        carrier.runPendingTasks();
        assertThat(said).containsExactly("detach");
    }

    @Test
    void sendsOnlyBuffers() {
        VirtualChannel channel = owned(stream());
        assertThat(channel.writeAndFlush("text").cause())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void borrowsAddressesAndAllocatorOfItsCarrier() {
        VirtualChannel channel = stream();
        assertThat(channel.parent()).isSameAs(carrier);
        assertThat(channel.remoteAddress()).isEqualTo(carrier.remoteAddress());
        assertThat(channel.localAddress()).isEqualTo(carrier.localAddress());
        assertThat(channel.alloc()).isSameAs(carrier.alloc());
    }

    @Test
    void anEndedChannelGivesTheEndAndTakesNothing() {
        Channel channel = VirtualChannel.ended(carrier.eventLoop());
        assertThat(channel.isActive()).isTrue();
        assertThat(channel.config().isAutoRead()).isFalse();
        ByteBuf lost = bytes("lost");
        assertThat(channel.writeAndFlush(lost).cause()).isNotNull();
        assertThat(lost.refCnt()).isZero();
        Parking.takeOver(channel, owner);
        carrier.runPendingTasks();
        assertThat(owner.seen).containsExactly("end");
        channel.close();
        carrier.runPendingTasks();
        assertThat(owner.seen).containsExactly("end", "inactive");
    }

    private VirtualChannel stream() {
        Recording channel = new Recording(VirtualChannel.Kind.STREAM);
        channel.open(carrier.eventLoop());
        return channel;
    }

    private VirtualChannel owned(VirtualChannel channel) {
        Parking.takeOver(channel, owner);
        return channel;
    }

    private VirtualChannel opened(VirtualChannel channel) {
        channel.open(carrier.eventLoop());
        return owned(channel);
    }

    private void receive(VirtualChannel channel, String text) {
        channel.receive(bytes(text));
        carrier.runPendingTasks();
    }

    private ByteBuf bytes(String text) {
        return ByteBufUtil.writeAscii(carrier.alloc(), text);
    }

    private static String text(ByteBuf buffer) {
        return buffer.toString(StandardCharsets.US_ASCII);
    }

    /** Writes down what the channel says to its carrier. */
    private class Recording extends VirtualChannel {
        Recording(Kind kind) {
            this(kind, WINDOW);
        }

        Recording(Kind kind, int bound) {
            super(carrier, kind, bound);
            channels.add(this);
        }

        @Override
        protected boolean send(ByteBuf message) throws IOException {
            if (broken) {
                throw new IOException("broken");
            }
            int size = Math.min(room, message.readableBytes());
            room -= size;
            if (size > 0 || room > 0) {
                said.add("send " + text(message.readSlice(size)));
            }
            return room > 0;
        }

        @Override
        protected void sendComplete() {
            said.add("complete");
        }

        @Override
        protected void sendEnd() {
            said.add("end");
        }

        @Override
        protected void consumed(int bytes) {
            said.add("consumed " + bytes);
        }

        @Override
        protected void detach() {
            said.add("detach");
        }
    }

    /** Writes down what the channel says to its owner. */
    private static final class Owner extends ChannelInboundHandlerAdapter {
        private final List<String> seen = new ArrayList<>();
        private String stopsAt = "";
        private String blinksAt = "";

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            ByteBuf buffer = (ByteBuf) msg;
            String text = text(buffer);
            buffer.release();
            seen.add(text);
            if (text.equals(stopsAt)) {
                ctx.channel().config().setAutoRead(false);
            }
            if (text.equals(blinksAt)) {
                ctx.channel().config().setAutoRead(false);
                ctx.channel().config().setAutoRead(true);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            seen.add("complete");
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            seen.add("writable " + ctx.channel().isWritable());
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
            if (HalfClose.isEndOfInput(evt)) {
                seen.add("end");
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            seen.add("inactive");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            seen.add(String.valueOf(cause.getMessage()));
        }
    }
}
