package io.gost.spi.support;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundBuffer;

import java.io.IOException;

/**
 * Gives the carrier of a {@link VirtualChannel} what the channel's owner has flushed, for as long
 * as the carrier takes it.
 */
final class Outbox {
    private final VirtualChannel channel;
    private final boolean stream;
    private boolean resumed;
    private boolean touched;

    Outbox(VirtualChannel channel, VirtualChannel.Kind kind) {
        this.channel = channel;
        this.stream = kind == VirtualChannel.Kind.STREAM;
    }

    /** The carrier can take more, which it may say while it is being given something. */
    void resumed() {
        resumed = true;
    }

    /** Whether anything was ever sent. */
    boolean isTouched() {
        return touched;
    }

    void write(ChannelOutboundBuffer out) throws IOException {
        do {
            resumed = false;
            sendAll(out);
        } while (resumed && channel.isOpen() && !out.isEmpty());
        if (channel.isOpen()) {
            channel.sendComplete();
        }
    }

    private void sendAll(ChannelOutboundBuffer out) throws IOException {
        boolean more = true;
        for (ByteBuf message = (ByteBuf) out.current();
                message != null;
                message = (ByteBuf) out.current()) {
            if (stream && !message.isReadable()) {
                out.remove(); // a mark that somebody waits for; it needs no room
            } else if (more) {
                more = sendOne(out, message);
            } else {
                return;
            }
        }
    }

    /** Whether the carrier can take more. */
    private boolean sendOne(ChannelOutboundBuffer out, ByteBuf message) throws IOException {
        int before = message.readableBytes();
        boolean more = channel.send(message);
        if (!channel.isOpen()) {
            return false; // sending broke the carrier, and with it this channel
        }
        int sent = before - message.readableBytes();
        touched |= sent > 0;
        if (message.isReadable()) {
            out.progress(sent);
            return more && sent > 0;
        }
        if (more || sent > 0) {
            out.remove();
        }
        return more;
    }
}
