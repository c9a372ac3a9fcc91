package io.gost.spi.testkit;

import io.gost.spi.Datagram;
import io.gost.spi.Target;
import io.gost.spi.support.Parking;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A datagram channel in the hands of a blocking test. */
public final class DatagramPeer implements AutoCloseable {
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final Channel channel;

    /** A datagram that arrived. */
    public static final class Received {
        private final Target source;
        private final byte[] payload;

        private Received(Target source, byte[] payload) {
            this.source = source;
            this.payload = payload;
        }

        /**
         * Where it came from; only told on associations.
         *
         * @return the address
         */
        public Target source() {
            return source;
        }

        /**
         * What it says.
         *
         * @return its bytes
         */
        public byte[] payload() {
            return payload;
        }

        /**
         * What it says.
         *
         * @return its bytes as text
         */
        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    DatagramPeer(Channel channel) {
        this.channel = channel;
        channel.eventLoop().execute(() -> Parking.takeOver(channel, new Receiver()));
    }

    /**
     * The channel.
     *
     * @return the one this peer owns
     */
    public Channel channel() {
        return channel;
    }

    /**
     * Sends one datagram over a channel with one peer.
     *
     * @param text the payload
     */
    public void send(String text) {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends datagrams over a channel with one peer, flushed together.
     *
     * @param payloads one for each datagram
     */
    public void send(byte[]... payloads) {
        List<byte[]> all = List.of(payloads);
        channel.eventLoop()
                .execute(
                        () -> {
                            for (byte[] payload : all) {
                                channel.write(buffer(payload), channel.voidPromise());
                            }
                            channel.flush();
                        });
    }

    /**
     * Sends one datagram over an association.
     *
     * @param target where to
     * @param text the payload
     */
    public void send(Target target, String text) {
        ByteBuf payload = buffer(text.getBytes(StandardCharsets.UTF_8));
        channel.writeAndFlush(new Datagram(target, payload), channel.voidPromise());
    }

    /**
     * Waits for the next datagram.
     *
     * @return the datagram
     */
    public Received receive() {
        return receive(
                "no datagram came; each of them is one buffer, neither cut nor joined, and what"
                        + " cannot be carried is lost alone");
    }

    /** As {@link #receive()}, with a word on why there may be none. */
    Received receive(String advice) {
        try {
            Received next = received.poll(Await.patience().toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new AssertionError(advice);
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /**
     * Whether a datagram is waiting.
     *
     * @return {@code true} when {@link #receive} would not wait
     */
    public boolean hasReceived() {
        return !received.isEmpty();
    }

    /** Waits until the other side has ended the channel. */
    public void expectClosed() {
        Await.until("the channel is closed", () -> !channel.isOpen());
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
    }

    private ByteBuf buffer(byte[] payload) {
        return payload.length == 0
                ? Unpooled.EMPTY_BUFFER
                : channel.alloc().buffer(payload.length).writeBytes(payload);
    }

    private final class Receiver extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            if (msg instanceof Datagram datagram) {
                add(datagram.address(), datagram.content());
            } else {
                add(Target.tcp("", 0), (ByteBuf) msg);
            }
        }

        private void add(Target source, ByteBuf payload) {
            received.add(new Received(source, ByteBufUtil.getBytes(payload)));
            payload.release();
        }
    }
}
