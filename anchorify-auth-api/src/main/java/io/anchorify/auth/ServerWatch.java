package io.anchorify.auth;

import io.anchorify.auth.spi.FeedServer;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whether a list of nodes says all that matters. A database that has taken over from another one may never have heard of
 * the youngest registrations, whose nodes go on to answer from their caches until they notice. So who meets a server that
 * nobody has settled, or finds that the feed does not go on where it was, relies on no list before the longest term is
 * over.
 */
final class ServerWatch {

    private final long longestTerm;
    private final Lock lock = new ReentrantLock();
    private @Nullable String server;
    private Trust trust = Trust.TRUSTED;
    private long doubtedSince;

    ServerWatch(Timing timing) {
        this.longestTerm = timing.longestTerm().toNanos();
    }

    /** Notes that the feed does not go on where it was: registrations may have been lost with what it lost. */
    void doubt(long now) {
        lock.lock();
        try {
            beginDoubt(now);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Notes who answered.
     *
     * @param answering the server
     * @param asked when it was asked, at the latest
     * @param answered when the answer had come
     * @return whether what it says about registrations can be relied on
     */
    boolean isReliable(FeedServer answering, long asked, long answered) {
        lock.lock();
        try {
            meet(answering, answered);
            if (trust == Trust.DOUBTED && asked - doubtedSince >= longestTerm) {
                trust = Trust.WAITED_OUT;
            }
            if (trust == Trust.WAITED_OUT && answering.settled()) {
                trust = Trust.TRUSTED;
            }
            return trust != Trust.DOUBTED;
        } finally {
            lock.unlock();
        }
    }

    /** The server that is to be settled, because this process has waited long enough for all. */
    Optional<String> waitedOut() {
        lock.lock();
        try {
            return trust == Trust.WAITED_OUT ? Optional.ofNullable(server) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void meet(FeedServer answering, long answered) {
        boolean isNew = !answering.id().equals(server);
        server = answering.id();
        if (!answering.settled() && (isNew || trust == Trust.TRUSTED)) {
            beginDoubt(answered);
        }
    }

    private void beginDoubt(long now) {
        trust = Trust.DOUBTED;
        doubtedSince = now;
    }

    private enum Trust {
        TRUSTED,
        DOUBTED,
        WAITED_OUT
    }
}
