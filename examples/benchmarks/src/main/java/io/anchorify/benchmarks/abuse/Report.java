package io.anchorify.benchmarks.abuse;

import io.anchorify.benchmarks.abuse.Window.Kind;
import io.anchorify.benchmarks.support.MarkdownTable;
import io.anchorify.benchmarks.support.Median;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What came of all rounds, in tables. */
final class Report {

    private static final double MIB = 1024.0 * 1024;

    private final Settings settings;
    private final Service service;
    private final List<Map<Kind, Window>> rounds;
    private final List<Long> heap;

    Report(Settings settings, Service service, Rounds rounds) {
        this.settings = settings;
        this.service = service;
        this.rounds = rounds.windows();
        this.heap = rounds.heap();
    }

    void print() {
        printLatencies();
        printRounds();
        printAnswers();
        printBounds();
        printHeap();
    }

    private void printLatencies() {
        System.out.println("## Good tokens");
        System.out.println();
        System.out.println(
                "Microseconds, medians of the rounds. *Due* is from when a request was due, with the wait for"
                        + " the processor; *begun* is from when its thread began with it, the library's own share. The ratio is"
                        + " the median of each round's p99 to its quiet one. Processor alone takes as many cores as the fakes do,"
                        + " without the library.");
        MarkdownTable table = MarkdownTable.of(
                "attack",
                "strikes/s",
                "cores: JVM",
                "cores: database",
                "good requests/s",
                "due p50",
                "due p99",
                "due p99.9",
                "ratio of due p99",
                "begun p50",
                "begun p99",
                "ratio of begun p99");
        for (Kind kind : Kind.values()) {
            table.row(
                    kind.title(),
                    count(kind, Window::strikesPerSecond),
                    decimal(median(kind, Window::jvmCores)),
                    decimal(median(kind, Window::databaseCores)),
                    count(kind, Window::goodPerSecond),
                    decimal(median(kind, window -> window.good().due().p50())),
                    decimal(median(kind, Report::dueP99)),
                    decimal(median(kind, window -> window.good().due().p999())),
                    decimal(medianRatio(kind, Report::dueP99)),
                    decimal(median(kind, window -> window.good().begun().p50())),
                    decimal(median(kind, Report::begunP99)),
                    decimal(medianRatio(kind, Report::begunP99)));
        }
    }

    private void printRounds() {
        System.out.println("\nThe p99 of each round, due / begun:");
        MarkdownTable table = MarkdownTable.of(
                Stream.concat(Stream.of("round"), Arrays.stream(Kind.values()).map(Kind::title))
                        .toArray(String[]::new));
        for (int i = 0; i < rounds.size(); i++) {
            Map<Kind, Window> round = rounds.get(i);
            table.row(Stream.concat(
                            Stream.of(String.valueOf(i + 1)),
                            Arrays.stream(Kind.values()).map(kind -> p99s(round, kind)))
                    .toList());
        }
    }

    private void printAnswers() {
        System.out.println("\n## Answers");
        System.out.println();
        System.out.println(
                "A second, medians of the rounds; the last four columns are sums. Turned away and failed lookups"
                        + " are what 503 is made of.");
        MarkdownTable table = MarkdownTable.of(
                "attack",
                "401, unknown",
                "401, malformed",
                "503",
                "lookups in the database",
                "turned away",
                "failed lookups",
                "requests past the cache",
                "good tokens refused");
        for (Kind kind : Kind.values()) {
            table.row(
                    kind.title(),
                    count(kind, window -> window.answersPerSecond(Attack.Answer.UNKNOWN)),
                    count(kind, window -> window.answersPerSecond(Attack.Answer.MALFORMED)),
                    count(kind, window -> window.answersPerSecond(Attack.Answer.UNAVAILABLE)),
                    count(kind, Window::lookupsPerSecond),
                    sum(kind, Window::turnedAway),
                    sum(kind, Window::failedLookups),
                    sum(kind, Window::fallbacks),
                    sum(kind, window -> window.good().refused()));
        }
    }

    private void printBounds() {
        System.out.println("\n## Bounds");
        MarkdownTable table = MarkdownTable.of("what", "bound", "seen");
        table.row(
                "lookups at once (concurrentLookups)",
                String.valueOf(settings.concurrentLookups()),
                String.valueOf(service.store().mostLookupsAtOnce()));
        table.row(
                "longest answer to a fake, ms (lookupWait and a lookup)",
                "more than " + settings.lookupWait(),
                decimal(all(Kind.FAKES).stream()
                                .mapToDouble(window -> window.attackers().longest())
                                .max()
                                .orElseThrow()
                        / 1000));
        table.row(
                "lookups of good tokens while the windows ran",
                "0",
                String.valueOf(rounds.stream()
                        .flatMap(round -> round.values().stream())
                        .mapToLong(Window::goodLookups)
                        .sum()));
        table.row(
                "good tokens in the cache at the end",
                String.valueOf(settings.goodTokens()),
                String.valueOf(service.stats().cachedTokens()));
    }

    private void printHeap() {
        System.out.println("\n## Heap");
        System.out.println();
        System.out.println(
                "In use after full collections, MiB: before the first round, behind each, and the last to the"
                        + " first.");
        MarkdownTable table = MarkdownTable.of(Stream.of(
                        Stream.of("", "begin"),
                        IntStream.rangeClosed(1, rounds.size()).mapToObj(i -> "round " + i),
                        Stream.of("end / begin"))
                .flatMap(part -> part)
                .toArray(String[]::new));
        table.row(Stream.of(
                        Stream.of("MiB"),
                        heap.stream().map(bytes -> decimal(bytes / MIB)),
                        Stream.of(decimal((double) heap.get(heap.size() - 1) / heap.get(0))))
                .flatMap(part -> part)
                .toList());
    }

    private List<Window> all(Kind kind) {
        return rounds.stream().map(round -> window(round, kind)).toList();
    }

    private double median(Kind kind, ToDoubleFunction<Window> figure) {
        return Median.of(all(kind).stream().map(figure::applyAsDouble).toList());
    }

    private double medianRatio(Kind kind, ToDoubleFunction<Window> figure) {
        return Median.of(rounds.stream()
                .map(round ->
                        figure.applyAsDouble(window(round, kind)) / figure.applyAsDouble(window(round, Kind.QUIET)))
                .toList());
    }

    private String count(Kind kind, ToDoubleFunction<Window> figure) {
        return String.format(Locale.ROOT, "%,.0f", median(kind, figure));
    }

    private String sum(Kind kind, ToLongFunction<Window> figure) {
        return String.format(
                Locale.ROOT, "%,d", all(kind).stream().mapToLong(figure).sum());
    }

    private static Window window(Map<Kind, Window> round, Kind kind) {
        return Objects.requireNonNull(round.get(kind));
    }

    private static String p99s(Map<Kind, Window> round, Kind kind) {
        Window window = window(round, kind);
        return decimal(dueP99(window)) + " / " + decimal(begunP99(window));
    }

    private static double dueP99(Window window) {
        return window.good().due().p99();
    }

    private static double begunP99(Window window) {
        return window.good().begun().p99();
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%,.2f", value);
    }
}
