package io.gost.plugin.http;

import io.gost.plugin.http.RequestWriter.Additions;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.HandlerContext;
import io.gost.spi.support.Stages;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;

/**
 * Answers clients without valid credentials: with a 407, or with a decoy that makes the port look
 * like something else than a proxy. A decoy that cannot be had is a 503.
 */
final class ProbeResistance {
    private static final int LARGEST_PAGE = 1024 * 1024;
    private static final int UNAVAILABLE = 503;

    private final HttpHandlerOptions options;
    private final HandlerContext context;
    private final Replies replies;
    private final @Nullable WebDecoy web;

    ProbeResistance(HttpHandlerOptions options, HandlerContext context, Replies replies) {
        this.options = options;
        this.context = context;
        this.replies = replies;
        this.web = options.decoy() instanceof Decoy.Web page ? new WebDecoy(page, context) : null;
    }

    /**
     * Answers.
     *
     * @param client who failed to authenticate
     * @param request its request
     * @param failure why
     */
    void answer(ClientConnection client, RequestHead request, GostException failure) {
        Decoy decoy = options.decoy();
        if (decoy == null || knocks(request)) {
            client.refuse(replies.challenge(request), failure);
            return;
        }
        switch (decoy) {
            case Decoy.Status(int status) ->
                    client.refuse(
                            status == 0 ? replies.challenge(request) : Replies.decoy(status),
                            failure);
            case Decoy.Page(Path file) -> page(client, request, file, failure);
            case Decoy.Server(var address) ->
                    client.attend(
                            context.open(address, client.loop()),
                            server -> hand(client, request, server),
                            _ -> client.refuse(Replies.decoy(UNAVAILABLE), failure));
            case Decoy.Web _ ->
                    client.attend(
                            fetch(client),
                            reply -> client.refuse(reply, failure),
                            _ -> client.refuse(Replies.decoy(UNAVAILABLE), failure));
        }
    }

    private CompletionStage<byte[]> fetch(ClientConnection client) {
        return web == null ? Stages.failed(Category.INTERNAL, "no page") : web.fetch(client.loop());
    }

    private boolean knocks(RequestHead request) {
        return options.knocks().stream().anyMatch(request.targetHost()::equalsIgnoreCase);
    }

    private void page(
            ClientConnection client, RequestHead request, Path file, GostException failure) {
        client.attend(
                Stages.on(context.blocking(() -> read(file)), client.loop()),
                page -> client.refuse(Replies.decoyPage(page, !request.isHead()), failure),
                _ -> client.refuse(Replies.decoy(UNAVAILABLE), failure));
    }

    /** The server answers this request and whatever follows on the connection. */
    private static void hand(ClientConnection client, RequestHead request, Channel server) {
        server.writeAndFlush(
                RequestWriter.toOrigin(request, Additions.NONE).toBuffer(server.alloc(), 0));
        client.relay(server);
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] page = in.readNBytes(LARGEST_PAGE + 1);
            if (page.length > LARGEST_PAGE) {
                throw new GostException(
                        Category.LIMIT,
                        "decoy " + file + " has more than " + LARGEST_PAGE + " bytes");
            }
            return page;
        }
    }
}
