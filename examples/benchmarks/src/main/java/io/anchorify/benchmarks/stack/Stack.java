package io.anchorify.benchmarks.stack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

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
        for (int round = 0; round < options.starts(); round++) {
            for (Contender contender : orderOf(round)) {
                Measurement measurement = measure(contender, round);
                progress(measurement);
                report.add(measurement);
            }
        }
        return report.table();
    }

    /** Nobody is always the first, or always comes after the same one. */
    private List<Contender> orderOf(int round) {
        List<Contender> order = new ArrayList<>(options.contenders());
        Collections.rotate(order, -round);
        return order;
    }

    private Measurement measure(Contender contender, int round) throws IOException {
        try (ServerProcess server = servers.warm(contender)) {
            CpuTime before = server.cpuTime();
            WrkResult load = servers.load(contender, server);
            CpuTime cpu = server.cpuTime().since(before);
            servers.check(contender, server);
            return Measurement.of(contender.title(), round, load, cpu);
        }
    }

    private static void progress(Measurement measurement) {
        System.err.printf(
                Locale.ROOT,
                "round %d, %s: %,.0f requests/s, %.2f µs each (%.2f in the kernel), p99 %.0f µs%n",
                measurement.round() + 1,
                measurement.contender(),
                measurement.requestsPerSecond(),
                measurement.cpuMicros(),
                measurement.systemMicros(),
                measurement.p99Micros());
    }
}
