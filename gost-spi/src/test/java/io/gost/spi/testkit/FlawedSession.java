package io.gost.spi.testkit;

import io.gost.spi.Acceptor;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.support.CarriedStream;
import io.gost.spi.support.CarrierSession;
import io.gost.spi.support.StreamIds;
import io.gost.spi.testkit.FlawedMultiplexer.Flaw;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

/**
 * The frames of {@link FlawedMultiplexer}: type, stream and a number, which is the length of data
 * or the bytes of credit.
 */
final class FlawedSession extends CarrierSession<FlawedSession.Stream> {
    static final int HEADER = 9;

    private static final int OPEN = 1;
    private static final int DATA = 2;
    private static final int CREDIT = 3;
    private static final int END = 4;
    private static final int CLOSE = 5;
    private static final int WINDOW = 64 << 10;
    private static final int LARGEST = 8 << 10;
    private static final long ALL_IDS = 1L << Integer.SIZE;

    private final Flaw flaw;
    private @Nullable Stream latest;

    FlawedSession(Channel carrier, Acceptor incoming, int firstId, Flaw flaw) {
        super(
                carrier,
                incoming,
                new StreamIds(firstId, ALL_IDS),
                new Framing(
                        HEADER, LARGEST, flaw == Flaw.HAS_NO_WINDOWS ? Long.MAX_VALUE : 1 << 20));
        this.flaw = flaw;
    }

    @Override
    protected Stream begin() {
        Stream stream = new Stream(this, nextId());
        add(stream);
        say(OPEN, stream.number(), 0);
        return stream;
    }

    @Override
    protected void header(ByteBuf in) {
        int type = in.readUnsignedByte();
        int id = in.readInt();
        int number = in.readInt();
        Stream stream = stream(id);
        switch (type) {
            case OPEN -> opened(id, stream);
            case DATA -> {
                if (number < 0 || number > LARGEST) {
                    garbled("a frame of %d bytes".formatted(number));
                } else {
                    payload(flaw == Flaw.MIXES_STREAMS_UP ? latest : stream, number);
                }
            }
            case CREDIT -> {
                if (stream != null) {
                    stream.grant(number);
                }
            }
            case END -> {
                if (stream != null) {
                    ended(stream);
                }
            }
            case CLOSE -> {
                if (stream != null) {
                    stream.fail(new GostException(Category.UNREACHABLE, "the peer closed it"));
                }
            }
            default -> garbled("a frame of type %d".formatted(type));
        }
    }

    private void opened(int id, @Nullable Stream known) {
        if (known != null || isOwn(id)) {
            garbled("stream %d is not the peer's to open".formatted(id));
        } else if (refusesStreams() || (flaw == Flaw.REFUSES_STREAMS_WHEN_RETIRED && !isOpen())) {
            say(CLOSE, id, 0);
        } else {
            latest = new Stream(this, id);
            accept(latest);
        }
    }

    private void ended(Stream stream) {
        if (flaw == Flaw.CLOSES_A_STREAM_AT_ITS_FIRST_END) {
            stream.close();
        } else {
            stream.finish();
        }
    }

    private void garbled(String seen) {
        if (flaw != Flaw.KEEPS_WHOM_IT_DOES_NOT_UNDERSTAND) {
            breakOff(seen);
        }
    }

    @Override
    protected void block(ByteBuf in) {
        throw new AssertionError("nobody asked for a block");
    }

    @Override
    protected void dataHeader(ByteBuf out, Stream stream, int length) {
        out.writeByte(DATA).writeInt(stream.number()).writeInt(length);
    }

    @Override
    protected void tellEnd(Stream stream) {
        say(END, stream.number(), 0);
    }

    @Override
    protected void forgotten(Stream stream) {
        if (!stream.isKnownClosed()) {
            say(CLOSE, stream.number(), 0);
        }
    }

    private void say(int type, int id, int number) {
        control(frame(HEADER).writeByte(type).writeInt(id).writeInt(number));
    }

    /** One stream and its credit. */
    static final class Stream extends CarriedStream {
        private final FlawedSession session;
        private int credit = WINDOW;
        private int ungranted;

        Stream(FlawedSession session, int id) {
            super(session, id, session.flaw == Flaw.HAS_NO_WINDOWS ? Integer.MAX_VALUE : WINDOW);
            this.session = session;
        }

        int number() {
            return streamId();
        }

        boolean isKnownClosed() {
            return endSent() && endReceived();
        }

        void finish() {
            end();
        }

        void grant(int bytes) {
            credit += bytes;
            resume();
        }

        @Override
        protected int credit() {
            return session.flaw == Flaw.HAS_NO_WINDOWS ? Integer.MAX_VALUE : credit;
        }

        @Override
        protected void spent(int bytes) {
            credit -= bytes;
        }

        @Override
        protected boolean isAbandoned() {
            return false;
        }

        @Override
        protected void taken(int bytes) {
            ungranted += bytes;
            if (ungranted >= WINDOW / 2 && session.flaw != Flaw.GRANTS_NOTHING_AGAIN) {
                session.say(CREDIT, streamId(), ungranted);
                ungranted = 0;
            }
        }
    }
}
