package io.gost.runtime.web;

import io.gost.runtime.config.Config;
import io.gost.runtime.config.Format;
import io.gost.runtime.config.binding.Documents;
import io.gost.runtime.config.binding.RecordKey;
import io.gost.runtime.config.binding.RecordReader;
import io.gost.runtime.config.binding.RecordReader.UnknownKeys;
import io.gost.runtime.config.binding.RecordSchema;
import io.gost.runtime.config.binding.RecordWriter;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.Location;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.Node;
import io.gost.runtime.config.document.Sequence;
import io.gost.runtime.config.document.YamlReader;
import io.gost.runtime.config.document.YamlWriter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes a configuration into the YAML text of its file: sections and objects that have not changed
 * stay as somebody wrote them, with their comments. What cannot be done that way, such as a file in
 * one line, is written anew.
 */
final class KeptText {
    private static final Location NOWHERE = Location.of("");

    private final Config config;
    private final Mapping fresh;
    private final Config before;
    private final List<String> lines;

    private KeptText(Config config, Mapping document, String text) {
        this.config = config;
        this.fresh = RecordWriter.tree(config, Format.YAML);
        this.before = read(document);
        this.lines = text.lines().toList();
    }

    /**
     * Writes a configuration.
     *
     * @param config the configuration
     * @param text what its file holds
     * @return what the file shall hold, which always says the configuration
     */
    static String write(Config config, String text) {
        return document(text)
                .filter(KeptText::isOneSectionPerLine)
                .map(document -> new KeptText(config, document, text).merge(document))
                .filter(merged -> document(merged).map(KeptText::read).equals(Optional.of(config)))
                .orElseGet(() -> RecordWriter.write(config, Format.YAML));
    }

    private static Optional<Mapping> document(String text) {
        Diagnostics diagnostics = new Diagnostics();
        return YamlReader.read(text, "", diagnostics)
                .filter(root -> root instanceof Mapping && !diagnostics.hasErrors())
                .map(Mapping.class::cast);
    }

    private static Config read(Mapping document) {
        return new RecordReader(new Diagnostics(), UnknownKeys.IGNORE)
                .read(Documents.ofFile(document));
    }

    private static boolean isOneSectionPerLine(Mapping document) {
        return document.entries().stream().allMatch(entry -> entry.location().column() == 1)
                && document.entries().stream()
                                .map(entry -> entry.location().line())
                                .distinct()
                                .count()
                        == document.entries().size();
    }

    private String merge(Mapping document) {
        List<String> written = new ArrayList<>();
        List<Mapping.Entry> entries = document.entries();
        int end = entries.isEmpty() ? lines.size() : start(entries.getFirst());
        written.addAll(lines.subList(0, end));
        for (int i = 0; i < entries.size(); i++) {
            Mapping.Entry entry = entries.get(i);
            int begin = end;
            end = i + 1 < entries.size() ? start(entries.get(i + 1)) : lines.size();
            written.addAll(section(entry, lines.subList(begin, end), begin));
        }
        for (Mapping.Entry added : fresh.entries()) {
            if (document.find(added.key()).isEmpty()) {
                written.addAll(text(added.key(), added.value()));
            }
        }
        return written.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /** The line that what is written about a section begins in: that of its comment. */
    private int start(Mapping.Entry entry) {
        return above(entry.location().line() - 1);
    }

    private int above(int line) {
        int first = line;
        while (first > 0 && lines.get(first - 1).strip().startsWith("#")) {
            first--;
        }
        return first;
    }

    private List<String> section(Mapping.Entry entry, List<String> old, int begin) {
        Optional<RecordKey> key = RecordSchema.of(Config.class).find(entry.key());
        if (key.isEmpty() || isSame(key.get())) {
            return old;
        }
        return fresh.find(key.get().name())
                .map(
                        wanted ->
                                objects(key.get(), entry, wanted.value(), begin, old.size())
                                        .orElseGet(() -> text(wanted.key(), wanted.value())))
                .orElse(List.of());
    }

    private boolean isSame(RecordKey key) {
        Object value = key.valueIn(config);
        return value == null ? key.valueIn(before) == null : value.equals(key.valueIn(before));
    }

    /** A list of objects, each on lines of its own; empty when it is written otherwise. */
    private Optional<List<String>> objects(
            RecordKey key, Mapping.Entry entry, Node wanted, int begin, int length) {
        if (!(entry.value() instanceof Sequence old)
                || !(wanted instanceof Sequence items)
                || !(key.valueIn(before) instanceof List<?> oldObjects)
                || !(key.valueIn(config) instanceof List<?> objects)
                || old.items().isEmpty()
                || old.items().size() != oldObjects.size()
                || !old.items().stream().allMatch(item -> isOnItsOwn(item, entry))) {
            return Optional.empty();
        }
        List<Integer> starts =
                new ArrayList<>(
                        old.items().stream()
                                .map(item -> above(item.location().line() - 1))
                                .toList());
        starts.add(begin + length);
        List<String> written = new ArrayList<>(lines.subList(begin, starts.getFirst()));
        int indent = indent(lines.get(old.items().getFirst().location().line() - 1));
        for (int i = 0; i < objects.size(); i++) {
            int same = oldObjects.indexOf(objects.get(i));
            written.addAll(
                    same < 0
                            ? item(items.items().get(i), indent)
                            : lines.subList(starts.get(same), starts.get(same + 1)));
        }
        return Optional.of(written);
    }

    private boolean isOnItsOwn(Node item, Mapping.Entry entry) {
        int line = item.location().line();
        return line > entry.location().line() && lines.get(line - 1).strip().startsWith("- ");
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static List<String> item(Node item, int indent) {
        return text("x", new Sequence(NOWHERE, List.of(item))).stream()
                .skip(1)
                .map(line -> " ".repeat(indent) + line.replaceFirst("^ {2}", ""))
                .toList();
    }

    private static List<String> text(String key, Node value) {
        return YamlWriter.write(Mapping.empty(NOWHERE).with(key, value)).lines().toList();
    }
}
