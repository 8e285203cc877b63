package io.anchorify.benchmarks.stack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;

/** Compares what whole servers answer and what that takes, or looks into one of them: see {@link StackOptions#USAGE}. */
final class Stack {

    private final StackOptions options;
    private final Workload workload;
    private final Servers servers;

    private Stack(StackOptions options, Workload workload) {
        this.options = options;
        this.workload = workload;
        this.servers = new Servers(options, workload);
    }

    static void run(StackOptions options) throws IOException {
        Wrk.requireInstalled();
        try (Workload workload = Workload.create(options.tokens())) {
            new Stack(options, workload).run();
        }
    }

    private void run() throws IOException {
        if (options.profiled() == null) {
            System.out.println(compare());
        } else {
            new Profile(servers, workload).print(options.profiled());
        }
    }

    private String compare() throws IOException {
        StackReport report = new StackReport(Contender.BARE.title());
        for (int start = 0; start < options.starts(); start++) {
            measure(start, report);
        }
        return report.table();
    }

    /** All servers are there at once, warm, and get the load in turns, so that what the machine does meanwhile hits them alike. */
    private void measure(int start, StackReport report) throws IOException {
        Map<Contender, ServerProcess> running = new LinkedHashMap<>();
        try {
            for (List<Contender> inOneProcess : options.processes()) {
                ServerProcess server = servers.warm(inOneProcess);
                inOneProcess.forEach(contender -> running.put(contender, server));
            }
            for (int turn = 0; turn < options.turns(); turn++) {
                for (Entry<Contender, ServerProcess> next : orderOf(turn, running)) {
                    Measurement measurement = measure(next.getKey(), next.getValue(), start, turn);
                    progress(measurement);
                    report.add(measurement);
                }
            }
        } finally {
            for (ServerProcess server : running.values()) {
                server.close();
            }
        }
    }

    /** Nobody is always the first, or always comes after the same one. */
    private static List<Entry<Contender, ServerProcess>> orderOf(int turn, Map<Contender, ServerProcess> running) {
        List<Entry<Contender, ServerProcess>> order = new ArrayList<>(running.entrySet());
        Collections.rotate(order, -turn);
        if (turn % 2 == 1) {
            Collections.reverse(order);
        }
        return order;
    }

    private Measurement measure(Contender contender, ServerProcess server, int start, int turn) {
        CpuTime before = server.cpuTime();
        ThreadTimes threadsBefore = server.threadTimes();
        WrkResult load = servers.load(contender, server);
        CpuTime cpu = server.cpuTime().since(before);
        ThreadTimes threads = server.threadTimes().since(threadsBefore);
        servers.check(contender, server);
        return Measurement.of(contender.title(), start, turn, load, cpu, threads);
    }

    private static void progress(Measurement measurement) {
        System.err.printf(
                Locale.ROOT,
                "start %d, turn %d, %s: %,.0f requests/s, %.2f µs each (%.2f in the kernel, %.2f in the background), p99 %.0f µs%n",
                measurement.start() + 1,
                measurement.turn() + 1,
                measurement.contender(),
                measurement.requestsPerSecond(),
                measurement.cpuMicros(),
                measurement.systemMicros(),
                measurement.backgroundMicros(),
                measurement.p99Micros());
    }
}
