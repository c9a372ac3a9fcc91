package io.gost.plugin.yamux;

import io.gost.spi.Acceptor;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.support.CarrierSession;
import io.gost.spi.support.StreamIds;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One yamux session. A frame is version 0, type, flags, stream id and a length that is also a
 * window delta, a ping's id or a reason; then the payload of data.
 */
final class YamuxSession extends CarrierSession<YamuxStream> {
    static final int DATA = 0;
    static final int WINDOW_UPDATE = 1;
    static final int PING = 2;
    static final int GO_AWAY = 3;

    static final int SYN = 1;
    static final int ACK = 2;
    static final int FIN = 4;
    static final int RST = 8;

    private static final int VERSION = 0;
    private static final int HEADER = 12;

    /** The last two numbers are never used. */
    private static final long UNUSED_IDS = (1L << Integer.SIZE) - 2;

    private static final int LARGEST_FRAME = 32 << 10;
    private static final int PROTOCOL_ERROR = 1;
    private static final int MOST_UNACKNOWLEDGED = 256;
    private static final Duration ACKNOWLEDGE = Duration.ofSeconds(75);
    private static final Duration PONG = Duration.ofSeconds(10);

    private final Yamux yamux;
    private final YamuxOptions options;
    private final Set<YamuxStream> opening = new LinkedHashSet<>();
    private final ClosedStreams closedStreams = new ClosedStreams();
    private int pings;
    private boolean pinging;
    private boolean watching;
    private volatile int unacknowledged;

    YamuxSession(Channel carrier, Acceptor incoming, Yamux yamux, int firstId) {
        super(
                carrier,
                incoming,
                new StreamIds(firstId, UNUSED_IDS),
                new Framing(HEADER, LARGEST_FRAME, yamux.options().maxReceiveBuffer()));
        this.yamux = yamux;
        this.options = yamux.options();
    }

    @Override
    protected void started() {
        if (options.keepAlive()) {
            later(options.keepAliveInterval(), this::ping);
        }
    }

    private void ping() {
        int id = pings;
        pinging = true;
        send(PING, SYN, 0, id);
        later(
                PONG,
                () -> {
                    if (!pinging || pings != id) {
                        return;
                    }
                    // Whatever comes is a sign of life: the answer may wait behind much data.
                    if (silence().compareTo(PONG) >= 0) {
                        give("the peer is silent");
                    } else {
                        pingAgain();
                    }
                });
    }

    private void pingAgain() {
        pinging = false;
        pings++;
        later(options.keepAliveInterval(), this::ping);
    }

    /** Every stream is acknowledged at once. */
    @Override
    protected Optional<Duration> quiet() {
        return Optional.of(Duration.ZERO);
    }

    @Override
    protected YamuxStream begin() {
        if (unacknowledged >= MOST_UNACKNOWLEDGED) {
            throw new GostException(
                    Category.LIMIT, "the peer has not acknowledged " + unacknowledged + " streams");
        }
        YamuxStream stream = new YamuxStream(this, nextId(), options.maxStreamWindow(), now());
        add(stream);
        send(WINDOW_UPDATE, SYN, stream.number(), stream.firstGrant());
        opening.add(stream);
        unacknowledged = opening.size();
        if (!watching) {
            watching = true;
            later(ACKNOWLEDGE, this::expectAcknowledgement);
        }
        return stream;
    }

    /** Watches the oldest stream that the peer has not answered. */
    private void expectAcknowledgement() {
        watching = !opening.isEmpty();
        if (!watching) {
            return;
        }
        Duration age = Duration.ofNanos(now() - opening.iterator().next().openedAt());
        Duration heard = listening();
        Duration left = ACKNOWLEDGE.minus(age.compareTo(heard) < 0 ? age : heard);
        if (left.isPositive()) {
            later(left, this::expectAcknowledgement);
        } else {
            give("the peer does not acknowledge streams");
        }
    }

    @Override
    public boolean hasRoom() {
        return super.hasRoom() && unacknowledged < MOST_UNACKNOWLEDGED;
    }

    @Override
    protected void header(ByteBuf in) {
        int version = in.readUnsignedByte();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedShort();
        int id = in.readInt();
        long length = in.readUnsignedInt();
        if (version != VERSION) {
            give("version %d where 0 was wanted".formatted(version));
            return;
        }
        switch (type) {
            case DATA, WINDOW_UPDATE -> streamFrame(type, flags, id, length);
            case PING -> pinged(flags, (int) length);
            case GO_AWAY -> wentAway(length);
            default -> give("type %d".formatted(type));
        }
    }

