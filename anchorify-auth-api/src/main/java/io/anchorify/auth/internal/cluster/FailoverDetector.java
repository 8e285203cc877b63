package io.anchorify.auth.internal.cluster;

import io.anchorify.auth.spi.FeedServer;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a list of nodes is complete. A database server that has taken over from another one may never have
 * received the most recent registrations, and their nodes keep answering from their caches until they notice. So after
 * meeting a server that is not settled, or a feed that does not continue, no list is trusted before the longest term is
 * over. Safe for concurrent use.
 */
public final class FailoverDetector {

    private final long longestTerm;
    private final Lock lock = new ReentrantLock();
    private @Nullable String server;
    private State state = State.TRUSTED;
    private long suspectedSince;

    public FailoverDetector(Timing timing) {
        this.longestTerm = timing.longestTerm().toNanos();
    }

    /** Notes that the feed does not continue: registrations may have been lost together with changes. */
    void suspect(long now) {
        lock.lock();
        try {
            startSuspecting(now);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Notes which server has answered.
     *
     * @param answering the server
     * @param asked a time not later than when it was asked
     * @param answered a time after the answer had arrived
     * @return whether its list of registrations is complete
     */
    boolean observe(FeedServer answering, long asked, long answered) {
        lock.lock();
        try {
            meet(answering, answered);
            if (state == State.SUSPECTED && asked - suspectedSince >= longestTerm) {
                state = State.WAITED_OUT;
            }
            if (state == State.WAITED_OUT && answering.settled()) {
                state = State.TRUSTED;
            }
            return state != State.SUSPECTED;
        } finally {
            lock.unlock();
        }
    }

    /** The server to settle, if this process has waited the longest term for the nodes of the server before it. */
    Optional<String> waitedOut() {
        lock.lock();
        try {
            return state == State.WAITED_OUT ? Optional.ofNullable(server) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void meet(FeedServer answering, long answered) {
        boolean isNew = !answering.id().equals(server);
        server = answering.id();
        if (!answering.settled() && (isNew || state == State.TRUSTED)) {
            startSuspecting(answered);
        }
    }

    private void startSuspecting(long now) {
        state = State.SUSPECTED;
        suspectedSince = now;
    }

    private enum State {
        TRUSTED,
        SUSPECTED,
        WAITED_OUT
    }
}
