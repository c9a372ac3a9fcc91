package io.gost.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Whatever bytes come, the parsers take them, refuse them, or wait for more within their bounds.
 */
class HeadPropertyTest {
    /** Pieces that real and hostile messages are made of. */
    private static final List<String> PIECES =
            List.of(
                    "GET ",
                    "CONNECT ",
                    "POST ",
                    "http://",
                    "origin.test",
                    ":80",
                    "/",
                    "?a=b",
                    "*",
                    " HTTP/1.1",
                    " HTTP/1.0",
                    "HTTP/1.1 200 OK",
                    "\r\n",
                    "\n",
                    "\r",
                    "\r\n\r\n",
                    " ",
                    "\t",
                    ":",
                    ": ",
                    "Host: a",
                    "Content-Length: 3",
                    "Content-Length: ",
                    "Transfer-Encoding: chunked",
                    "Connection: close",
                    "[::1]",
                    "@",
                    "#",
                    "\\",
                    "\u0000",
                    "\u007f",
                    "\u00e4",
                    "3\r\nabc\r\n",
                    "0\r\n",
                    ";x",
                    "ffffffff",
                    "%41",
                    "Upgrade: h2c",
                    "Proxy-Authorization: Basic ",
                    "dTpw");

    @Property(tries = 2_000)
    void anyBytesAreTakenRefusedOrWaitedFor(
            @ForAll @Size(max = 300) byte[] noise, @ForAll @IntRange(min = 1, max = 50) int step) {
        for (HeadKind kind : HeadKind.values()) {
            feed(kind, noise, step);
        }
    }

    @Property(tries = 5_000)
    void likelyMessagesAreTakenRefusedOrWaitedFor(
            @ForAll("messages") String message, @ForAll @IntRange(min = 1, max = 50) int step) {
        byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
        for (HeadKind kind : HeadKind.values()) {
            String whole = feed(kind, bytes, bytes.length);
            assertThat(feed(kind, bytes, step)).isEqualTo(whole);
            assertThat(feed(kind, bytes, 1)).isEqualTo(whole);
        }
    }

    @Property(tries = 2_000)
    void requestThatIsTakenCanBeWrittenAndReadAgainWithTheSameMeaning(
            @ForAll("requests") String message) {
        ByteBuf in = Unpooled.copiedBuffer(message, StandardCharsets.ISO_8859_1);
        RequestHead request;
        try {
            Head head = new HeadReader(HeadKind.REQUEST).read(in);
            request = head == null ? null : RequestHead.of(head);
        } catch (BadMessage refused) {
            return;
        }
        if (request == null || !request.hasAuthority()) {
            return;
        }
        ByteBuf out =
                RequestWriter.toOrigin(request, RequestWriter.Additions.NONE)
                        .toBuffer(in.alloc(), 0);
        RequestHead again = RequestHead.of(new HeadReader(HeadKind.REQUEST).read(out));
        assertThat(out.isReadable()).isFalse();
        assertThat(again.method()).isEqualTo(request.method());
        assertThat(again.framing()).isEqualTo(request.framing());
        assertThat(again.target()).isEqualTo(request.target());
        out.release();
        in.release();
    }

