package io.gost.plugin.ws;

import io.gost.spi.GostException.Category;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;

/**
 * Answers requests until one of them is an upgrade (RFC 6455 §4.2). A connection whose requests are
 * refused stays open for others, as an HTTP server's does, within bounds.
 */
final class ServerHandshake extends Handshake {
    private static final int MAX_REFUSALS = 16;
    private static final int KEY_CHARACTERS = 24;
    private static final int KEY_BYTES = 16;
    private static final String PLAIN_AND_LAST =
            "Content-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
                    .withZone(ZoneOffset.UTC);

    private final WsListenerOptions options;
    private final InstantSource clock;
    private final HttpHead.Reader heads = new HttpHead.Reader();
    private int refusals;

    /**
     * Prepares the handshake of one connection.
     *
     * @param options what to serve
     * @param clock for the date of refusals
     */
    ServerHandshake(WsListenerOptions options, InstantSource clock) {
        super(Role.SERVER, Integer.MAX_VALUE, Duration.ZERO);
        this.options = options;
        this.clock = clock;
    }

    /** Why a request is not an upgrade. */
    private enum Refusal {
        NOT_FOUND("404 Not Found", "404 page not found\n"),
        BAD_REQUEST("400 Bad Request", "Bad Request\n"),
        METHOD_NOT_ALLOWED("405 Method Not Allowed", "Method Not Allowed\n");

        private final String status;
        private final String body;

        Refusal(String status, String body) {
            this.status = status;
            this.body = body;
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in) {
        try {
            HttpHead head = heads.read(in);
            if (head != null) {
                requested(ctx, in, head);
            }
        } catch (BadHead bad) {
            write(ctx, "HTTP/1.1 " + bad.status() + "\r\n" + PLAIN_AND_LAST + bad.status());
            fail(ctx, Category.HANDSHAKE, "request of a websocket client: " + bad.reason());
        }
    }

    private void requested(ChannelHandlerContext ctx, ByteBuf in, HttpHead head) {
        String[] line = head.startLine().split(" ", -1);
        if (line.length != 3 || (!line[2].equals("HTTP/1.1") && !line[2].equals("HTTP/1.0"))) {
            throw BadHead.malformed("request line");
        }
        if (line[2].equals("HTTP/1.1") && head.first("host") == null) {
            throw BadHead.malformed("no Host");
        }
        Refusal refusal = refusal(head, line[0], RequestPath.of(line[1]));
        String key = head.first("sec-websocket-key");
        if (refusal != null || key == null) {
            refuse(ctx, head, line, refusal == null ? Refusal.BAD_REQUEST : refusal);
        } else if (in.isReadable()) {
            fail(ctx, Category.HANDSHAKE, "websocket client sent bytes before it was answered");
        } else {
            accept(ctx, key, options.compression() && offersDeflate(head));
        }
    }

    private @Nullable Refusal refusal(HttpHead head, String method, String path) {
        if (!RequestPath.matches(options.path(), path)) {
            return Refusal.NOT_FOUND;
        }
        if (!head.lists("connection", "upgrade") || !head.lists("upgrade", "websocket")) {
            return Refusal.BAD_REQUEST;
        }
        if (!method.equals("GET")) {
            return Refusal.METHOD_NOT_ALLOWED;
        }
        boolean valid =
                head.lists("sec-websocket-version", "13") && isKey(head.first("sec-websocket-key"));
        return valid ? null : Refusal.BAD_REQUEST;
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null
                    && key.length() == KEY_CHARACTERS
                    && Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean offersDeflate(HttpHead head) {
        return head.items("sec-websocket-extensions").stream()
                .anyMatch(offer -> offer.split(";", 2)[0].strip().equals("permessage-deflate"));
    }

    private void accept(ChannelHandlerContext ctx, String key, boolean compression) {
        StringBuilder out = new StringBuilder(256);
        out.append("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n");
        out.append("Connection: Upgrade\r\nSec-WebSocket-Accept: ").append(accept(key));
        out.append("\r\n");
        var fields = FieldNames.canonical(options.header());
        String protocol = fields.remove("Sec-WebSocket-Protocol");
        if (protocol != null) {
            out.append("Sec-WebSocket-Protocol: ").append(protocol).append("\r\n");
        }
        if (compression) {
            out.append("Sec-WebSocket-Extensions: ").append(DEFLATE).append("\r\n");
        }
        fields.forEach((name, value) -> out.append(name).append(": ").append(value).append("\r\n"));
        write(ctx, out.append("\r\n").toString());
        upgrade(ctx, compression);
    }

    private void refuse(ChannelHandlerContext ctx, HttpHead head, String[] line, Refusal refusal) {
        refusals++;
        boolean last = refusals == MAX_REFUSALS || !isKept(head, line[2]);
        StringBuilder out = new StringBuilder(256);
        out.append("HTTP/1.1 ").append(refusal.status).append("\r\n");
        out.append("Content-Type: text/plain; charset=utf-8\r\n");
        if (refusal != Refusal.NOT_FOUND) {
            out.append("Sec-Websocket-Version: 13\r\n");
        }
        out.append("X-Content-Type-Options: nosniff\r\nDate: ")
                .append(DATE.format(clock.instant()));
        out.append("\r\nContent-Length: ").append(refusal.body.length());
        out.append(last ? "\r\nConnection: close\r\n\r\n" : "\r\n\r\n");
        write(ctx, line[0].equals("HEAD") ? out.toString() : out + refusal.body);
        if (last) {
            fail(ctx, Category.HANDSHAKE, "not an upgrade to websocket: " + refusal.status);
        }
    }

    /** Whether the next request follows at once and is welcome. */
    private static boolean isKept(HttpHead head, String version) {
        String length = head.first("content-length");
        return version.equals("HTTP/1.1")
                && !head.lists("connection", "close")
                && head.first("transfer-encoding") == null
                && (length == null || length.equals("0"));
    }

    private static void write(ChannelHandlerContext ctx, String text) {
        ctx.writeAndFlush(ByteBufUtil.writeUtf8(ctx.alloc(), text));
    }
}
