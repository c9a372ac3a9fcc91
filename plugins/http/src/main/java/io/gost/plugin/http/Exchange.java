package io.gost.plugin.http;

import io.gost.plugin.http.ResponseWriter.Delivery;
import io.gost.plugin.http.ResponseWriter.Persistence;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.IdleUpstreams;
import io.gost.spi.Target;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

/**
 * One forwarded request and its response. The body of either is passed on as it comes, never
 * collected: a side that cannot be written to stops the reading of the other.
 *
 * <p>A request that went to a kept connection and found it dead is sent once more over a fresh one,
 * provided that nothing of an answer came, that nothing of a body is gone, and that doing it twice
 * does no harm.
 */
final class Exchange {
    /** A body of up to this size goes out in one buffer with its header section. */
    private static final int SMALL_BODY = 8 * 1024;

    private final ClientConnection client;
    private final RequestHead request;
    private final Target target;
    private final HeadBuilder rewritten;
    private final BodyReader body;
    private final Terms terms;
    private @Nullable UpstreamConnection upstream;
    private @Nullable ResponseBody responseBody;
    private @Nullable Head trailers;
    private boolean reused;
    private boolean bodyBegun;
    private boolean sent;
    private boolean answered;
    private boolean persistent;
    private boolean received;
    private boolean over;

    /**
     * What was agreed on before the request was written.
     *
     * @param keepsUpstream whether the upstream connection may serve the next request, too
     * @param gunzips whether a compressed response, for which the client did not ask, is unpacked
     */
    record Terms(boolean keepsUpstream, boolean gunzips) {}

    /**
     * Prepares an exchange.
     *
     * @param client whose request it is
     * @param request the request
     * @param target where it goes
     * @param rewritten the header section for the origin
     * @param terms what was agreed on
     */
    Exchange(
            ClientConnection client,
            RequestHead request,
            Target target,
            HeadBuilder rewritten,
            Terms terms) {
        this.client = client;
        this.request = request;
        this.target = target;
        this.rewritten = rewritten;
        this.terms = terms;
        this.body = new BodyReader(request.framing());
    }

    /** Asks for an upstream and sends the request to it. */
    void start() {
        dial(terms.keepsUpstream() ? client.upstreams() : IdleUpstreams.NONE);
    }

    private void dial(IdleUpstreams idle) {
        client.attend(client.session().connect(target, idle), this::connected, this::upstreamLost);
    }

    private void connected(Channel channel) {
        UpstreamConnection kept = client.upstreams().reclaim(channel);
        if (over) {
            channel.close();
            return;
        }
        reused = kept != null;
        UpstreamConnection current = kept != null ? kept : UpstreamConnection.open(channel, client);
        upstream = current;
        current.begin(this);
        if (current.hasEnded()) {
            upstreamLost(
                    new GostException(Category.UNREACHABLE, "upstream closed before the request"));
            return;
        }
        current.write(rewritten.toBuffer(channel.alloc(), 0));
        if (upstream != current) {
            return; // the write has failed
        }
        if (body.isComplete()) {
            requestSent();
        }
        client.resume();
    }

    /**
     * Passes on what a client sent of the request's body.
     *
     * @param in unread bytes; as many are read as can be passed on now
     * @throws BadMessage when the body is malformed
     */
    void takeBody(ByteBuf in) {
        UpstreamConnection current = upstream;
        if (current == null || sent) {
            return;
        }
        BodyWriter writer = BodyWriter.of(request.framing().isChunked());
        while (current.isWritable()) {
            ByteBuf piece = body.next(in);
            if (piece == null) {
                break;
            }
            bodyBegun = true;
            writer.write(piece, current::write);
        }
        if (body.isComplete() && upstream == current) {
            bodyBegun = true;
            writer.end(body.trailers(), current.channel().alloc(), current::write);
            requestSent();
        }
    }

    void flush() {
        if (upstream != null) {
            upstream.flush();
        }
    }

    /** The client can be written to again, or no more for the moment. */
    void clientWritabilityChanged() {
        if (upstream == null) {
            return;
        }
        if (client.isWritable() && !wantsContent()) {
            unpackMore(upstream);
        }
        if (!over) {
            upstream.setReading(client.isWritable());
        }
    }

    private void unpackMore(UpstreamConnection current) {
        try {
            if (responseBody != null) {
                responseBody.drain();
            }
        } catch (BadMessage bad) {
            upstreamLost(bad.failure());
            return;
        }
        if (wantsContent()) {
            if (received) {
                complete();
            } else {
                current.pump();
            }
        }
        client.flush();
    }

