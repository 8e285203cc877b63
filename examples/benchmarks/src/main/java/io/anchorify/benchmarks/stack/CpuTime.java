package io.anchorify.benchmarks.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The processor time that a process has taken with all of its threads, the compiler's and the collector's too. The sum is
 * exact to a hundredth of a second; how it is split is an estimate of the kernel's.
 *
 * @param userMicros in the program, in microseconds
 * @param systemMicros in the kernel, in microseconds
 */
record CpuTime(long userMicros, long systemMicros) {

    /** What Linux counts in for programs, on every machine that a JDK runs on. */
    private static final long MICROS_PER_TICK = 10_000;

    private static final int USER = 11;
    private static final int SYSTEM = 12;

    /** Of all threads of a process together. */
    static CpuTime of(long pid) {
        try {
            return parse(Files.readString(Path.of("/proc", String.valueOf(pid), "stat")));
        } catch (IOException e) {
            throw new StackException("The processor time of a server is read from /proc, as Linux has it", e);
        }
    }

    /** Reads a line as proc_pid_stat(5) has it. The second field is a name, which may hold spaces and brackets. */
    static CpuTime parse(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return new CpuTime(
                Long.parseLong(fields[USER]) * MICROS_PER_TICK, Long.parseLong(fields[SYSTEM]) * MICROS_PER_TICK);
    }

    CpuTime since(CpuTime before) {
        return new CpuTime(userMicros - before.userMicros, systemMicros - before.systemMicros);
    }

    long micros() {
        return userMicros + systemMicros;
    }
}
