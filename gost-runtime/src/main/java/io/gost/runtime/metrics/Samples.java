package io.gost.runtime.metrics;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The samples of one family while its text is made: sorted by the values of their labels, and one
 * for each set of values, because a text that has one twice is refused as a whole.
 */
final class Samples {
    private final Family family;
    private final List<String> labels;
    private final String host;
    private final List<Sample> all = new ArrayList<>();

    /** Values of the labels, and either a number or a distribution. */
    private record Sample(List<String> values, double number, Histogram.Snapshot buckets)
            implements Comparable<Sample> {
        private static final Histogram.Snapshot NONE = Histogram.Snapshot.of(0, 0);

        @Override
        public int compareTo(Sample other) {
            for (int i = 0; i < values.size(); i++) {
                int order = values.get(i).compareTo(other.values.get(i));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        }

        Sample plus(Sample other) {
            return new Sample(values, number + other.number, buckets);
        }
    }

    Samples(Family family, String host) {
        this.family = family;
        this.host = host;
        this.labels = new ArrayList<>(family.labels());
        if (family.onHost()) {
            labels.add(Family.HOST);
            labels.sort(null);
        }
    }

    /**
     * A number. Of two with the same labels the sum is shown.
     *
     * @param number the value
     * @param values of the family's labels, in their order
     */
    void add(double number, String... values) {
        all.add(new Sample(values(values), number, Sample.NONE));
    }

    /** A count. */
    void add(long count, String... values) {
        add((double) count, values);
    }

    /** A distribution. */
    void add(Histogram.Snapshot buckets, String... values) {
        all.add(new Sample(values(values), 0, buckets));
    }

    /** Writes the family, unless it has no samples. */
    void writeTo(Appendable out) throws IOException {
        if (all.isEmpty()) {
            return;
        }
        String name = family.name();
        out.append("# HELP ").append(name).append(' ').append(family.help()).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(family.type().toString());
        out.append('\n');
        for (Sample sample : merged()) {
            switch (family.type()) {
                case COUNTER, GAUGE -> line(out, "", sample.values, "", sample.number);
                case SUMMARY -> total(out, sample.values, sample.buckets);
                case HISTOGRAM -> {
                    buckets(out, sample.values, sample.buckets);
                    total(out, sample.values, sample.buckets);
                }
            }
        }
    }

    private List<Sample> merged() {
        all.sort(null);
        List<Sample> merged = new ArrayList<>(all.size());
        for (Sample sample : all) {
            if (!merged.isEmpty() && merged.getLast().compareTo(sample) == 0) {
                merged.add(merged.removeLast().plus(sample));
            } else {
                merged.add(sample);
            }
        }
        return merged;
    }

    private List<String> values(String... values) {
        if (values.length != family.labels().size()) {
            throw new IllegalArgumentException(
                    family.name() + ": " + values.length + " values for " + family.labels());
        }
        List<String> ordered = new ArrayList<>(Arrays.asList(values));
        if (family.onHost()) {
            ordered.add(labels.indexOf(Family.HOST), host);
        }
        return ordered;
    }

    private void buckets(Appendable out, List<String> values, Histogram.Snapshot buckets)
            throws IOException {
        List<Double> bounds = buckets.bounds();
        for (int i = 0; i < bounds.size(); i++) {
            String bound = NumberText.of(bounds.get(i));
            line(out, "_bucket", values, bound, buckets.counts().get(i));
        }
        line(out, "_bucket", values, "+Inf", (double) buckets.count());
    }

    private void total(Appendable out, List<String> values, Histogram.Snapshot buckets)
            throws IOException {
        line(out, "_sum", values, "", buckets.sumSeconds());
        line(out, "_count", values, "", (double) buckets.count());
    }

    private void line(
            Appendable out, String suffix, List<String> values, String bound, double number)
            throws IOException {
        out.append(family.name()).append(suffix);
        char before = '{';
        for (int i = 0; i < labels.size(); i++) {
            label(out, before, labels.get(i), values.get(i));
            before = ',';
        }
        if (!bound.isEmpty()) {
            label(out, before, "le", bound);
            before = ',';
        }
        out.append(before == '{' ? " " : "} ").append(NumberText.of(number)).append('\n');
    }

    private static void label(Appendable out, char before, String name, String value)
            throws IOException {
        out.append(before).append(name).append("=\"");
        for (int i = 0; i < value.length(); i++) {
            switch (value.charAt(i)) {
                case '\\' -> out.append("\\\\");
                case '"' -> out.append("\\\"");
                case '\n' -> out.append("\\n");
                default -> out.append(value.charAt(i));
            }
        }
        out.append('"');
    }
}
