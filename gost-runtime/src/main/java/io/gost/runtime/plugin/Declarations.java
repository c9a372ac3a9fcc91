package io.gost.runtime.plugin;

import io.gost.spi.OptionSink;
import io.gost.spi.OptionSpec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Collects what one reading declares; refused values go on at once. */
final class Declarations implements OptionSink {
    private final BiConsumer<String, String> refusals;
    private final List<OptionSpec> specs = new ArrayList<>();
    private final List<String> delegates = new ArrayList<>();

    /**
     * Begins.
     *
     * @param refusals takes the path and the message of each refused value
     */
    Declarations(BiConsumer<String, String> refusals) {
        this.refusals = refusals;
    }

    @Override
    public void declared(OptionSpec spec) {
        specs.add(spec);
    }

    @Override
    public void delegated(String type) {
        delegates.add(type);
    }

    @Override
    public void refused(String path, String message) {
        refusals.accept(path, message);
    }

    List<OptionSpec> specs() {
        return specs;
    }

    List<String> delegates() {
        return delegates;
    }
}