    /**
     * Passes on a response header.
     *
     * @param response what the origin answered
     * @param in what came behind it
     * @return reads the body; {@code null} when this was not the final response
     * @throws BadMessage when the end of the body cannot be found
     */
    @Nullable BodyReader respond(ResponseHead response, ByteBuf in) {
        if (response.isSwitching()) {
            switchProtocols(response);
            return null;
        }
        if (response.isInterim()) {
            if (!request.isHttp10()) {
                client.write(ResponseWriter.interim(response).toBuffer(client.alloc(), 0));
            }
            return null;
        }
        client.responseArrived();
        BodyReader reader = new BodyReader(response.framing(request.isHead()));
        boolean packed = isPacked(response, reader);
        boolean chunked =
                !request.isHttp10()
                        && (packed || response.head().find(KnownField.TRANSFER_ENCODING) >= 0);
        persistent =
                isDelimited(reader.framing(), packed, chunked)
                        && response.isPersistent()
                        && request.isPersistent()
                        && !client.hasInputEnded();
        answered = true;
        responseBody = new ResponseBody(client, chunked && !reader.framing().isNone(), packed);
        client.facts().status(response.status());
        HeadBuilder head =
                ResponseWriter.last(
                        response, new Delivery(request.isHttp10(), persistence(), chunked, packed));
        writeHead(head, reader, in, packed);
        return reader;
    }

    /** Passes on a piece of the response's body, which is owned from now on. */
    void content(ByteBuf piece) {
        if (over || responseBody == null) {
            piece.release();
        } else {
            responseBody.add(piece);
        }
    }

    /** Whether a piece of the response's body can be used now. */
    boolean wantsContent() {
        return responseBody == null || responseBody.isDrained();
    }

    /** The response has been received. */
    void responded(@Nullable Head fields) {
        received = true;
        trailers = fields;
        if (wantsContent()) {
            complete();
        }
    }

    private void complete() {
        UpstreamConnection current = upstream;
        if (over || current == null || responseBody == null) {
            return;
        }
        if (!responseBody.isWhole()) {
            upstreamLost(
                    new GostException(Category.HANDSHAKE, "content coding that ends too early"));
            return;
        }
        over = true;
        responseBody.end(trailers);
        responseBody.close();
        if (sent && persistent && terms.keepsUpstream() && current.isReusable()) {
            current.setReading(true);
            client.upstreams().keep(current);
        } else {
            current.close();
        }
        client.exchanged(persistent && sent);
    }

    /** There is no upstream, or none any more. */
    void upstreamLost(GostException failure) {
        if (over) {
            return;
        }
        client.responseArrived();
        closeUpstream();
        if (answered) {
            // Part of a response cannot be taken back: the client sees a broken one.
            over = true;
            client.abort(failure);
        } else if (reused && !bodyBegun && request.isIdempotent()) {
            reused = false;
            sent = false;
            dial(IdleUpstreams.NONE);
        } else {
            over = true;
            client.refuse(client.replies().refusedRequest(failure, request), failure);
        }
    }

    /** The time for the response header has passed. */
    void responseOverdue() {
        reused = false;
        upstreamLost(new GostException(Category.TIMEOUT, "no response header from " + target));
    }

    /** The client is gone. */
    void abort() {
        over = true;
        client.responseArrived();
        closeUpstream();
    }

    /** Whether more of the request's body could be passed on right now. */
    boolean wantsBody() {
        return upstream != null && !body.isComplete() && upstream.isWritable();
    }

    /** Whether all of the request has come from the client. */
    boolean hasWholeRequest() {
        return body.isComplete();
    }

    boolean isAnswered() {
        return answered;
    }

    private void requestSent() {
        sent = true;
        client.expectResponse();
    }

    private boolean isPacked(ResponseHead response, BodyReader reader) {
        int coding = response.head().find(KnownField.CONTENT_ENCODING);
        return terms.gunzips()
                && !reader.isComplete()
                && coding >= 0
                && response.head().valueIs(coding, "gzip");
    }

    /** Whether the client can tell the end of the response from the response itself. */
    private static boolean isDelimited(Framing framing, boolean packed, boolean chunked) {
        return switch (framing.kind()) {
            case NONE -> true;
            case LENGTH -> !packed || chunked;
            case CHUNKED -> chunked;
            case UNTIL_END -> false;
        };
    }

    private Persistence persistence() {
        if (!persistent) {
            return Persistence.CLOSE;
        }
        return request.isHttp10() ? Persistence.KEEP_ALIVE : Persistence.AS_RECEIVED;
    }

    private void writeHead(HeadBuilder head, BodyReader reader, ByteBuf in, boolean packed) {
        if (!packed && reader.fitsIn(in) && reader.remaining() <= SMALL_BODY) {
            ByteBuf whole = head.toBuffer(client.alloc(), (int) reader.remaining());
            reader.copyRest(in, whole);
            client.write(whole);
        } else {
            client.write(head.toBuffer(client.alloc(), 0));
        }
    }

    private void switchProtocols(ResponseHead response) {
        UpstreamConnection current = upstream;
        boolean asked =
                RequestWriter.keepsUpgrade(request)
                        && request.upgrade().equalsIgnoreCase(response.upgrade());
        if (!asked || current == null || !sent) {
            reused = false;
            upstreamLost(
                    new GostException(
                            Category.HANDSHAKE,
                            "upstream switches to a protocol that was not asked for"));
            return;
        }
        over = true;
        client.responseArrived();
        client.facts().status(response.status());
        client.write(ResponseWriter.interim(response).toBuffer(client.alloc(), 0));
        current.leave(() -> client.relay(current.channel()));
    }

    private void closeUpstream() {
        if (responseBody != null) {
            responseBody.close();
        }
        if (upstream != null) {
            upstream.close();
            upstream = null;
        }
    }
}