    @Property(tries = 2_000)
    void chunkedBodyIsTheSameInWhateverPiecesItArrives(
            @ForAll @Size(max = 20) List<@Size(max = 100) byte[]> chunks,
            @ForAll @IntRange(min = 1, max = 50) int step) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (byte[] chunk : chunks) {
            if (chunk.length > 0) {
                content.writeBytes(chunk);
                wire.writeBytes(ascii(Integer.toHexString(chunk.length) + ";ext=1\r\n"));
                wire.writeBytes(chunk);
                wire.writeBytes(ascii("\r\n"));
            }
        }
        wire.writeBytes(ascii("0\r\nX-Sum: 1\r\n\r\nGET "));
        BodyReader body = new BodyReader(Framing.CHUNKED);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        ByteBuf rest = drain(body, wire.toByteArray(), step, read);
        assertThat(body.isComplete()).isTrue();
        assertThat(read.toByteArray()).isEqualTo(content.toByteArray());
        assertThat(body.trailers().value(0)).isEqualTo("1");
        assertThat(rest.toString(StandardCharsets.US_ASCII)).isEqualTo("GET ");
        rest.release();
    }

    @Property(tries = 2_000)
    void anyChunksAreTakenRefusedOrWaitedFor(
            @ForAll("messages") String noise, @ForAll @IntRange(min = 1, max = 50) int step) {
        ByteArrayOutputStream ignored = new ByteArrayOutputStream();
        byte[] bytes = noise.getBytes(StandardCharsets.ISO_8859_1);
        drain(new BodyReader(Framing.CHUNKED), bytes, step, ignored).release();
    }

    @Provide
    Arbitrary<String> messages() {
        return Arbitraries.of(PIECES).list().ofMaxSize(25).map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> requests() {
        Arbitrary<String> line =
                Arbitraries.of(
                        "GET http://origin.test/a?b",
                        "POST http://u:p@[::1]:81",
                        "CONNECT origin.test:443",
                        "GET /x",
                        "OPTIONS *");
        Arbitrary<String> fields =
                Arbitraries.of(
                                "Host: other.test",
                                "content-length: 3",
                                "TRANSFER-ENCODING: chunked",
                                "Connection: close",
                                "Connection: Upgrade",
                                "Upgrade: websocket",
                                "Upgrade: h2c",
                                "User-Agent:",
                                "X:\t y ",
                                "Trailer: X",
                                "Proxy-Authorization: Basic eA==")
                        .list()
                        .ofMaxSize(6)
                        .map(some -> String.join("\r\n", some));
        return line.flatMap(
                start ->
                        fields.map(
                                rest ->
                                        start
                                                + " HTTP/1.1\r\n"
                                                + (rest.isEmpty() ? "" : rest + "\r\n")
                                                + "\r\n"));
    }

    /** Feeds bytes in pieces and tells what came of it. */
    static String feed(HeadKind kind, byte[] bytes, int step) {
        HeadReader reader = new HeadReader(kind);
        ByteBuf in = Unpooled.buffer();
        List<String> heads = new ArrayList<>();
        try {
            for (int at = 0; at < bytes.length; at += step) {
                in.writeBytes(bytes, at, Math.min(step, bytes.length - at));
                for (Head head = reader.read(in); head != null; head = reader.read(in)) {
                    heads.add(describe(kind, head));
                }
            }
            return heads + " and " + in.readableBytes() + " bytes";
        } catch (BadMessage refused) {
            return heads + " and a refusal";
        } finally {
            in.release();
        }
    }

    private static String describe(HeadKind kind, Head head) {
        StringBuilder text = new StringBuilder();
        for (int field : head.inOrder()) {
            text.append(head.name(field)).append('=').append(head.value(field)).append(';');
        }
        if (kind == HeadKind.REQUEST) {
            RequestHead request = RequestHead.of(head);
            text.append(request.method()).append(request.form()).append(request.framing());
        } else if (kind == HeadKind.RESPONSE) {
            ResponseHead response = ResponseHead.of(head);
            text.append(response.status()).append(response.framing(false));
        }
        return text.toString();
    }

    static ByteBuf drain(BodyReader body, byte[] wire, int step, ByteArrayOutputStream read) {
        ByteBuf in = Unpooled.buffer();
        try {
            for (int at = 0; at < wire.length; at += step) {
                in.writeBytes(wire, at, Math.min(step, wire.length - at));
                for (ByteBuf piece = body.next(in); piece != null; piece = body.next(in)) {
                    read.writeBytes(io.netty.buffer.ByteBufUtil.getBytes(piece));
                    piece.release();
                }
            }
        } catch (BadMessage refused) {
            // As good as taken.
        }
        return in;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
