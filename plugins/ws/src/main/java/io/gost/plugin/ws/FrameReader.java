package io.gost.plugin.ws;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import org.jspecify.annotations.Nullable;

/**
 * Takes the framing off a stream of bytes, and the masks off the payloads, in the buffers they
 * arrive in.
 *
 * <p>Payloads are passed on as they come, never collected: frames and messages of any length take
 * no memory, and message boundaries are not kept, for nothing above knows them. The payloads of one
 * buffer move together over the headers between them, so that one read from the socket stays one
 * buffer however small the frames are.
 */
final class FrameReader {
    /** A payload without a mask that is longer than this is not worth moving. */
    private static final int WORTH_MOVING = 4096;

    private final Output output;
    private final FrameHead head;
    private byte @Nullable [] control;
    private boolean inFrame;
    private long remaining;
    private int key;
    private boolean compressed;

    /** Takes what was in the frames, in order. */
    interface Output {
        /**
         * A piece of the stream.
         *
         * @param payload not empty; ownership passes
         */
        void data(ByteBuf payload);

        /**
         * A piece of a compressed message.
         *
         * @param payload possibly empty; ownership passes
         * @param end whether the message ends with it
         */
        void compressed(ByteBuf payload, boolean end);

        /**
         * A control frame.
         *
         * @param opcode which one
         * @param payload up to 125 bytes; stays the caller's
         */
        void control(Opcode opcode, ByteBuf payload);
    }

    /**
     * Prepares for the first frame.
     *
     * @param role who we are
     * @param compression whether messages may be compressed
     * @param output takes what is read
     */
    FrameReader(Role role, boolean compression, Output output) {
        this.head = new FrameHead(role, compression);
        this.output = output;
    }

    /** Whether the peer may end its output here. */
    boolean isBetweenMessages() {
        return !inFrame && head.isBetweenMessages();
    }

    /**
     * Reads a buffer.
     *
     * @param in bytes in any pieces, nobody else's; ownership passes in any case
     * @throws FrameViolation after everything before it was passed on
     */
    void read(ByteBuf in) {
        Run run = new Run(in);
        try {
            while (in.isReadable()) {
                if (inFrame || beginFrame(in, run)) {
                    readPayload(in, run);
                }
            }
        } catch (FrameViolation violation) {
            run.passOnAndRelease();
            throw violation;
        }
        run.passOnAndRelease();
    }

    /** Whether the payload of a frame begins. */
    private boolean beginFrame(ByteBuf in, Run run) {
        if (!head.read(in)) {
            return false;
        }
        remaining = head.length();
        key = head.isMasked() ? head.key() : 0;
        if (head.isCompressed()) {
            run.passOn(false);
            compressed = true;
        }
        inFrame = true;
        if (remaining == 0) {
            endFrame(run);
        }
        return inFrame;
    }

    private void readPayload(ByteBuf in, Run run) {
        int length = (int) Math.min(remaining, in.readableBytes());
        int from = in.readerIndex();
        in.skipBytes(length);
        if (head.opcode().isControl()) {
            readControl(in, from, length);
        } else {
            run.add(from, length);
        }
        key = Masking.rotate(key, length);
        remaining -= length;
        if (remaining == 0) {
            endFrame(run);
        }
    }

    private void readControl(ByteBuf in, int from, int length) {
        if (control == null) {
            control = new byte[FrameHead.MAX_CONTROL];
        }
        ByteBuf copy = Unpooled.wrappedBuffer(control);
        int at = (int) (head.length() - remaining);
        Masking.apply(in, from, copy, at, length, key);
    }

    private void endFrame(Run run) {
        inFrame = false;
        Opcode opcode = head.opcode();
        if (opcode == Opcode.CLOSE) {
            run.passOn(false); // what came before the end is read before the end
            output.control(opcode, controlPayload());
            run.dropRest();
        } else if (opcode.isControl()) {
            output.control(opcode, controlPayload());
        } else if (compressed && head.isFinal()) {
            run.passOn(true);
            compressed = false;
        }
    }

    private ByteBuf controlPayload() {
        byte[] payload = control;
        return payload == null
                ? Unpooled.EMPTY_BUFFER
                : Unpooled.wrappedBuffer(payload, 0, (int) head.length());
    }

    /** Payload bytes of one buffer that lie next to each other and are passed on together. */
    private final class Run {
        private final ByteBuf in;
        private int start;
        private int end;

        Run(ByteBuf in) {
            this.in = in;
        }

        /** Adds what has just been read; {@link #key} is still the one of its first byte. */
        void add(int from, int length) {
            if (end > start && end != from && key == 0 && length > WORTH_MOVING) {
                passOn(false);
            }
            if (end == start) {
                start = from;
                end = from;
            }
            if (key != 0 || end != from) {
                Masking.apply(in, from, in, end, length, key);
            }
            end += length;
        }

        void passOn(boolean endOfMessage) {
            if (end > start || (compressed && endOfMessage)) {
                deliver(in.retainedSlice(start, end - start), endOfMessage);
            }
            start = end;
        }

        void passOnAndRelease() {
            if (end > start) {
                deliver(in.setIndex(start, end), false);
            } else {
                in.release();
            }
        }

        void dropRest() {
            in.skipBytes(in.readableBytes());
        }

        private void deliver(ByteBuf payload, boolean endOfMessage) {
            if (compressed) {
                output.compressed(payload, endOfMessage);
            } else {
                output.data(payload);
            }
        }
    }
}
