package io.gost.plugin.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What a reader makes of bytes, for tests. */
final class Wire implements FrameReader.Output {
    /** Counts what is held, at a fraction of the leak detector's price. */
    static final UnpooledByteBufAllocator ALLOCATOR = new UnpooledByteBufAllocator(true, true);

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final List<String> events = new ArrayList<>();
    private boolean closed;

    /** How a client says it, with a message that lies in pieces. */
    static byte[] client(int fragmentSize, byte[]... message) {
        return bytes(
                new FrameWriter(Role.CLIENT, fragmentSize)
                        .message(ALLOCATOR, Unpooled.wrappedBuffer(message), false));
    }

    /** How a server says it. */
    static byte[] server(byte[] message) {
        return bytes(
                new FrameWriter(Role.SERVER, 1)
                        .message(ALLOCATOR, Unpooled.wrappedBuffer(message), false));
    }

    /** The content of a buffer, which is released. */
    static byte[] bytes(ByteBuf buffer) {
        try {
            return ByteBufUtil.getBytes(buffer);
        } finally {
            buffer.release();
        }
    }

    static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** How much is held and should not be. */
    static long heldBytes() {
        return ALLOCATOR.metric().usedDirectMemory() + ALLOCATOR.metric().usedHeapMemory();
    }

    /** Reads bytes in pieces and tells what came of it. */
    static Wire read(Role role, boolean compression, byte[] wire, int step) {
        long before = heldBytes();
        Wire seen = new Wire();
        FrameReader reader = new FrameReader(role, compression, seen);
        try {
            for (int at = 0; at < wire.length && !seen.closed; at += step) {
                int length = Math.min(step, wire.length - at);
                ByteBuf piece = ALLOCATOR.directBuffer(length);
                reader.read(piece.writeBytes(wire, at, length));
            }
            seen.events.add(reader.isBetweenMessages() ? "between messages" : "in a message");
        } catch (FrameViolation violation) {
            seen.events.add(violation.reason());
        }
        assertThat(heldBytes()).isEqualTo(before);
        return seen;
    }

    byte[] data() {
        return data.toByteArray();
    }

    List<String> events() {
        return events;
    }

    @Override
    public void data(ByteBuf payload) {
        data.writeBytes(bytes(payload));
    }

    @Override
    public void compressed(ByteBuf payload, boolean end) {
        byte[] bytes = bytes(payload);
        data.writeBytes(bytes);
        if (end) {
            events.add("compressed message ends after " + data.size());
        }
    }

    @Override
    public void control(Opcode opcode, ByteBuf payload) {
        closed |= opcode == Opcode.CLOSE; // nobody reads on behind it
        events.add(opcode + " " + ByteBufUtil.hexDump(payload) + " after " + data.size());
    }

    @Override
    public String toString() {
        return events + " " + HexFormat.of().formatHex(data());
    }
}
