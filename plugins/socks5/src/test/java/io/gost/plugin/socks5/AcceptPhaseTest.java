package io.gost.plugin.socks5;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Binding;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Target;
import io.gost.spi.support.Parking;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

class AcceptPhaseTest {
    private final Reads reads = new Reads();
    private final EmbeddedChannel client = new EmbeddedChannel(reads);
    private final EmbeddedChannel visitor = new EmbeddedChannel();
    private final CompletableFuture<Channel> arrival = new CompletableFuture<>();
    private CompletableFuture<Channel> accepted;

    @BeforeEach
    void startWaiting() {
        client.freezeTime();
        Parking.park(client);
        accepted = new AcceptPhase(new Awaiting(arrival)).run(client).toCompletableFuture();
    }

    @AfterEach
    void close() {
        client.finishAndReleaseAll();
        visitor.finishAndReleaseAll();
    }

    @Test
    void aVisitorEndsTheWait() {
        arrival.complete(visitor);

        assertThat(accepted).isCompletedWithValue(visitor);
        assertThat(client.pipeline().last()).isInstanceOf(Parking.class);
        pass();
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void whatTheClientSendsEarlyIsKeptAndNoMoreIsRead() {
        int before = reads.count;
        client.writeInbound(Unpooled.copiedBuffer(new byte[] {1, 2, 3}));

        assertThat(client.config().isAutoRead()).isFalse();
        assertThat(reads.count).isEqualTo(before);

        arrival.complete(visitor);
        ByteBuf kept = received();
        assertThat(ByteBufUtil.hexDump(kept)).isEqualTo("010203");
        kept.release();
    }

    @Test
    void aClientThatEndsItsOutputTakesItsRequestBack() {
        client.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);

        assertThat(accepted).isCompletedExceptionally();
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void aVisitorWhoComesAfterTheClientHasLeftIsSentAway() {
        client.close();
        arrival.complete(visitor);

        assertThat(accepted).isCompletedExceptionally();
        assertThat(visitor.isOpen()).isFalse();
    }

    @Test
    void nobodyIsAwaitedForEver() {
        pass();

        assertThat(said()).isEqualTo("05060001000000000000");
        assertThat(failure()).isEqualTo(Category.TIMEOUT);
        assertThat(GostException.of(accepted.exceptionNow()))
                .hasMessage("nobody connected to 127.0.0.1:4711 within 2m0s");
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void theClientHearsThatTheBindingIsGone() {
        arrival.completeExceptionally(new GostException(Category.UNREACHABLE, "closed"));

        assertThat(said()).isEqualTo("05010001000000000000");
        assertThat(failure()).isEqualTo(Category.UNREACHABLE);
        assertThat(client.isOpen()).isFalse();
    }

    private void pass() {
        client.advanceTimeBy(AcceptPhase.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        client.runScheduledPendingTasks();
    }

    private Category failure() {
        return GostException.of(accepted.exceptionNow()).category();
    }

    private String said() {
        ByteBuf reply = client.readOutbound();
        String hex = ByteBufUtil.hexDump(reply);
        reply.release();
        return hex;
    }

    private ByteBuf received() {
        Parking.takeOver(client);
        return client.readInbound();
    }

    private record Awaiting(CompletableFuture<Channel> arrival) implements Binding {
        @Override
        public SocketAddress address() {
            return Target.tcp("127.0.0.1", 4_711).toSocketAddress();
        }

        @Override
        public CompletionStage<Channel> accept() {
            return arrival;
        }

        @Override
        public void close() {}
    }

    private static final class Reads extends ChannelOutboundHandlerAdapter {
        private int count;

        @Override
        public void read(ChannelHandlerContext ctx) {
            count++;
            ctx.read();
        }
    }
}
