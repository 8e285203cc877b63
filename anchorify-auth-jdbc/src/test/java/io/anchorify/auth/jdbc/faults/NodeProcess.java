package io.anchorify.auth.jdbc.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The main class of a node. It reads one command per line from standard input and exits at its end. After it has joined,
 * its workers try every token of the window.
 */
final class NodeProcess {

    private final NodeClock clock = new NodeClock();
    private final NodeOutput output = new NodeOutput(System.out);
    private final ExecutorService threads = Executors.newCachedThreadPool(NodeProcess::daemon);
    /** One thread, because a resumed process receives a change and its reversal at the same moment. */
    private final ExecutorService changes = Executors.newSingleThreadExecutor(NodeProcess::daemon);

    private final NodeService service;
    private final NodeRevocations revocations;

    private NodeProcess(NodeOptions options) {
        TokenWindow window = TokenWindow.open(options.window());
        History history = History.open(options.name(), options.history());
        service = new NodeService(options, clock);
        StallDetector stalls = new StallDetector();
        threads.execute(stalls);
        revocations = new NodeRevocations(service, history, output, stalls);
        for (int worker = 0; worker < History.WORKERS; worker++) {
            threads.execute(new NodeWorker(worker, service, window, history, options.round(), output));
        }
    }

    public static void main(String[] args) throws IOException {
        NodeProcess node = new NodeProcess(NodeOptions.parse(args));
        node.output.send(NodeOutput.READY);
        node.listen();
    }

    private void listen() throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            String[] words = line.split(" ");
            ExecutorService executor = words[0].startsWith("revoke") ? threads : changes;
            executor.execute(() -> execute(words));
        }
        service.leave();
    }

    private void execute(String... words) {
        long command = Long.parseLong(words[1]);
        try {
            switch (words[0]) {
                case "revoke" -> revocations.revoke(command, Integer.parseInt(words[2]), words[3], words[4]);
                case "revoke-all" ->
                    revocations.revokeAll(command, Integer.parseInt(words[2]), Integer.parseInt(words[3]), words[4]);
                default -> {
                    change(words);
                    output.send(NodeOutput.DONE, command);
                }
            }
        } catch (Exception e) {
            e.printStackTrace();
            output.send(NodeOutput.FAILED, command, 0, e.getClass().getSimpleName());
        }
    }

    private void change(String... words) throws Exception {
        switch (words[0]) {
            case "join" -> service.join();
            case "leave" -> service.leave();
            case "exhaust" -> service.exhaustPool();
            case "refill" -> service.refillPool();
            case "rate" -> clock.rate(Double.parseDouble(words[2]));
            case "step" -> clock.step(Duration.parse(words[2]));
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }
}
