package io.anchorify.benchmarks.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A recording that the JDK makes of another process of its own kind. */
final class FlightRecording {

    /** From here on the JDK can sample by processor time, in native code too; before, it samples running Java code. */
    private static final int SAMPLES_CPU_TIME = 25;

    private static final String NAME = "name=stack";

    private final long pid;

    private FlightRecording(long pid) {
        this.pid = pid;
    }

    static FlightRecording start(long pid) throws IOException {
        FlightRecording recording = new FlightRecording(pid);
        List<String> options = new ArrayList<>(List.of(NAME, "settings=profile"));
        if (Runtime.version().feature() >= SAMPLES_CPU_TIME) {
            options.addAll(List.of(
                    "jdk.CPUTimeSample#enabled=true",
                    "jdk.CPUTimeSample#throttle=2ms",
                    "jdk.ExecutionSample#enabled=false",
                    "jdk.NativeMethodSample#enabled=false"));
        }
        recording.command("JFR.start", options);
        return recording;
    }

    Path stop(Path file) throws IOException {
        String answer = command("JFR.stop", List.of(NAME, "filename=" + file));
        if (!Files.exists(file)) {
            throw new StackException("There is no recording: " + answer);
        }
        return file;
    }

    private String command(String command, List<String> options) throws IOException {
        List<String> words = new ArrayList<>(List.of(ServerProcess.program("jcmd"), String.valueOf(pid), command));
        words.addAll(options);
        return Commands.run(words);
    }
}
