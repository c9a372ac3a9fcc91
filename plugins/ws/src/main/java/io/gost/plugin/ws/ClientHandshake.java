package io.gost.plugin.ws;

import io.gost.spi.GostException.Category;
import io.gost.spi.Target;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** Asks a server for the upgrade (RFC 6455 §4.1). Bytes behind its answer are frames. */
final class ClientHandshake extends Handshake {
    private static final int KEY_BYTES = 16;

    private final WsDialerOptions options;
    private final Target node;
    private final String key;
    private final HttpHead.Reader heads = new HttpHead.Reader();

    /**
     * Prepares the handshake of one connection.
     *
     * @param options what to ask for
     * @param node the node's address as configured
     */
    ClientHandshake(WsDialerOptions options, Target node) {
        super(Role.CLIENT, options.fragmentSize(), options.pingPeriod());
        this.options = options;
        this.node = node;
        this.key = Masking.nonce(KEY_BYTES);
    }

    @Override
    protected void begin(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(ByteBufUtil.writeUtf8(ctx.alloc(), request()));
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in) {
        try {
            HttpHead head = heads.read(in);
            if (head != null) {
                answered(ctx, head);
            }
        } catch (BadHead bad) {
            fail(ctx, Category.HANDSHAKE, "websocket server's answer: " + bad.reason());
        }
    }

    /** The fields in GOST's order: two of its own, then all others sorted. */
    private String request() {
        SortedMap<String, String> fields = FieldNames.canonical(options.header());
        String host = fields.remove("Host");
        String agent = fields.remove("User-Agent");
        fields.put("Connection", "Upgrade");
        if (options.compression()) {
            fields.put("Sec-WebSocket-Extensions", DEFLATE);
        }
        fields.put("Sec-WebSocket-Key", key);
        fields.put("Sec-WebSocket-Version", "13");
        fields.put("Upgrade", "websocket");
        StringBuilder out = new StringBuilder(256);
        out.append("GET ").append(RequestPath.escape(options.path())).append(" HTTP/1.1\r\n");
        append(out, "Host", host == null ? authority() : host);
        if (agent == null) {
            append(out, "User-Agent", "Go-http-client/1.1");
        } else if (!agent.isEmpty()) {
            append(out, "User-Agent", agent);
        }
        fields.forEach((name, value) -> append(out, name, value));
        return out.append("\r\n").toString();
    }

    private String authority() {
        return options.host().isEmpty() ? node.toString() : options.host();
    }

    private static void append(StringBuilder out, String name, String value) {
        out.append(name).append(": ").append(value).append("\r\n");
    }

    private void answered(ChannelHandlerContext ctx, HttpHead head) {
        String[] status = head.startLine().split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1.")) {
            fail(ctx, Category.HANDSHAKE, "websocket server does not speak HTTP/1.1");
        } else if (!status[1].equals("101")) {
            String answer = head.startLine().substring(status[0].length() + 1);
            fail(ctx, category(status[1]), "websocket server answered " + answer);
        } else if (!head.lists("upgrade", "websocket")
                || !head.lists("connection", "upgrade")
                || !accept(key).equals(head.first("sec-websocket-accept"))) {
            fail(ctx, Category.HANDSHAKE, "websocket server's 101 is not an upgrade to websocket");
        } else {
            extend(ctx, head.items("sec-websocket-extensions"));
        }
    }

    private void extend(ChannelHandlerContext ctx, List<String> extensions) {
        if (extensions.isEmpty()) {
            upgrade(ctx, false);
        } else if (options.compression() && extensions.size() == 1 && isOurs(extensions.get(0))) {
            upgrade(ctx, true);
        } else {
            fail(
                    ctx,
                    Category.HANDSHAKE,
                    "websocket server wants extensions that were not offered: " + extensions);
        }
    }

    /** Neither side may need what was in earlier messages; window sizes then mean nothing to us. */
    private static boolean isOurs(String extension) {
        List<String> parts = List.of(extension.toLowerCase(Locale.ROOT).split("\\s*;\\s*", -1));
        return parts.getFirst().equals("permessage-deflate")
                && parts.contains("server_no_context_takeover")
                && parts.contains("client_no_context_takeover");
    }

    private static Category category(String status) {
        return switch (status) {
            case "401", "407" -> Category.AUTHENTICATION;
            case "403" -> Category.DENIED;
            case "502", "503" -> Category.UNREACHABLE;
            case "504" -> Category.TIMEOUT;
            default -> Category.HANDSHAKE;
        };
    }
}
