package io.anchorify.benchmarks.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the processor counts while a server works, as {@code perf stat} tells it. A virtual machine often shows none of it. */
final class PerfStat {

    static final String HEAD = "| server | event | count per request |\n| --- | --- | ---: |";

    private static final String EVENTS = "instructions,cycles,cache-misses,L1-dcache-load-misses,L1-icache-load-misses,"
            + "iTLB-load-misses,branch-misses,context-switches";

    private final Process process;

    private PerfStat(Process process) {
        this.process = process;
    }

    static boolean isInstalled() {
        try {
            Commands.run(List.of("perf", "--version"));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Counts until it is stopped. */
    static PerfStat start(long pid) throws IOException {
        return new PerfStat(new ProcessBuilder(
                        "perf", "stat", "--field-separator", ",", "--event", EVENTS, "--pid", String.valueOf(pid))
                .redirectErrorStream(true)
                .start());
    }

    /** An interrupt makes it print what it has counted. */
    Counts stop() throws IOException {
        Commands.run(List.of("kill", "-INT", String.valueOf(process.pid())));
        return new Counts(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    /**
     * What was printed.
     *
     * @param output a line for each event: the count, a unit, the name and more
     */
    record Counts(String output) {

        List<String> rows(String server, long requests) {
            return output.lines()
                    .map(line -> line.split(",", -1))
                    .filter(fields -> fields.length > 2)
                    .flatMap(fields -> row(server, fields[2], fields[0], requests))
                    .toList();
        }

        private static Stream<String> row(String server, String event, String count, long requests) {
            String perRequest = count.matches("[0-9]+")
                    ? String.format(Locale.ROOT, "%,.1f", Long.parseLong(count) / (double) requests)
                    : count;
            return event.isEmpty() ? Stream.of() : Stream.of("| " + server + " | " + event + " | " + perRequest + " |");
        }
    }
}
