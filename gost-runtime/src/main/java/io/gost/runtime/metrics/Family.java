package io.gost.runtime.metrics;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Series of one name.
 *
 * @param name such as {@code gost_services}
 * @param type what the values are
 * @param help one line for people
 * @param labels names of the labels, sorted, without {@link #HOST}
 * @param onHost whether each series says which host it is from, as all of GOST's do
 * @param source tells the samples when the text is written
 */
record Family(
        String name,
        Type type,
        String help,
        List<String> labels,
        boolean onHost,
        Consumer<Samples> source) {
    /** The label that says which host a series is from. */
    static final String HOST = "host";

    /** What the values of a family are. */
    enum Type {
        /** Only grows. */
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** A distribution in buckets. */
        HISTOGRAM,
        /** A distribution of which only the count and the sum are known. */
        SUMMARY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Family {
        labels = List.copyOf(labels);
    }

    static Family counter(String name, String help, List<String> labels, Consumer<Samples> from) {
        return new Family(name, Type.COUNTER, help, labels, true, from);
    }

    static Family gauge(String name, String help, List<String> labels, Consumer<Samples> from) {
        return new Family(name, Type.GAUGE, help, labels, true, from);
    }

    static Family histogram(String name, String help, List<String> labels, Consumer<Samples> from) {
        return new Family(name, Type.HISTOGRAM, help, labels, true, from);
    }

    /** A family of the process and not of GOST. */
    static Family plain(
            Type type, String name, String help, List<String> labels, Consumer<Samples> from) {
        return new Family(name, type, help, labels, false, from);
    }
}
