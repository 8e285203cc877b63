package io.anchorify.auth.jdbc.faults;

import io.anchorify.auth.jdbc.testing.Processes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** Controls the process of one node. */
final class Node {

    private static final long TIMEOUT_SECONDS = 60;

    private final NodeOptions options;
    private final FaultyProxy proxy;
    private final History history;
    private final Path log;
    private final Process process;
    private final Writer commands;
    private final AtomicLong lastCommand = new AtomicLong();
    private final Map<Long, CompletableFuture<CommandResponse>> pending = new ConcurrentHashMap<>();
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private volatile boolean joined;
    private volatile boolean paused;

    private Node(NodeOptions options, FaultyProxy proxy, Path log) throws IOException {
        this.options = options;
        this.proxy = proxy;
        this.log = log;
        this.history = History.open(options.name(), options.history());
        this.process = new ProcessBuilder(commandLine(options))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        Thread listener = new Thread(this::listen, options.name());
        listener.setDaemon(true);
        listener.start();
    }

    /** Starts the process. It serves requests after {@link #join}. */
    static Node start(NodeOptions options, FaultyProxy proxy, Path log) {
        try {
            return new Node(options, proxy, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return options.name();
    }

    FaultyProxy proxy() {
        return proxy;
    }

    History history() {
        return history;
    }

    /** What the node has reported that no fault explains. */
    Queue<String> problems() {
        return problems;
    }

    void awaitReady() {
        ready.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    }

    void join() {
        require(command("join"));
        joined = true;
    }

    /** Retries because the database may have recovered only a moment ago. */
    void joinEventually() {
        Awaitility.await()
                .atMost(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .ignoreExceptionsInstanceOf(IllegalStateException.class)
                .untilAsserted(this::join);
    }

    void leave() {
        joined = false;
        require(command("leave"));
    }

    /** Whether the node answers requests. */
    boolean isServing() {
        return joined && !paused && process.isAlive();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    CompletableFuture<CommandResponse> revoke(TestToken token) {
        return command("revoke", token.number(), token.owner(), token.id());
    }

    /** Revokes all tokens of the owner of these tokens, who has no other tokens. */
    CompletableFuture<CommandResponse> revokeAll(List<TestToken> tokens) {
        int first = tokens.get(0).number();
        return command("revoke-all", first, first + tokens.size(), tokens.get(0).owner());
    }

    /** Changes the node. If another fault has paused it, the change is made when it resumes. */
    void change(String what, Object... words) {
        CompletableFuture<CommandResponse> response = command(what, words);
        if (isServing()) {
            require(response);
        }
    }

    /** Does nothing if another fault has killed the process. */
    void pause() {
        paused = true;
        if (process.isAlive()) {
            Processes.freeze(process.pid());
        }
    }

    void resume() {
        if (process.isAlive()) {
            Processes.thaw(process.pid());
        }
        paused = false;
    }

    /** Kills the process with SIGKILL. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Shuts the process down; the node leaves first. */
    void stop() {
        try {
            resume();
            commands.close();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (IOException e) {
            kill();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /** Writes a thread dump to the log of the node. */
    void dumpThreads() {
        Path jstack = Path.of(System.getProperty("java.home"), "bin", "jstack");
        try {
            new ProcessBuilder(jstack.toString(), String.valueOf(process.pid()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (IOException e) {
            problems.add(name() + ": its threads cannot be dumped: " + e);
        }
    }

    private void awaitEnd() {
        process.onExit().orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    }

    private CompletableFuture<CommandResponse> command(String what, Object... words) {
        long number = lastCommand.incrementAndGet();
        CompletableFuture<CommandResponse> response = new CompletableFuture<>();
        pending.put(number, response);
        StringBuilder line = new StringBuilder(what).append(' ').append(number);
        for (Object word : words) {
            line.append(' ').append(word);
        }
        try {
            send(line.append('\n').toString());
        } catch (IOException e) {
            response.complete(CommandResponse.none(name()));
        }
        return response;
    }

    private synchronized void send(String line) throws IOException {
        if (!process.isAlive()) {
            throw new IOException("The process has ended");
        }
        commands.write(line);
        commands.flush();
    }

    private void listen() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                hear(line);
            }
        } catch (IOException e) {
            // The process has ended.
        }
        ready.completeExceptionally(new IllegalStateException(name() + " has ended"));
        awaitEnd();
        pending.values().forEach(response -> response.complete(CommandResponse.none(name())));
    }

    private void hear(String line) {
        String[] words = line.split(" ");
        switch (words[0]) {
            case NodeOutput.READY -> ready.complete(true);
            case NodeOutput.PROBLEM -> problems.add(name() + ": " + line);
            default -> {
                CompletableFuture<CommandResponse> response = pending.remove(Long.parseLong(words[1]));
                if (response != null) {
                    response.complete(CommandResponse.of(name(), words));
                }
            }
        }
    }

    private void require(CompletableFuture<CommandResponse> command) {
        CommandResponse response =
                command.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
        if (!response.isDone()) {
            throw new IllegalStateException(name() + " could not: " + response.failure());
        }
    }

    private static List<String> commandLine(NodeOptions options) {
        List<String> commandLine = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Xss512k",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Djava.util.logging.config.file=" + System.getProperty("java.util.logging.config.file", ""),
                "-cp",
                System.getProperty("java.class.path"),
                NodeProcess.class.getName()));
        commandLine.addAll(options.toArguments());
        return commandLine;
    }
}
