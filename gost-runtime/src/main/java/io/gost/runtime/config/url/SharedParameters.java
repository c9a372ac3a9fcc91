package io.gost.runtime.config.url;

import io.gost.runtime.config.document.Location;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.MappingBuilder;
import io.gost.runtime.config.document.Scalar;
import io.gost.spi.GoDuration;

import java.time.Duration;
import java.util.Optional;

/** Parameters that mean the same on services and nodes. */
final class SharedParameters {
    /** Prefix of what goes to the selector only; an addition to GOST. */
    private static final String SELECTOR_SCOPE = "selector.";

    private static final int DEFAULT_MAX_FAILS = 1;
    private static final Duration DEFAULT_FAIL_TIMEOUT = Duration.ofSeconds(30);

    static final String[] CERT_FILE = {"tls.certFile", "certFile", "cert"};
    static final String[] KEY_FILE = {"tls.keyFile", "keyFile", "key"};
    static final String[] CA_FILE = {"tls.caFile", "caFile", "ca"};

    private SharedParameters() {}

    /** Takes the selector away, if one of its parameters says something. */
    static Optional<Mapping> takeSelector(Parameters parameters, Location location) {
        String strategy = parameters.text("strategy");
        int maxFails = parameters.positive("maxFails", "max_fails");
        Duration failTimeout = parameters.duration("failTimeout", "fail_timeout");
        Parameters own = parameters.take(SELECTOR_SCOPE);
        if (strategy.isEmpty()
                && maxFails == 0
                && !failTimeout.isPositive()
                && own.values().isEmpty()) {
            return Optional.empty();
        }
        parameters.remove("strategy", "maxFails", "max_fails", "failTimeout", "fail_timeout");
        Duration timeout = failTimeout.isPositive() ? failTimeout : DEFAULT_FAIL_TIMEOUT;
        var selector =
                new MappingBuilder(location)
                        .text("strategy", strategy.isEmpty() ? "round" : strategy)
                        .number("maxFails", maxFails == 0 ? DEFAULT_MAX_FAILS : maxFails)
                        .text("failTimeout", GoDuration.format(timeout));
        moveText(own, "maxLatency", selector);
        moveText(own, "slowStart", selector);
        return Optional.of(
                selector.object("metadata", metadata(own, Mapping.empty(location))).build());
    }

    /** Moves a text that belongs to one part only. */
    static void moveText(Parameters parameters, String name, MappingBuilder to) {
        String text = parameters.text(name);
        if (!text.isEmpty()) {
            to.text(name, text);
            parameters.remove(name);
        }
    }

    /** Moves a positive number that belongs to one part only. */
    static void moveNumber(Parameters parameters, String name, MappingBuilder to) {
        int number = parameters.positive(name);
        if (number > 0) {
            to.number(name, number);
            parameters.remove(name);
        }
    }

    /** What is left, as metadata; values that are no plain texts take the place of the others. */
    static Mapping metadata(Parameters parameters, Mapping typed) {
        var metadata = new MappingBuilder(typed.location());
        parameters
                .values()
                .forEach(
                        (name, value) -> {
                            if (typed.entries().stream().noneMatch(e -> e.key().equals(name))) {
                                metadata.put(name, Scalar.text(typed.location(), value));
                            }
                        });
        typed.entries().forEach(entry -> metadata.put(entry.key(), entry.value()));
        return metadata.build();
    }
}
