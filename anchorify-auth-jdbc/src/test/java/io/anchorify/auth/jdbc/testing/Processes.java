package io.anchorify.auth.jdbc.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Kills, pauses and resumes processes that a test started. */
public final class Processes {

    private Processes() {}

    public static void kill(long pid) {
        ProcessHandle process = find(pid);
        process.destroyForcibly();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** Pauses the parent first so that it cannot start another child. */
    public static void freeze(long pid) {
        signal("-STOP", Stream.of(find(pid)));
        signal("-STOP", find(pid).descendants());
    }

    public static void thaw(long pid) {
        signal("-CONT", Stream.concat(find(pid).descendants(), Stream.of(find(pid))));
    }

    private static void signal(String signal, Stream<ProcessHandle> processes) {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        processes.forEach(process -> command.add(String.valueOf(process.pid())));
        if (command.size() == 2) {
            return;
        }
        try {
            // If a child has just ended, kill fails for that child only.
            new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessHandle find(long pid) {
        return ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException("There is no process " + pid));
    }
}
