package io.anchorify.benchmarks.support;

import java.util.List;
import java.util.stream.Stream;

/**
 * A table in Markdown: one column of words, and figures behind it. It is printed line by line, so that what was measured is
 * seen when it was measured.
 */
public final class MarkdownTable {

    private MarkdownTable() {}

    /**
     * Prints the head of a table, behind an empty line.
     *
     * @param columns what stands above the columns
     * @return the table
     */
    public static MarkdownTable of(String... columns) {
        System.out.println();
        print(List.of(columns));
        System.out.println("| --- |" + " ---: |".repeat(columns.length - 1));
        return new MarkdownTable();
    }

    /**
     * Prints a title, and the head of a table under it.
     *
     * @param title what it is about
     * @param columns what stands above the columns
     * @return the table
     */
    public static MarkdownTable titled(String title, String... columns) {
        System.out.println();
        System.out.println(title);
        return of(columns);
    }

    /**
     * Prints a row.
     *
     * @param cells one for each column
     */
    public void row(Object... cells) {
        row(Stream.of(cells).map(String::valueOf).toList());
    }

    /**
     * Prints a row.
     *
     * @param cells one for each column
     */
    public void row(List<String> cells) {
        print(cells);
    }

    private static void print(List<String> cells) {
        System.out.println("| " + String.join(" | ", cells) + " |");
    }
}
