package io.gost.spi.example;

import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Handler;
import io.gost.spi.Network;
import io.gost.spi.Session;
import io.gost.spi.Target;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;

import java.util.Locale;
import java.util.concurrent.CompletionStage;

/** The server side of {@code line}. */
final class LineHandler implements Handler {
    private final LineOptions options;

    LineHandler(LineOptions options) {
        this.options = options;
    }

    @Override
    public void handle(Session session) {
        session.expectWithin(options.readTimeout());
        new LinePhase("line client", "")
                .run(session.channel())
                .thenCompose(line -> reach(session, line))
                .whenComplete(
                        (upstream, failure) -> {
                            if (failure == null) {
                                answer(session.channel(), "ok");
                                session.relay(upstream, options.idleTimeout());
                            } else {
                                GostException cause = GostException.of(failure);
                                answer(session.channel(), word(cause.category()));
                                session.end(cause);
                            }
                        });
    }

    private static CompletionStage<Channel> reach(Session session, String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 3) {
            throw new GostException(
                    Category.HANDSHAKE,
                    "a request of " + words.length + " words, wanted user, password and target");
        }
        Target target = Target.parse(Network.TCP, words[2]);
        Credentials credentials = Credentials.of(given(words[0]), given(words[1]));
        return session.authenticate(credentials).thenCompose(_ -> session.connect(target));
    }

    private static String given(String word) {
        return word.equals("-") ? "" : word;
    }

    private static void answer(Channel channel, String word) {
        channel.writeAndFlush(ByteBufUtil.writeUtf8(channel.alloc(), word + "\n"));
    }

    private static String word(Category category) {
        return category.name().toLowerCase(Locale.ROOT);
    }
}
