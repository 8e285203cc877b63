package io.anchorify.auth.jdbc.faults;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.AuthenticationUnavailableException;
import io.anchorify.auth.TokenAuthenticator;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One of the threads of a node that try every token in the window, round after round. */
final class NodeWorker implements Runnable {

    private final int worker;
    private final NodeService service;
    private final Board board;
    private final History history;
    private final long roundNanos;
    private final NodeTalk talk;
    private final @Nullable String[] texts = new String[Board.CAPACITY];

    NodeWorker(int worker, NodeService service, Board board, History history, Duration round, NodeTalk talk) {
        this.worker = worker;
        this.service = service;
        this.board = board;
        this.history = history;
        this.roundNanos = round.toNanos();
        this.talk = talk;
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            long next = System.nanoTime() + roundNanos;
            for (int trial = board.first(); trial < board.end(); trial++) {
                tryOut(trial);
            }
            // The pace of the load, which would take the whole machine otherwise.
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private void tryOut(int trial) {
        TokenAuthenticator authenticator = service.authenticator();
        if (authenticator == null) {
            return;
        }
        String text = text(trial);
        long began = System.nanoTime();
        try {
            if (authenticator.authenticate(text) instanceof Authentication.Authenticated) {
                history.accepted(worker, trial, began);
            } else {
                history.refused(worker, trial, System.nanoTime());
            }
        } catch (AuthenticationUnavailableException e) {
            history.undecided(worker, trial);
        } catch (RuntimeException | Error e) {
            history.undecided(worker, trial);
            talk.complain(e);
        }
    }

    private String text(int trial) {
        String text = texts[trial];
        if (text == null) {
            text = board.text(trial);
            texts[trial] = text;
        }
        return text;
    }
}
