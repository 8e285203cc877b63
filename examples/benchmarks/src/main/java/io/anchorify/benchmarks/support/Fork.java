package io.anchorify.benchmarks.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a class in a JVM of its own, with the class path of this one, and reads the figures that it prints. */
public final class Fork {

    private static final String REPORT = "report ";

    private final Class<?> main;
    private final List<String> jvmOptions;
    private final Duration longest;

    /**
     * A JVM to be.
     *
     * @param main its main class
     * @param jvmOptions what it is told besides its class path
     * @param longest how long it may run
     */
    public Fork(Class<?> main, List<String> jvmOptions, Duration longest) {
        this.main = main;
        this.jvmOptions = jvmOptions;
        this.longest = longest;
    }

    /**
     * Of the JVM that was forked: hands a figure to the one that waits for it.
     *
     * @param name without spaces
     * @param value the figure
     */
    public static void report(String name, long value) {
        System.out.println(REPORT + name + " " + value);
    }

    /**
     * Runs it.
     *
     * @param args what its main method is told
     * @return the figures up to the end, whether it came in order, by a lack of memory, or because the time was over
     */
    public Outcome run(String... args) {
        try {
            Process process = new ProcessBuilder(command(args))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                return outcomeOf(process);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<String> command(String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(args));
        return command;
    }

    private Outcome outcomeOf(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        // It prints a few lines, which wait in the pipe.
        boolean ended = process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
        int status = ended ? process.exitValue() : kill(process);
        try (BufferedReader output = process.inputReader()) {
            return new Outcome(figures(output), ended ? End.of(status) : End.TOO_SLOW);
        }
    }

    /** By its handle, for to destroy a process closes what it printed too. */
    private static int kill(Process process) throws InterruptedException {
        process.toHandle().destroyForcibly();
        return process.waitFor();
    }

    private static Map<String, Long> figures(BufferedReader output) throws IOException {
        Map<String, Long> figures = new HashMap<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(REPORT)) {
                String[] words = line.substring(REPORT.length()).split(" ", -1);
                figures.put(words[0], Long.valueOf(words[1]));
            }
        }
        return figures;
    }

    /** How a JVM ended. */
    public enum End {
        /** Its main method was done. */
        IN_ORDER,
        /** It had too little memory. */
        OUT_OF_MEMORY,
        /** It was ended, for it took too long. */
        TOO_SLOW;

        /** The status of a JVM that was told to exit when it is out of memory. */
        private static final int MEMORY = 3;

        private static End of(int status) {
            if (status != 0 && status != MEMORY) {
                throw new IllegalStateException("A JVM ended with status " + status + "; its output says why");
            }
            return status == 0 ? IN_ORDER : OUT_OF_MEMORY;
        }
    }

    /**
     * What a JVM had to tell.
     *
     * @param figures by name, as far as it came
     * @param end how far that was
     */
    public record Outcome(Map<String, Long> figures, End end) {

        /**
         * A figure.
         *
         * @param name its name
         * @return its value
         * @throws IllegalStateException if the JVM ended without it
         */
        public long figure(String name) {
            Long figure = figures.get(name);
            if (figure == null) {
                throw new IllegalStateException("A JVM ended without " + name + ": " + end);
            }
            return figure;
        }
    }
}
