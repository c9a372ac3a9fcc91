package io.gost.plugin.http;

import io.netty.buffer.ByteBuf;

import org.jspecify.annotations.Nullable;

/** Carries the body of a response to the client: framed anew, and unpacked if need be. */
final class ResponseBody {
    private final ClientConnection client;
    private final BodyWriter writer;
    private final @Nullable Gunzip gunzip;

    /**
     * Begins a body, behind its header section.
     *
     * @param client who gets it
     * @param chunked whether it is sent in chunks
     * @param packed whether it comes as gzip and is sent unpacked
     */
    ResponseBody(ClientConnection client, boolean chunked, boolean packed) {
        this.client = client;
        this.writer = BodyWriter.of(chunked);
        this.gunzip = packed ? new Gunzip() : null;
    }

    /**
     * Adds a piece, which is owned from now on. What was added before has to be {@linkplain
     * #isDrained drained}.
     *
     * @throws BadMessage when it cannot be unpacked
     */
    void add(ByteBuf piece) {
        if (gunzip == null) {
            write(piece);
        } else {
            gunzip.add(piece);
            drain();
        }
    }

    /**
     * Goes on unpacking while the client takes it.
     *
     * @throws BadMessage when that cannot be done
     */
    void drain() {
        if (gunzip != null) {
            gunzip.drain(client::isWritable, this::write);
        }
    }

    /** Whether everything added has been sent. */
    boolean isDrained() {
        return gunzip == null || gunzip.isDrained();
    }

    /** Whether nothing is missing, as far as the content coding tells. */
    boolean isWhole() {
        return gunzip == null || gunzip.isComplete();
    }

    /** Sends the end of the body. */
    void end(@Nullable Head trailers) {
        writer.end(trailers, client.alloc(), client::write);
    }

    /** Lets go of what was not sent. */
    void close() {
        if (gunzip != null) {
            gunzip.close();
        }
    }

    private void write(ByteBuf piece) {
        writer.write(piece, client::write);
        if (!client.isWritable()) {
            client.flush();
        }
    }
}
