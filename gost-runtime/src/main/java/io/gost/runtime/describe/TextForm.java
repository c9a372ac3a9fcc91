package io.gost.runtime.describe;

import io.gost.runtime.describe.PluginReport.Status;
import io.gost.runtime.plugin.ExtensionKind;
import io.gost.spi.OptionSpec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reports and descriptions as aligned lines for a terminal. */
public final class TextForm {
    private TextForm() {}

    /**
     * A table of plugins, and under it what is wrong with them.
     *
     * @param reports what to write
     * @return the lines
     */
    public static List<String> plugins(List<PluginReport> reports) {
        TextTable table = new TextTable("PLUGIN", "VERSION", "SPI", "STATUS", "TYPES", "JAR");
        for (PluginReport report : reports) {
            table.row(
                    report.name(),
                    report.version(),
                    report.spi(),
                    word(report.status()),
                    types(report.types(), report.status() == Status.REFUSED ? "" : "library"),
                    report.file().toString());
        }
        List<String> lines = new ArrayList<>(table.lines());
        for (PluginReport report : reports) {
            report.notes().forEach(note -> lines.add(report.file() + ": " + note));
        }
        return lines.isEmpty() ? List.of("no plugins") : List.copyOf(lines);
    }

    /**
     * A heading and a table of keys.
     *
     * @param description what to write
     * @return the lines
     */
    public static List<String> type(TypeDescription description) {
        List<String> lines = new ArrayList<>();
        lines.add(heading(description));
        TextTable table =
                new TextTable("KEY", "ALIASES", "TYPE", "UNIT", "DEFAULT", "VALUES", "HELP");
        for (OptionSpec spec : description.options()) {
            table.row(
                    spec.name() + (spec.required() ? " (required)" : ""),
                    String.join(", ", spec.names().subList(1, spec.names().size())),
                    spec.type(),
                    spec.unit(),
                    spec.defaultText(),
                    spec.wanted(),
                    spec.help());
        }
        lines.addAll(table.lines());
        if (description.options().isEmpty()) {
            lines.add("no keys of its own");
        }
        if (!description.delegates().isEmpty()) {
            lines.add(
                    "the same map is read by %s %s"
                            .formatted(
                                    description.kind().noun(),
                                    String.join(", ", description.delegates())));
        }
        return List.copyOf(lines);
    }

    /**
     * What was found about one plugin.
     *
     * @param one what to write
     * @return the lines
     */
    public static List<String> verification(Verification one) {
        List<String> lines = new ArrayList<>();
        lines.add(
                one.file()
                        + one.plugin()
                                .map(
                                        plugin ->
                                                ": %s %s (module %s)"
                                                        .formatted(
                                                                plugin.name(),
                                                                plugin.version(),
                                                                plugin.module()))
                                .orElse(""));
        one.plugin()
                .ifPresent(
                        plugin -> {
                            lines.add("  provides  " + types(plugin.types(), "a library"));
                            lines.add("  SPI       " + one.spi());
                        });
        if (!one.keys().isEmpty()) {
            lines.add("  keys      " + String.join(", ", one.keys()));
        }
        one.licences().forEach(licence -> lines.add("  licence   " + licence));
        one.warnings().forEach(warning -> lines.add("  warning   " + warning));
        one.failures().forEach(failure -> lines.add("  FAILED    " + failure));
        lines.add(one.passed() ? "  passed" : "  must not be used");
        return List.copyOf(lines);
    }

    /**
     * The word for a status.
     *
     * @param status any
     * @return in lower case
     */
    static String word(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static String heading(TypeDescription description) {
        List<String> types = description.types();
        String aliases =
                types.size() == 1
                        ? ""
                        : " (also " + String.join(", ", types.subList(1, types.size())) + ")";
        String origin =
                description
                        .plugin()
                        .map(plugin -> " of plugin " + plugin.name() + " " + plugin.version())
                        .orElse("");
        return (description.kind().noun() + " " + types.getFirst() + aliases + origin)
                .stripTrailing();
    }

    /** Kinds with the same names share a mention: {@code handler, connector socks5 socks}. */
    private static String types(Map<ExtensionKind, List<String>> all, String none) {
        if (all.isEmpty()) {
            return none;
        }
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        for (ExtensionKind kind : ExtensionKind.values()) {
            List<String> types = all.get(kind);
            if (types != null) {
                kinds.computeIfAbsent(String.join(" ", types), _ -> new ArrayList<>())
                        .add(kind.noun());
            }
        }
        List<String> mentions = new ArrayList<>();
        kinds.forEach((types, nouns) -> mentions.add(String.join(", ", nouns) + " " + types));
        return String.join("; ", mentions);
    }
}
