package io.gost.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gost.runtime.plugin.Plugins;
import io.gost.runtime.plugin.ProblemSink;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.HandlerProvider;
import io.gost.spi.NoOptions;
import io.gost.spi.Options;
import io.gost.spi.PluginContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class PluginObjectsTest {
    private static final String PATH = "services[0].handler";
    private static final PluginContext NEVER_ASKED = context(PluginContext.class);

    private final List<String> errors = new ArrayList<>();
    private final ProblemSink problems =
            new ProblemSink() {
                @Override
                public void error(String path, String message) {
                    errors.add(path + " | " + message);
                }

                @Override
                public void warning(String path, String message) {
                    throw new AssertionError(path + ": " + message);
                }
            };

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "services[0].handler: no forwarder; services[0].handler | no forwarder",
                "services[0].handler.metadata.notls: odd; services[0].handler.metadata.notls | odd",
                "services[0].handler[1]: odd: 5; services[0].handler[1] | odd: 5",
                "services[0].handlers: odd; services[0].handler | services[0].handlers: odd",
                "cannot read a.pem: not found;"
                        + " services[0].handler | cannot read a.pem: not found",
                "odd; services[0].handler | odd"
            })
    void aPathThatThePluginNamesIsNotSaidTwice(String thrown, String reported) {
        PluginObjects objects =
                new PluginObjects(Plugins.of(List.of(new Refusing(thrown))), problems);
        assertThat(
                        objects.handler(
                                "refusing",
                                PATH,
                                Map.of(),
                                objects.group(),
                                context(HandlerContext.class)))
                .isEmpty();
        assertThat(errors).containsExactly(reported);
    }

    @Test
    void aMultiplexerThatIsNamedAndUnknownIsAnErrorOfTheConfiguration() {
        GostException unknown = lend(Map.of("MUX.type", "smucks"));
        assertThat(unknown.category()).isEqualTo(Category.CONFIG);
        assertThat(unknown)
                .hasMessageStartingWith(PATH + ".metadata.mux.type: unknown multiplexer type")
                .hasMessageContaining("smucks");
    }

    @ParameterizedTest
    @CsvSource({"other, ''", "mux.type, ''"})
    void theUsualMultiplexerMayBeMissing(String key, String value) {
        GostException missing = lend(Map.of(key, value));
        assertThat(missing.category()).isEqualTo(Category.PLUGIN);
        assertThat(missing).hasMessageContaining("smux");
    }

    private GostException lend(Map<String, ?> metadata) {
        PluginObjects objects = new PluginObjects(Plugins.of(List.of()), problems);
        return catchThrowableOfType(
                GostException.class,
                () -> objects.multiplexer(PATH, metadata, objects.group()).create(1, NEVER_ASKED));
    }

    private static <C> C context(Class<C> type) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, _) -> {
                            throw new AssertionError(method + " is not for these tests");
                        }));
    }

    private record Refusing(String message) implements HandlerProvider<NoOptions> {
        @Override
        public List<String> types() {
            return List.of("refusing");
        }

        @Override
        public NoOptions read(Options options) {
            return NoOptions.NONE;
        }

        @Override
        public Handler create(NoOptions options, HandlerContext context) {
            throw new GostException(Category.CONFIG, message);
        }
    }
}
