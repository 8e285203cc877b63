package io.anchorify.benchmarks.stack;

/**
 * What a server came to in one turn of its load.
 *
 * @param contender the title of the server
 * @param start which start of the server it was
 * @param turn which turn since then; what is compared comes from one turn, which all servers have one after the other
 * @param requestsPerSecond what it answered
 * @param userMicros processor time in the server for each request, in microseconds
 * @param systemMicros the same in the kernel for the server, mostly in the network
 * @param backgroundMicros what of both was taken by threads that answer no requests
 * @param p99Micros the time to an answer that one of a hundred exceeded, in microseconds
 */
record Measurement(
        String contender,
        int start,
        int turn,
        double requestsPerSecond,
        double userMicros,
        double systemMicros,
        double backgroundMicros,
        double p99Micros) {

    static Measurement of(String contender, int start, int turn, WrkResult load, CpuTime cpu, ThreadTimes threads) {
        double requests = load.requests();
        return new Measurement(
                contender,
                start,
                turn,
                load.requestsPerSecond(),
                cpu.userMicros() / requests,
                cpu.systemMicros() / requests,
                threads.ofBackground() / 1e3 / requests,
                load.p99Micros());
    }

    boolean isBeside(Measurement other) {
        return start == other.start && turn == other.turn;
    }

    double cpuMicros() {
        return userMicros + systemMicros;
    }
}
