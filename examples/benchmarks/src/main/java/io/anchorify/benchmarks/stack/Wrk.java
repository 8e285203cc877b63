package io.anchorify.benchmarks.stack;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The load: one thread, and connections that each ask again as soon as they are answered. */
final class Wrk {

    private static final int CONNECTIONS = 32;

    private final Workload workload;
    private final boolean pinned;

    Wrk(Workload workload, boolean pinned) {
        this.workload = workload;
        this.pinned = pinned;
    }

    /** Fails early, and with the remedy, where {@code wrk} is not installed. */
    static void requireInstalled() {
        try {
            // It prints its version and ends with a status of its own.
            Commands.run(List.of("wrk", "--version"));
        } catch (IOException e) {
            throw new StackException(
                    "The load comes from wrk, which is not on the PATH. On Debian and Ubuntu: apt-get install wrk", e);
        }
    }

    /** Asks for some time, and gives the server what it can answer. */
    WrkResult run(URI url, int seconds) {
        try {
            return WrkResult.parse(Commands.run(command(url, seconds)));
        } catch (IOException e) {
            throw new StackException("wrk could not be run", e);
        }
    }

    private List<String> command(URI url, int seconds) {
        List<String> command = new ArrayList<>(pinned ? List.of("taskset", "-c", "1") : List.of());
        command.addAll(List.of("wrk", "--threads", "1", "--connections", String.valueOf(CONNECTIONS)));
        command.addAll(List.of(
                "--duration", seconds + "s", "--script", workload.script().toString()));
        command.addAll(List.of(url.toString(), "--", workload.tokens().toString()));
        return command;
    }
}
