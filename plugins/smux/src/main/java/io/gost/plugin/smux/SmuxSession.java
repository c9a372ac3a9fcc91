package io.gost.plugin.smux;

import io.gost.spi.Acceptor;
import io.gost.spi.support.CarrierSession;
import io.gost.spi.support.StreamIds;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

import java.time.Duration;
import java.util.Optional;

/**
 * One smux session. A frame is version, command, payload length and stream id, numbers in little
 * endian, and the payload.
 */
final class SmuxSession extends CarrierSession<SmuxStream> {
    static final int SYN = 0;
    static final int FIN = 1;
    static final int PSH = 2;
    static final int NOP = 3;
    static final int UPD = 4;

    private static final int HEADER = 8;
    private static final int UPDATE = 8;
    private static final long ALL_IDS = 1L << Integer.SIZE;

    private final Smux smux;
    private final SmuxOptions options;
    private int updated;

    SmuxSession(Channel carrier, Acceptor incoming, Smux smux, int firstId) {
        super(
                carrier,
                incoming,
                new StreamIds(firstId, ALL_IDS),
                new Framing(
                        HEADER, smux.options().maxFrameSize(), smux.options().maxReceiveBuffer()));
        this.smux = smux;
        this.options = smux.options();
    }

    @Override
    protected void started() {
        if (options.keepAlive()) {
            later(options.keepAliveInterval(), this::showLife);
            later(options.keepAliveTimeout(), this::expectLife);
        }
    }

    private void showLife() {
        control(command(NOP, 0, 0));
        later(options.keepAliveInterval(), this::showLife);
    }

    private void expectLife() {
        Duration left = options.keepAliveTimeout().minus(silence());
        if (left.isPositive()) {
            later(left, this::expectLife);
        } else {
            give("the peer is silent");
        }
    }

    /** Nothing but the peer's NOPs is sure to come, and it is taken to send them as we do. */
    @Override
    protected Optional<Duration> quiet() {
        return options.keepAlive()
                ? Optional.of(options.keepAliveInterval().multipliedBy(3).dividedBy(2))
                : Optional.empty();
    }

    @Override
    protected SmuxStream begin() {
        SmuxStream stream = new SmuxStream(this, nextId(), options);
        add(stream);
        control(command(SYN, 0, stream.number()));
        return stream;
    }

    @Override
    protected void header(ByteBuf in) {
        int version = in.readUnsignedByte();
        int command = in.readUnsignedByte();
        int length = in.readUnsignedShortLE();
        int id = in.readIntLE();
        if (version != options.version()) {
            give("version %d where %d was wanted".formatted(version, options.version()));
            return;
        }
        SmuxStream stream = stream(id);
        switch (command) {
            case SYN -> {
                payload(null, length);
                if (stream == null) {
                    opened(id);
                }
            }
            case FIN -> {
                if (stream != null) {
                    stream.finish();
                }
                payload(null, length);
            }
            case PSH -> payload(stream, length);
            case NOP -> payload(null, length);
            case UPD -> {
                if (options.version() < 2 || length != UPDATE) {
                    give("an update of %d bytes".formatted(length));
                } else {
                    updated = id;
                    block(UPDATE);
                }
            }
            default -> give("command %d".formatted(command));
        }
    }

    private void opened(int id) {
        if (isOwn(id)) {
            give("it opened stream %d, which is not its to open".formatted(id));
        } else if (refusesStreams()) {
            control(command(FIN, 0, id));
        } else {
            accept(new SmuxStream(this, id, options));
        }
    }

    @Override
    protected void block(ByteBuf in) {
        int consumed = in.readIntLE();
        int window = in.readIntLE();
        SmuxStream stream = stream(updated);
        if (stream != null && !stream.grant(consumed, window)) {
            give("it consumed more than was sent");
        }
    }

    @Override
    protected void dataHeader(ByteBuf out, SmuxStream stream, int length) {
        writeHeader(out, PSH, length, stream.number());
    }

    @Override
    protected void tellEnd(SmuxStream stream) {
        control(command(FIN, 0, stream.number()));
        stream.listen();
    }

    @Override
    protected void forgotten(SmuxStream stream) {
        if (!stream.isKnownClosed()) {
            control(command(FIN, 0, stream.number()));
        }
    }

    /** Tells the peer how much of a stream was read. */
    void update(SmuxStream stream, int consumed, int window) {
        ByteBuf frame = command(UPD, UPDATE, stream.number());
        control(frame.writeIntLE(consumed).writeIntLE(window));
    }

    private void give(String seen) {
        smux.logger().debug("{}: smux session ends: {}", peer(), seen);
        breakOff(seen);
    }

    private ByteBuf command(int command, int length, int id) {
        ByteBuf frame = frame(HEADER + length);
        writeHeader(frame, command, length, id);
        return frame;
    }

    private void writeHeader(ByteBuf out, int command, int length, int id) {
        out.writeByte(options.version()).writeByte(command).writeShortLE(length).writeIntLE(id);
    }
}
