package io.anchorify.benchmarks.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Looks into one server, and into the bare one beside it, in four ways, each with starts of its own so that none is in the
 * figures of another: a stopwatch before and behind the filters, or around nothing; samples of what takes processor time;
 * the processor time of each kind of thread; and the processor's own counters, where the machine lets a program see them.
 */
final class Profile {

    private static final int FRAMES = 15;

    private final Servers servers;
    private final Workload workload;

    Profile(Servers servers, Workload workload) {
        this.servers = servers;
        this.workload = workload;
    }

    void print(Contender contender) throws IOException {
        printTimes(contender);
        printSamples(contender);
        printThreads(contender);
        printCounters(contender);
    }

    private void printTimes(Contender contender) throws IOException {
        System.out.println("""
                From the filter before to the filter behind, in nanoseconds; two readings of the clock are in all of them:

                | server | requests | p10 | p50 | p90 | p99 | mean of the quicker 99 % |
                | --- | ---: | ---: | ---: | ---: | ---: | ---: |""");
        for (Contender timed : List.of(Contender.BARE, contender)) {
            try (ServerProcess server = servers.warm(timed, StackServer.TIMED)) {
                servers.get(server.url().resolve(Stopwatch.PATH));
                servers.loadForAllTurns(timed, server);
                String times = servers.get(server.url().resolve(Stopwatch.PATH));
                System.out.println("| " + timed.title() + " | " + times + " |");
            }
        }
        System.out.println();
    }

    private void printSamples(Contender contender) throws IOException {
        for (Contender sampled : List.of(Contender.BARE, contender)) {
            try (ServerProcess server = servers.warm(sampled)) {
                FlightRecording recording = FlightRecording.start(server.pid());
                CpuTime before = server.cpuTime();
                WrkResult load = servers.loadForAllTurns(sampled, server);
                double micros = server.cpuTime().since(before).micros() / (double) load.requests();
                Path file = recording.stop(workload.file("profile-" + sampled.title() + ".jfr"));
                System.out.println("Samples of " + sampled.title() + ":\n");
                System.out.println(Samples.read(file).describe(micros, FRAMES));
            }
        }
    }

    private void printThreads(Contender contender) throws IOException {
        System.out.println(ThreadTimes.HEAD);
        for (Contender watched : List.of(Contender.BARE, contender)) {
            try (ServerProcess server = servers.warm(watched)) {
                ThreadTimes before = server.threadTimes();
                WrkResult load = servers.loadForAllTurns(watched, server);
                ThreadTimes taken = server.threadTimes().since(before);
                taken.rows(watched.title(), load.requests()).forEach(System.out::println);
            }
        }
        System.out.println();
    }

    private void printCounters(Contender contender) throws IOException {
        if (!PerfStat.isInstalled()) {
            System.out.println("perf is not installed, so there are no counts of instructions and cache misses.");
            return;
        }
        System.out.println(PerfStat.HEAD);
        for (Contender counted : List.of(Contender.BARE, contender)) {
            try (ServerProcess server = servers.warm(counted)) {
                PerfStat counters = PerfStat.start(server.pid());
                WrkResult load = servers.loadForAllTurns(counted, server);
                counters.stop().rows(counted.title(), load.requests()).forEach(System.out::println);
            }
        }
    }
}
