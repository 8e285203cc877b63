package io.anchorify.benchmarks.support;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** A table in Markdown: one column of words, and numbers behind it. */
public final class MarkdownTable {

    private final List<String> lines = new ArrayList<>();

    private MarkdownTable(List<String> header) {
        add(header);
        lines.add("| --- |" + " ---: |".repeat(header.size() - 1));
    }

    /**
     * A table without rows.
     *
     * @param header what stands above the columns
     * @return the table
     */
    public static MarkdownTable of(String... header) {
        return new MarkdownTable(List.of(header));
    }

    /**
     * Adds a row.
     *
     * @param cells one for each column
     */
    public void row(String... cells) {
        add(List.of(cells));
    }

    /**
     * Adds a row.
     *
     * @param cells one for each column
     */
    public void row(List<String> cells) {
        add(cells);
    }

    /**
     * Prints it, with an empty line before and behind.
     *
     * @param out where to
     */
    public void print(PrintStream out) {
        out.println();
        lines.forEach(out::println);
        out.println();
    }

    private void add(List<String> cells) {
        lines.add("| " + String.join(" | ", cells) + " |");
    }
}
