package com.example.tunnel;

import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.HandlerContext;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.gost.spi.support.BlockingHandler;
import io.gost.spi.support.BlockingSession;
import io.netty.channel.Channel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Serves CONNECT of HTTP/1.1: one request, one tunnel. */
final class TunnelHandler extends BlockingHandler {
    private static final int LONGEST = 8 << 10;
    private static final String LOGIN = "proxy-authorization: basic ";
    private final TunnelOptions options;

    TunnelHandler(TunnelOptions options, HandlerContext context) {
        super(context, "tunnel client");
        this.options = options;
    }

    @Override
    protected void serve(BlockingSession session) throws IOException {
        session.expectWithin(options.readTimeout());
        Channel upstream;
        try {
            String[] head = readHead(session.input()).split("\r\n");
            String[] request = head[0].split(" ");
            if (request.length != 3 || !request[0].equals("CONNECT")) {
                throw new GostException(Category.HANDSHAKE, "no CONNECT in the first line");
            }
            session.authenticate(credentials(head));
            upstream = session.connect(Target.parse(Network.TCP, request[1]));
        } catch (GostException e) {
            answer(session, status(e.category()));
            throw e;
        }
        answer(session, "200 Connection established");
        session.relay(upstream, Duration.ZERO);
    }

    /** Byte by byte: what follows the empty line belongs to the target. */
    private static String readHead(InputStream input) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = input.read();
            if (next < 0 || head.length() == LONGEST) {
                throw new GostException(Category.HANDSHAKE, "no end of head within 8 KiB");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static Credentials credentials(String[] head) {
        for (String field : head) {
            if (field.regionMatches(true, 0, LOGIN, 0, LOGIN.length())) {
                try {
                    byte[] login = Base64.getDecoder().decode(field.substring(LOGIN.length()));
                    String[] parts = new String(login, StandardCharsets.UTF_8).split(":", 2);
                    return Credentials.of(parts[0], parts.length == 2 ? parts[1] : "");
                } catch (IllegalArgumentException e) {
                    throw new GostException(Category.HANDSHAKE, "a login that is not Base64");
                }
            }
        }
        return Credentials.of("", "");
    }

    private String status(Category category) {
        return switch (category) {
            case HANDSHAKE -> "400 Bad Request";
            case AUTHENTICATION ->
                    "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\""
                            + options.realm()
                            + '"';
            case DENIED -> "403 Forbidden";
            case LIMIT -> "429 Too Many Requests";
            case RESOLVE, UNREACHABLE, REFUSED -> "502 Bad Gateway";
            case TIMEOUT -> "504 Gateway Timeout";
            case CONFIG, PLUGIN, INTERNAL -> "500 Internal Server Error";
        };
    }

    private static void answer(BlockingSession session, String status) throws IOException {
        String head = "HTTP/1.1 " + status + "\r\n\r\n";
        session.output().write(head.getBytes(StandardCharsets.US_ASCII));
    }
}
