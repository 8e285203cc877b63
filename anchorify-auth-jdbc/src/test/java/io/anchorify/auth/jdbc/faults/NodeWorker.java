package io.anchorify.auth.jdbc.faults;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.AuthenticationUnavailableException;
import io.anchorify.auth.TokenAuthenticator;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One of the threads of a node that try every token of the window in a loop. */
final class NodeWorker implements Runnable {

    private final int worker;
    private final NodeService service;
    private final TokenWindow window;
    private final History history;
    private final long roundNanos;
    private final NodeOutput output;
    private final @Nullable String[] texts = new String[TokenWindow.CAPACITY];

    NodeWorker(
            int worker, NodeService service, TokenWindow window, History history, Duration round, NodeOutput output) {
        this.worker = worker;
        this.service = service;
        this.window = window;
        this.history = history;
        this.roundNanos = round.toNanos();
        this.output = output;
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            long next = System.nanoTime() + roundNanos;
            for (int token = window.first(); token < window.end(); token++) {
                tryToken(token);
            }
            // Without a pause, the load would saturate the machine.
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private void tryToken(int token) {
        TokenAuthenticator authenticator = service.authenticator();
        if (authenticator == null) {
            return;
        }
        String text = text(token);
        long began = System.nanoTime();
        try {
            if (authenticator.authenticate(text) instanceof Authentication.Authenticated) {
                history.accepted(worker, token, began);
            } else {
                history.refused(worker, token, System.nanoTime());
            }
        } catch (AuthenticationUnavailableException e) {
            history.undecided(worker, token);
        } catch (RuntimeException | Error e) {
            history.undecided(worker, token);
            output.reportProblem(e);
        }
    }

    private String text(int token) {
        String text = texts[token];
        if (text == null) {
            text = window.text(token);
            texts[token] = text;
        }
        return text;
    }
}
