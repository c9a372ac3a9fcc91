package io.gost.runtime.cli;

import io.gost.runtime.config.document.Diagnostic;
import io.gost.runtime.config.document.Diagnostic.Severity;
import io.gost.runtime.config.document.Location;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What {@code gost check} says.
 *
 * @param problems by source, line and column
 */
record CheckReport(List<Diagnostic> problems) {
    private static final Comparator<Location> PLACE =
            Comparator.comparing(Location::origin)
                    .thenComparingInt(Location::line)
                    .thenComparingInt(Location::column);

    CheckReport {
        problems = List.copyOf(problems);
    }

    /** Sorts, and makes errors of warnings if they count as such. */
    static CheckReport of(List<Diagnostic> found, boolean strict) {
        return new CheckReport(
                found.stream()
                        .map(each -> strict ? error(each) : each)
                        .distinct()
                        .sorted(Comparator.comparing(Diagnostic::location, PLACE))
                        .toList());
    }

    long errors() {
        return problems.stream().filter(each -> each.severity() == Severity.ERROR).count();
    }

    /** One line for each problem, and a last one that sums up. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        problems.forEach(each -> lines.add(each.toString()));
        lines.add(
                problems.isEmpty()
                        ? "nothing wrong"
                        : count(errors(), "error")
                                + ", "
                                + count(problems.size() - errors(), "warning"));
        return List.copyOf(lines);
    }

    /** The same for programs. */
    String json() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Diagnostic each : problems) {
            ObjectNode node = array.addObject();
            node.put("severity", each.severity().name().toLowerCase(Locale.ROOT));
            node.put("source", each.location().origin());
            node.put("line", each.location().line());
            node.put("column", each.location().column());
            node.put("path", each.path());
            node.put("message", each.message());
        }
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("errors", errors());
        report.put("warnings", problems.size() - errors());
        report.set("problems", array);
        return report.toPrettyString();
    }

    private static Diagnostic error(Diagnostic each) {
        return new Diagnostic(Severity.ERROR, each.location(), each.path(), each.message());
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
