package io.anchorify.benchmarks.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A {@link StackServer} in a JVM of its own, the same for all but for what it is told to be. */
final class ServerProcess implements AutoCloseable {

    /**
     * The collector and the heap are the same however many processors the JVM is allowed to see. The compiler goes before
     * all other threads, where the operating system lets it, for otherwise warming up takes twice as long; and its threads
     * do not end, so that what they took can be read.
     */
    private static final List<String> JVM_OPTIONS = List.of(
            "-Xms512m",
            "-Xmx512m",
            "-XX:+UseG1GC",
            "-XX:+AlwaysPreTouch",
            "-XX:-UseDynamicNumberOfCompilerThreads",
            "-XX:ThreadPriorityPolicy=1",
            "-XX:CompilerThreadPriority=-15");

    private final Process process;
    private final URI url;

    private ServerProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    static ServerProcess start(List<Contender> contenders, Workload workload, String... options) throws IOException {
        String titles = contenders.stream().map(Contender::title).collect(Collectors.joining(StackServer.COMMA));
        Path errors = workload.file("server-errors.txt");
        List<String> command = command(titles, workload.tokens());
        command.addAll(List.of(options));
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        return new ServerProcess(process, awaitReady(process, titles, errors));
    }

    private static List<String> command(String titles, Path tokens) {
        List<String> command = new ArrayList<>(List.of(program("java")));
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), StackServer.class.getName()));
        command.addAll(List.of(titles, tokens.toString()));
        return command;
    }

    private static URI awaitReady(Process process, String titles, Path errors) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        if (line == null || !line.startsWith(StackServer.READY)) {
            process.destroyForcibly();
            throw new StackException(
                    "The server " + titles + " did not start: " + line + "\n" + Files.readString(errors));
        }
        return URI.create(line.substring(StackServer.READY.length()));
    }

    /** A program of the JDK that runs this. */
    static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /** Leaves all threads of the server the first processor only. */
    void pin() throws IOException {
        String printed = Commands.run(
                List.of("taskset", "--all-tasks", "--cpu-list", "--pid", "0", String.valueOf(process.pid())));
        if (printed.contains("failed")) {
            throw new StackException("The server could not be pinned to processor 0:\n" + printed);
        }
    }

    /** Where the servlet of one of its contenders is. */
    URI url(Contender contender) {
        return StackServer.urlOf(url, contender);
    }

    long pid() {
        return process.pid();
    }

    /** What is in {@link #cpuTime}, by threads. */
    ThreadTimes threadTimes() {
        return ThreadTimes.of(pid());
    }

    CpuTime cpuTime() {
        return CpuTime.of(pid());
    }

    /** The server ends when there is nobody left to talk to it, so it ends also when this process is killed. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
