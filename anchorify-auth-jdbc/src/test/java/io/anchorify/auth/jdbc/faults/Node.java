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

/** The coordinator's side of one node's process. */
final class Node {

    private static final long ANSWER_SECONDS = 60;

    private final NodeOptions options;
    private final FaultyProxy proxy;
    private final History history;
    private final Path log;
    private final Process process;
    private final Writer orders;
    private final AtomicLong lastOrder = new AtomicLong();
    private final Map<Long, CompletableFuture<Answer>> pending = new ConcurrentHashMap<>();
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private volatile boolean taking;
    private volatile boolean paused;

    private Node(NodeOptions options, FaultyProxy proxy, Path log) throws IOException {
        this.options = options;
        this.proxy = proxy;
        this.log = log;
        this.history = History.open(options.name(), options.history());
        this.process = new ProcessBuilder(command(options))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        Thread listener = new Thread(this::listen, options.name());
        listener.setDaemon(true);
        listener.start();
    }

    /** Starts the process, which does not take part before {@link #join}. */
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

    /** What it met that no fault excuses. */
    Queue<String> complaints() {
        return complaints;
    }

    void awaitReady() {
        ready.orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).join();
    }

    void join() {
        require(order("join"));
        taking = true;
    }

    /** Joins as soon as it can: what it needs may have come back only a moment ago. */
    void joinInTheEnd() {
        Awaitility.await()
                .atMost(ANSWER_SECONDS, TimeUnit.SECONDS)
                .ignoreExceptionsInstanceOf(IllegalStateException.class)
                .untilAsserted(this::join);
    }

    void leave() {
        taking = false;
        require(order("leave"));
    }

    /** Whether it is there to answer requests. */
    boolean isServing() {
        return taking && !paused && process.isAlive();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    CompletableFuture<Answer> revoke(Trial trial) {
        return order("revoke", trial.number(), trial.owner(), trial.id());
    }

    /** Revokes all tokens of the owner of these trials, who has no others. */
    CompletableFuture<Answer> revokeAll(List<Trial> trials) {
        int first = trials.get(0).number();
        return order("revoke-all", first, first + trials.size(), trials.get(0).owner());
    }

    /** Changes something about the node; if another fault has stopped it, as soon as it goes on, if it does. */
    void change(String what, Object... words) {
        CompletableFuture<Answer> answer = order(what, words);
        if (isServing()) {
            require(answer);
        }
    }

    /** Does nothing to a process that another fault has ended. */
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

    /** Ends the process by SIGKILL. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Ends the process in order: it leaves. */
    void stop() {
        try {
            resume();
            orders.close();
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

    /** Notes in the log what the threads of the node are doing, for whoever has to find out why it does not go on. */
    void dumpThreads() {
        Path jstack = Path.of(System.getProperty("java.home"), "bin", "jstack");
        try {
            new ProcessBuilder(jstack.toString(), String.valueOf(process.pid()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (IOException e) {
            complaints.add(name() + ": its threads cannot be dumped: " + e);
        }
    }

    private void awaitEnd() {
        process.onExit().orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).join();
    }

    private CompletableFuture<Answer> order(String what, Object... words) {
        long number = lastOrder.incrementAndGet();
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        pending.put(number, answer);
        StringBuilder line = new StringBuilder(what).append(' ').append(number);
        for (Object word : words) {
            line.append(' ').append(word);
        }
        try {
            send(line.append('\n').toString());
        } catch (IOException e) {
            answer.complete(Answer.none(name()));
        }
        return answer;
    }

    private synchronized void send(String line) throws IOException {
        if (!process.isAlive()) {
            throw new IOException("The process has ended");
        }
        orders.write(line);
        orders.flush();
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
        pending.values().forEach(answer -> answer.complete(Answer.none(name())));
    }

    private void hear(String line) {
        String[] words = line.split(" ");
        switch (words[0]) {
            case NodeTalk.READY -> ready.complete(true);
            case NodeTalk.COMPLAINT -> complaints.add(name() + ": " + line);
            default -> {
                CompletableFuture<Answer> answer = pending.remove(Long.parseLong(words[1]));
                if (answer != null) {
                    answer.complete(Answer.of(name(), words));
                }
            }
        }
    }

    private void require(CompletableFuture<Answer> order) {
        Answer answer = order.orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).join();
        if (!answer.isDone()) {
            throw new IllegalStateException(name() + " could not: " + answer.failure());
        }
    }

    private static List<String> command(NodeOptions options) {
        List<String> command = new ArrayList<>(List.of(
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
        command.addAll(options.toArguments());
        return command;
    }
}
