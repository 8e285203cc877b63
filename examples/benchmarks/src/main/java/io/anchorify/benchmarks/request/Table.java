package io.anchorify.benchmarks.request;

import java.util.List;
import java.util.Locale;

/** What was measured, for people, in Markdown. */
final class Table {

    private Table() {}

    static String of(List<Measurements> all) {
        StringBuilder text = new StringBuilder();
        all.forEach(measurements -> append(text, measurements));
        return text.toString();
    }

    private static void append(StringBuilder text, Measurements run) {
        text.append("%n### %,d tokens%n%n".formatted(run.tokens()))
                .append(line("contender", "median ns", "lowest ns", "/ floor", "bytes"))
                .append(line("---", "---:", "---:", "---:", "---:"));
        run.fastestFirst().forEach(one -> text.append(row(run, one)));
        if (run.find(Measurements.DROPWIZARD).isPresent()) {
            text.append(dropwizardAlone(run));
        }
    }

    private static String row(Measurements run, Measurement one) {
        double floor = run.value(Measurements.FLOOR, Measurement::medianNanos);
        return line(
                one.contender(),
                number(1, one.medianNanos()),
                number(1, one.lowestNanos()),
                number(2, one.medianNanos() / floor),
                number(1, one.medianBytes()));
    }

    /** Its request object is dearer than the light one, so both are taken off, also from the floor that it is put beside. */
    private static String dropwizardAlone(Measurements run) {
        double nanos = run.share(Measurements.DROPWIZARD, Measurement::medianNanos);
        double floor = run.share(Measurements.FLOOR, Measurement::medianNanos);
        return line(
                "dropwizard, request objects taken off",
                number(1, nanos),
                number(1, run.share(Measurements.DROPWIZARD, Measurement::lowestNanos)),
                number(2, nanos / floor),
                number(1, run.share(Measurements.DROPWIZARD, Measurement::medianBytes)));
    }

    private static String line(String... cells) {
        return "| " + String.join(" | ", cells) + " |" + System.lineSeparator();
    }

    /** Nothing of what was not measured. */
    private static String number(int digits, double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