    private void streamFrame(int type, int flags, int id, long length) {
        if ((flags & SYN) != 0 && !opened(id)) {
            return;
        }
        YamuxStream stream = stream(id);
        if (stream != null) {
            flagged(stream, flags, type == DATA && length > 0);
            stream = stream(id);
        } else if ((flags & (FIN | RST)) != 0) {
            closedStreams.remove(id);
        }
        if (type == DATA) {
            data(stream, id, length);
        } else if (stream != null) {
            stream.grant(length);
        }
    }

    /** A stream of the peer's; {@code false} when that is the end of the session. */
    private boolean opened(int id) {
        if (isOwn(id) || stream(id) != null) {
            give("it opened stream %d, which it must not".formatted(id));
            return false;
        }
        if (refusesStreams()) {
            send(WINDOW_UPDATE, RST, id, 0);
        } else {
            YamuxStream stream = new YamuxStream(this, id, options.maxStreamWindow(), now());
            send(WINDOW_UPDATE, ACK, id, stream.firstGrant());
            accept(stream);
        }
        return true;
    }

    private void flagged(YamuxStream stream, int flags, boolean payloadFollows) {
        if ((flags & ACK) != 0) {
            answered(stream);
            stream.acknowledge();
        }
        if ((flags & FIN) != 0) {
            stream.finish(payloadFollows);
        }
        if ((flags & RST) != 0) {
            stream.reset();
            stream.fail(new GostException(Category.UNREACHABLE, "the peer reset the stream"));
        }
    }

    /** Nobody waits for the peer's answer to a stream any more. */
    private void answered(YamuxStream stream) {
        opening.remove(stream);
        unacknowledged = opening.size();
    }

    private void data(@Nullable YamuxStream stream, int id, long length) {
        if (stream != null && !stream.expect(length)) {
            give("%d bytes on stream %d, which is more than its window".formatted(length, id));
            return;
        }
        if (stream == null && closedStreams.isTold(id, length)) {
            send(WINDOW_UPDATE, RST, id, 0);
        }
        payload(stream, length);
    }

    @Override
    protected void payloadEnded(YamuxStream stream) {
        stream.payloadEnded();
    }

    private void pinged(int flags, int id) {
        if ((flags & SYN) != 0) {
            send(PING, ACK, 0, id);
        } else if ((flags & ACK) != 0 && pinging && id == pings) {
            pingAgain();
        }
    }

    private void wentAway(long reason) {
        if (reason == 0) {
            retire();
        } else {
            breakOff("the peer ended the session for reason " + reason);
        }
    }

    @Override
    protected void block(ByteBuf in) {
        throw new IllegalStateException("no frame has a second part");
    }

    @Override
    protected void dataHeader(ByteBuf out, YamuxStream stream, int length) {
        writeHeader(out, DATA, 0, stream.number(), length);
    }

    @Override
    protected void tellEnd(YamuxStream stream) {
        send(WINDOW_UPDATE, FIN, stream.number(), 0);
    }

    @Override
    protected void forgotten(YamuxStream stream) {
        answered(stream);
        if (stream.isReset()) {
            return;
        }
        if (!stream.hasSentEnd()) {
            tellEnd(stream);
        }
        if (!stream.hasReceivedEnd()) {
            int oldest = closedStreams.add(stream.number(), stream.receiveWindow());
            if (oldest != 0) {
                send(WINDOW_UPDATE, RST, oldest, 0);
            }
        }
    }

    /** Lets the peer send so much more on a stream. */
    void grant(YamuxStream stream, int delta) {
        send(WINDOW_UPDATE, 0, stream.number(), delta);
    }

    private void give(String seen) {
        yamux.logger().debug("{}: yamux session ends: {}", peer(), seen);
        ByteBuf farewell = frame(HEADER);
        writeHeader(farewell, GO_AWAY, 0, 0, PROTOCOL_ERROR);
        breakOff(seen, farewell);
    }

    private void send(int type, int flags, int id, int length) {
        ByteBuf frame = frame(HEADER);
        writeHeader(frame, type, flags, id, length);
        control(frame);
    }

    private static void writeHeader(ByteBuf out, int type, int flags, int id, int length) {
        out.writeByte(VERSION).writeByte(type).writeShort(flags).writeInt(id).writeInt(length);
    }
}
