package io.anchorify.benchmarks.stack;

/**
 * What one start of a server came to.
 *
 * @param contender the title of the server
 * @param round which start it was; what is compared comes from one round
 * @param requestsPerSecond what it answered
 * @param userMicros processor time in the server for each request, in microseconds
 * @param systemMicros the same in the kernel for the server, mostly in the network
 * @param p99Micros the time to an answer that one of a hundred exceeded, in microseconds
 */
record Measurement(
        String contender,
        int round,
        double requestsPerSecond,
        double userMicros,
        double systemMicros,
        double p99Micros) {

    static Measurement of(String contender, int round, WrkResult load, CpuTime cpu) {
        double requests = load.requests();
        return new Measurement(
                contender,
                round,
                load.requestsPerSecond(),
                cpu.userMicros() / requests,
                cpu.systemMicros() / requests,
                load.p99Micros());
    }

    double cpuMicros() {
        return userMicros + systemMicros;
    }
}
