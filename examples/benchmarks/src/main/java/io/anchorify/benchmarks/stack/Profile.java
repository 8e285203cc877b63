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
        look(Stopwatch.HEAD, contender, this::printTimes);
        look("Samples of processor time.\n", contender, this::printSamples);
        look(ThreadTimes.HEAD, contender, this::printThreads);
        if (PerfStat.isInstalled()) {
            look(PerfStat.HEAD, contender, this::printCounters);
        } else {
            System.out.println("perf is not installed, so there are no counts of instructions and cache misses.");
        }
    }

    private static void look(String head, Contender contender, Look look) throws IOException {
        System.out.println(head);
        look.at(Contender.BARE);
        look.at(contender);
        System.out.println();
    }

    private void printTimes(Contender contender) throws IOException {
        try (ServerProcess server = servers.warm(List.of(contender), StackServer.TIMED)) {
            servers.times(contender, server);
            servers.loadForAllTurns(contender, server);
            String times = servers.times(contender, server);
            System.out.println("| " + contender.title() + " | " + times + " |");
        }
    }

    private void printSamples(Contender contender) throws IOException {
        try (ServerProcess server = servers.warm(List.of(contender))) {
            FlightRecording recording = FlightRecording.start(server.pid());
            CpuTime before = server.cpuTime();
            WrkResult load = servers.loadForAllTurns(contender, server);
            double micros = server.cpuTime().since(before).micros() / (double) load.requests();
            Path file = recording.stop(workload.file("profile-" + contender.title() + ".jfr"));
            System.out.println("In " + contender.title() + ":\n");
            System.out.println(Samples.read(file).describe(micros, FRAMES));
        }
    }

    private void printThreads(Contender contender) throws IOException {
        try (ServerProcess server = servers.warm(List.of(contender))) {
            ThreadTimes before = server.threadTimes();
            WrkResult load = servers.loadForAllTurns(contender, server);
            ThreadTimes taken = server.threadTimes().since(before);
            taken.rows(contender.title(), load.requests()).forEach(System.out::println);
        }
    }

    private void printCounters(Contender contender) throws IOException {
        try (ServerProcess server = servers.warm(List.of(contender))) {
            PerfStat counters = PerfStat.start(server.pid());
            WrkResult load = servers.loadForAllTurns(contender, server);
            counters.stop().rows(contender.title(), load.requests()).forEach(System.out::println);
        }
    }

    /** One of the ways to look into a server, which prints what it sees. */
    private interface Look {

        void at(Contender contender) throws IOException;
    }
}
