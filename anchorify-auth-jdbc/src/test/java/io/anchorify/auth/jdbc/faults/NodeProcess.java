package io.anchorify.auth.jdbc.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A node in a process of its own. It does what it is told on its standard input, a line each, and ends with it; while it
 * takes part, its workers try every token on the board.
 */
final class NodeProcess {

    private final NodeClock clock = new NodeClock();
    private final NodeTalk talk = new NodeTalk(System.out);
    private final ExecutorService threads = Executors.newCachedThreadPool(NodeProcess::daemon);
    /** One after the other, for a process that was stopped finds a change and what takes it back at the same moment. */
    private final ExecutorService changes = Executors.newSingleThreadExecutor(NodeProcess::daemon);

    private final NodeService service;
    private final NodeRevocations revocations;

    private NodeProcess(NodeOptions options) {
        Board board = Board.open(options.board());
        History history = History.open(options.name(), options.history());
        service = new NodeService(options, clock);
        Stalls stalls = new Stalls();
        threads.execute(stalls);
        revocations = new NodeRevocations(service, history, talk, stalls);
        for (int worker = 0; worker < History.WORKERS; worker++) {
            threads.execute(new NodeWorker(worker, service, board, history, options.round(), talk));
        }
    }

    public static void main(String[] args) throws IOException {
        NodeProcess node = new NodeProcess(NodeOptions.parse(args));
        node.talk.say(NodeTalk.READY);
        node.listen();
    }

    private void listen() throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            String[] words = line.split(" ");
            ExecutorService executor = words[0].startsWith("revoke") ? threads : changes;
            executor.execute(() -> obey(words));
        }
        service.leave();
    }

    private void obey(String... words) {
        long order = Long.parseLong(words[1]);
        try {
            switch (words[0]) {
                case "revoke" -> revocations.revoke(order, Integer.parseInt(words[2]), words[3], words[4]);
                case "revoke-all" ->
                    revocations.revokeAll(order, Integer.parseInt(words[2]), Integer.parseInt(words[3]), words[4]);
                default -> {
                    change(words);
                    talk.say(NodeTalk.DONE, order);
                }
            }
        } catch (Exception e) {
            e.printStackTrace();
            talk.say(NodeTalk.FAILED, order, 0, e.getClass().getSimpleName());
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
