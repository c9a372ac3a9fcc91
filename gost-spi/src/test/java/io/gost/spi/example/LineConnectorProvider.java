package io.gost.spi.example;

import io.gost.spi.ConnectRequest;
import io.gost.spi.Connector;
import io.gost.spi.ConnectorContext;
import io.gost.spi.ConnectorProvider;
import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Options;
import io.netty.channel.Channel;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Provides the client side of {@code line}. */
public final class LineConnectorProvider implements ConnectorProvider<LineOptions> {
    @Override
    public List<String> types() {
        return List.of("line");
    }

    @Override
    public LineOptions read(Options options) {
        return LineOptions.read(options);
    }

    @Override
    public Connector create(LineOptions options, ConnectorContext context) {
        Credentials login = context.credentials().orElse(Credentials.of("-", "-"));
        return (channel, request) -> connect(channel, request, login);
    }

    private static CompletionStage<Channel> connect(
            Channel channel, ConnectRequest request, Credentials login) {
        String line = login.username() + " " + login.password().reveal() + " " + request.target();
        return new LinePhase("line server", line)
                .run(channel)
                .thenCompose(
                        answer -> {
                            if (answer.equals("ok")) {
                                return CompletableFuture.completedStage(channel);
                            }
                            channel.close();
                            return CompletableFuture.failedStage(refusal(answer));
                        });
    }

    private static GostException refusal(String answer) {
        for (Category category : Category.values()) {
            if (category != Category.INTERNAL
                    && category.name().toLowerCase(Locale.ROOT).equals(answer)) {
                return new GostException(category, "the line server answered " + answer);
            }
        }
        return new GostException(
                Category.HANDSHAKE, "the line server did not answer ok or a category");
    }
}
