package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.TextWidth;
import java.util.Arrays;
import java.util.List;

/**
 * A table that is printed page by page. A column is as wide as its longest cell so far, but all columns fit the terminal:
 * the widest ones are truncated. The first column, with the id, never is.
 */
final class Table {

    /** For output that is not on a terminal. */
    static final int UNLIMITED = Integer.MAX_VALUE;

    private static final String GAP = "  ";
    private static final int MIN_WIDTH = 4;

    private final int maxWidth;
    private final String[] headings;
    private final int[] widest;
    private boolean hasHeadings;

    Table(int maxWidth, String... headings) {
        this.maxWidth = maxWidth;
        this.headings = headings;
        this.widest = Arrays.stream(headings).mapToInt(TextWidth::of).toArray();
    }

    /** Prints rows, after the headings if these are the first. */
    void print(Output output, List<String[]> rows) {
        rows.forEach(this::measure);
        int[] widths = fitting();
        if (!hasHeadings) {
            output.heading(line(headings, widths));
            hasHeadings = true;
        }
        rows.forEach(row -> output.line(line(row, widths)));
    }

    private void measure(String... row) {
        for (int column = 0; column < row.length; column++) {
            widest[column] = Math.max(widest[column], TextWidth.of(row[column]));
        }
    }

    private int[] fitting() {
        int[] widths = widest.clone();
        int excess = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - maxWidth;
        int column = widestOf(widths);
        for (; excess > 0 && widths[column] > MIN_WIDTH; excess--) {
            widths[column]--;
            column = widestOf(widths);
        }
        return widths;
    }

    private static int widestOf(int... widths) {
        int widest = widths.length - 1;
        for (int column = 1; column < widths.length; column++) {
            widest = widths[column] > widths[widest] ? column : widest;
        }
        return widest;
    }

    private static String line(String[] row, int... widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.length; column++) {
            String cell = TextWidth.truncate(row[column], widths[column]);
            line.append(cell)
                    .append(" ".repeat(widths[column] - TextWidth.of(cell)))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
