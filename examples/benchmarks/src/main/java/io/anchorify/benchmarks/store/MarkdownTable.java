package io.anchorify.benchmarks.store;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table that is printed line by line, so that what was measured is seen when it was measured. */
final class MarkdownTable {

    private MarkdownTable() {}

    /** Prints a title and the head of a table. The first column holds words, the others figures. */
    static MarkdownTable begin(String title, String... columns) {
        System.out.println("\n" + title + "\n");
        print(List.of(columns));
        print(Stream.of(columns)
                .map(column -> column.equals(columns[0]) ? "---" : "---:")
                .toList());
        return new MarkdownTable();
    }

    void row(Object... cells) {
        print(Stream.of(cells).map(String::valueOf).toList());
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String number(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.3f", ratio);
    }

    static String micros(double nanos) {
        return String.format(Locale.ROOT, "%,.1f", nanos / 1e3);
    }

    static String millis(double nanos) {
        return String.format(Locale.ROOT, "%,.2f", nanos / 1e6);
    }

    static String seconds(double nanos) {
        return String.format(Locale.ROOT, "%,.1f", nanos / 1e9);
    }

    private static void print(List<String> cells) {
        System.out.println(cells.stream().collect(Collectors.joining(" | ", "| ", " |")));
    }
}
