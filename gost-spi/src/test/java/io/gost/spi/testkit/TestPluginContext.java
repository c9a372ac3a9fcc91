package io.gost.spi.testkit;

import io.gost.spi.Multiplexer;
import io.gost.spi.PluginContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;

/** What every plugin object gets in tests. The clock stands still unless a test moves it. */
public class TestPluginContext implements PluginContext {
    private final TestNetwork network;
    private volatile TestMultiplexers multiplexers = TestMultiplexers.NONE;
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    /**
     * Creates a context.
     *
     * @param network the test's network
     */
    public TestPluginContext(TestNetwork network) {
        this.network = network;
    }

    @Override
    public final String name() {
        return "test";
    }

    @Override
    public final String path() {
        return "test";
    }

    @Override
    public final Logger logger() {
        return LoggerFactory.getLogger("test");
    }

    @Override
    public final InstantSource clock() {
        return () -> now;
    }

    @Override
    public final <T> CompletionStage<T> blocking(Callable<T> work) {
        return network.blocking(work);
    }

    /**
     * Sets the clock.
     *
     * @param instant what it shows from now on
     */
    public final void setTime(Instant instant) {
        now = instant;
    }

    /**
     * Says which multiplexers there are.
     *
     * @param available the multiplexers, and the metadata that choose among them
     */
    public final void multiplexers(TestMultiplexers available) {
        multiplexers = available;
    }

    /**
     * Makes the multiplexer that the metadata name.
     *
     * @param version what an absent {@code mux.version} means
     * @return the multiplexer
     */
    public final Multiplexer multiplexer(int version) {
        return multiplexers.create(version, this);
    }

    final TestNetwork network() {
        return network;
    }
}
