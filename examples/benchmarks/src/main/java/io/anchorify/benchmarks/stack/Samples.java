package io.anchorify.benchmarks.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Where the threads of a server were when they were looked at, in the filters or elsewhere. */
final class Samples {

    /** A part of the server. What the filters call of Jetty is theirs. */
    enum Where {
        /** Between Jetty's call of a filter and the call of the next one. */
        FILTERS,
        /** From Jetty's call of the servlet on. */
        SERVLET,
        /** In Jetty or below: parsing, writing, waiting for work, and the threads of others. */
        SERVER
    }

    private static final String BY_CPU_TIME = "jdk.CPUTimeSample";
    private static final String BY_EXECUTION = "jdk.ExecutionSample";

    private final Map<Where, Map<String, Integer>> tops = new EnumMap<>(Where.class);

    private Samples() {}

    static Samples read(Path recording) throws IOException {
        Samples samples = new Samples();
        for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
            String type = event.getEventType().getName();
            if (type.equals(BY_CPU_TIME) || type.equals(BY_EXECUTION)) {
                samples.add(
                        event.getStackTrace() == null
                                ? List.of()
                                : event.getStackTrace().getFrames());
            }
        }
        return samples;
    }

    /**
     * Two tables.
     *
     * @param micros what a request takes of processor time, which the samples are a division of
     * @param frames how many frames of the filters to name
     */
    String describe(double micros, int frames) {
        int all = tops.values().stream().mapToInt(Samples::sum).sum();
        StringBuilder text =
                new StringBuilder("| where | samples | share | µs per request |\n| --- | ---: | ---: | ---: |\n");
        tops.forEach(
                (where, counts) -> text.append(row(where.name().toLowerCase(Locale.ROOT), sum(counts), all, micros)));
        text.append("\n| innermost frame, within the filters | samples | share | µs per request |\n")
                .append("| --- | ---: | ---: | ---: |\n");
        filters().entrySet().stream()
                .sorted(Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Entry.comparingByKey()))
                .limit(frames)
                .forEach(frame -> text.append(row(frame.getKey(), frame.getValue(), all, micros)));
        return text.toString();
    }

    private void add(List<RecordedFrame> frames) {
        tops.computeIfAbsent(whereIs(frames), where -> new HashMap<>())
                .merge(frames.isEmpty() ? "no frame" : name(frames.get(0)), 1, Integer::sum);
    }

    private Map<String, Integer> filters() {
        return tops.getOrDefault(Where.FILTERS, Map.of());
    }

    /** The innermost of Jetty's own calls decides: filters are called within filters, and the servlet within them all. */
    private static Where whereIs(List<RecordedFrame> frames) {
        return frames.stream()
                .map(Samples::called)
                .filter(where -> where != null)
                .findFirst()
                .orElse(Where.SERVER);
    }

    private static @Nullable Where called(RecordedFrame frame) {
        return switch (name(frame)) {
            case "org.eclipse.jetty.ee11.servlet.FilterHolder.doFilter" -> Where.FILTERS;
            case "org.eclipse.jetty.ee11.servlet.ServletHolder.handle" -> Where.SERVLET;
            default -> null;
        };
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static String row(String name, int samples, int all, double micros) {
        double share = all == 0 ? 0 : (double) samples / all;
        return String.format(
                Locale.ROOT, "| %s | %,d | %.1f %% | %.2f |%n", name, samples, 100 * share, share * micros);
    }
}
