package io.gost.runtime.describe;

import io.gost.spi.OptionSink;
import io.gost.spi.OptionSpec;
import io.gost.spi.Options;
import io.gost.spi.Provider;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads a provider's options without values and with every default as a value, and compares what it
 * says of its keys. A key that is read only sometimes would be unknown to {@code gost check}, the
 * schema and the documentation.
 */
final class OptionSelfTest {
    private static final Set<String> WITHOUT_TEXT = Set.of("secret", "map");

    private final Provider<?> provider;
    private final List<String> failures = new ArrayList<>();
    private final List<String> oddities = new ArrayList<>();

    private OptionSelfTest(Provider<?> provider) {
        this.provider = provider;
    }

    /**
     * What was found.
     *
     * @param failures the plugin's author has to mend these
     * @param oddities users get along in spite of these
     */
    record Result(List<String> failures, List<String> oddities) {
        Result {
            failures = List.copyOf(failures);
            oddities = List.copyOf(oddities);
        }
    }

    static Result of(Provider<?> provider) {
        OptionSelfTest test = new OptionSelfTest(provider);
        test.run();
        return new Result(test.failures, test.oddities);
    }

    private void run() {
        Reading described = new Reading();
        Reading empty = new Reading();
        if (!read(Options.describing(described), "without values")
                || !read(Options.of("", Map.of(), empty), "with an empty map")) {
            return;
        }
        if (!described.specs.equals(empty.specs)) {
            failures.add("reads other keys when there are values than when there are none");
        }
        described.refusals.forEach(refusal -> failures.add("refused without a value: " + refusal));
        checkSpellings(described.specs);
        for (OptionSpec spec : described.specs) {
            checkDefault(spec);
            if (spec.help().isBlank()) {
                oddities.add("key \"%s\" has no help".formatted(spec.name()));
            }
        }
    }

    private void checkSpellings(List<OptionSpec> specs) {
        Map<String, OptionSpec> owners = new HashMap<>();
        for (OptionSpec spec : specs) {
            for (String name : spec.names()) {
                OptionSpec other = owners.putIfAbsent(name.toLowerCase(Locale.ROOT), spec);
                if (other != null && !other.equals(spec)) {
                    failures.add(
                            "key \"%s\" is a spelling of both %s and %s"
                                    .formatted(name, other.name(), spec.name()));
                }
                if (name.isBlank() || name.chars().anyMatch(Character::isWhitespace)) {
                    failures.add("key \"%s\" has blanks in it".formatted(name));
                }
            }
        }
    }

    /** A default that is written out must mean what leaving the key out means. */
    private void checkDefault(OptionSpec spec) {
        if (spec.defaultText().isEmpty() || WITHOUT_TEXT.contains(spec.type())) {
            return;
        }
        Reading written = new Reading();
        Map<String, String> values = Map.of(spec.name(), spec.defaultText());
        if (read(Options.of("", values, written), "with " + values)) {
            written.refusals.stream()
                    .filter(refusal -> refusal.startsWith(spec.name() + ":"))
                    .forEach(refusal -> failures.add("its own default is refused: " + refusal));
        }
    }

    private boolean read(Options options, String how) {
        try {
            provider.read(options);
            return true;
        } catch (RuntimeException | LinkageError e) {
            failures.add("throws %s when it is read %s".formatted(e, how));
            return false;
        }
    }

    /** One reading. */
    private static final class Reading implements OptionSink {
        private final List<OptionSpec> specs = new ArrayList<>();
        private final List<String> refusals = new ArrayList<>();

        @Override
        public void declared(OptionSpec spec) {
            specs.add(spec);
        }

        @Override
        public void delegated(String type) {}

        @Override
        public void refused(String path, String message) {
            refusals.add(path + ": " + message);
        }
    }
}
