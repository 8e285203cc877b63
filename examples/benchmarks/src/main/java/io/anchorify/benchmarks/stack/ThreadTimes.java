package io.anchorify.benchmarks.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processor time that the threads of a process have taken, in nanoseconds, by their names without the numbers in them:
 * all threads of a pool are one. Linux knows the first fifteen characters of a name.
 */
record ThreadTimes(Map<String, Long> nanos) {

    static final String HEAD = "| server | threads | µs per request |\n| --- | --- | ---: |";

    private static final Pattern NUMBER = Pattern.compile("[-#]?[0-9]+");
    /** How the names of those of Jetty begin, which answer. */
    private static final String ANSWERING = "qtp";
    /** What is left of the names that the JDK gives the threads of its compilers, C1 and C2. */
    private static final String COMPILERS = "C CompilerThre";

    static ThreadTimes of(long pid) {
        Map<String, Long> nanos = new TreeMap<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
            threads.forEach(thread -> add(thread, nanos));
        } catch (IOException e) {
            throw new StackException("The processor time of threads is read from /proc, as Linux has it", e);
        }
        if (nanos.isEmpty()) {
            throw new StackException(
                    "This kernel does not tell the processor time of threads in /proc/PID/task/TID/schedstat");
        }
        return new ThreadTimes(nanos);
    }

    private static void add(Path thread, Map<String, Long> nanos) {
        try {
            String name = nameOf(Files.readString(thread.resolve("comm")).strip());
            String schedule = Files.readString(thread.resolve("schedstat"));
            nanos.merge(name, Long.valueOf(schedule.substring(0, schedule.indexOf(' '))), Long::sum);
        } catch (IOException e) {
            // It has ended meanwhile, and so did not take much.
        }
    }

    static String nameOf(String thread) {
        return NUMBER.matcher(thread).replaceAll("");
    }

    ThreadTimes since(ThreadTimes before) {
        return new ThreadTimes(nanos.entrySet().stream()
                .collect(Collectors.toMap(
                        Entry::getKey, time -> time.getValue() - before.nanos.getOrDefault(time.getKey(), 0L))));
    }

    long ofCompilers() {
        return nanos.getOrDefault(COMPILERS, 0L);
    }

    /** All but those that take the requests: of compilers and collectors, of the library, of its database. */
    long ofBackground() {
        return nanos.entrySet().stream()
                .filter(time -> !time.getKey().startsWith(ANSWERING))
                .mapToLong(Entry::getValue)
                .sum();
    }

    /** A row for each name that took at least a hundredth of a microsecond a request, the busiest first. */
    List<String> rows(String server, long requests) {
        return nanos.entrySet().stream()
                .filter(time -> time.getValue() >= 10 * requests)
                .sorted(Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .map(time -> String.format(
                        Locale.ROOT, "| %s | %s | %.2f |", server, time.getKey(), time.getValue() / 1e3 / requests))
                .toList();
    }
}
