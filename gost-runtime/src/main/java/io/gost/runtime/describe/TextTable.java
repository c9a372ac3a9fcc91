package io.gost.runtime.describe;

import java.util.ArrayList;
import java.util.List;

/** Aligned columns for a terminal. A column that is empty in every row is left out. */
final class TextTable {
    private static final String GAP = "  ";

    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... heads) {
        this.heads = List.of(heads);
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** The lines, without blanks at their ends; none when there is no row. */
    List<String> lines() {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<StringBuilder> lines = new ArrayList<>();
        for (int i = 0; i <= rows.size(); i++) {
            lines.add(new StringBuilder());
        }
        for (int column = 0; column < heads.size(); column++) {
            append(column, lines);
        }
        return lines.stream().map(line -> line.toString().stripTrailing()).toList();
    }

    private void append(int column, List<StringBuilder> lines) {
        if (rows.stream().allMatch(row -> row.get(column).isEmpty())) {
            return;
        }
        int width = heads.get(column).length();
        for (List<String> row : rows) {
            width = Math.max(width, row.get(column).length());
        }
        for (int i = 0; i < lines.size(); i++) {
            String cell = i == 0 ? heads.get(column) : rows.get(i - 1).get(column);
            lines.get(i).append(cell).repeat(' ', width - cell.length()).append(GAP);
        }
    }
}
