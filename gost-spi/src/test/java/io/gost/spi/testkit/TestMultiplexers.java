package io.gost.spi.testkit;

import io.gost.spi.Acceptor;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.MultiplexSession;
import io.gost.spi.Multiplexer;
import io.gost.spi.MultiplexerProvider;
import io.gost.spi.Options;
import io.gost.spi.PluginContext;
import io.netty.channel.Channel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The multiplexers a plugin under test may use.
 *
 * @param providers what there is
 * @param metadata of the object that multiplexes
 */
public record TestMultiplexers(List<MultiplexerProvider<?>> providers, Map<String, ?> metadata) {
    /** There are none. */
    public static final TestMultiplexers NONE = new TestMultiplexers(List.of(), Map.of());

    Multiplexer create(int version, PluginContext context) {
        String type = String.valueOf(metadata.get("mux.type"));
        String name = type.equals("null") ? "smux" : type;
        Map<String, Object> values = new HashMap<>(metadata);
        values.putIfAbsent("mux.version", version);
        return providers.stream()
                .filter(provider -> provider.types().contains(name))
                .findFirst()
                .map(provider -> create(provider, values, context))
                .orElseGet(() -> new Missing(name));
    }

    /** Objects that could multiplex get one, too; most tests never use it. */
    private record Missing(String name) implements Multiplexer {
        @Override
        public MultiplexSession client(Channel channel, Acceptor incoming) {
            throw missing();
        }

        @Override
        public MultiplexSession server(Channel channel, Acceptor incoming) {
            throw missing();
        }

        private GostException missing() {
            return new GostException(Category.CONFIG, "the test has no multiplexer " + name);
        }
    }

    private static <O> Multiplexer create(
            MultiplexerProvider<O> provider, Map<String, ?> values, PluginContext context) {
        return provider.create(provider.read(Options.of(values)), context);
    }
}
