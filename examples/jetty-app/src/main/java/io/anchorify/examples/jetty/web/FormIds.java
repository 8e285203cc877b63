package io.anchorify.examples.jetty.web;

import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The ids of the forms that a session was given and has not sent yet. Each can be sent once. */
final class FormIds implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final SessionValue<FormIds> VALUE = new SessionValue<>("forms", FormIds.class, FormIds::new);
    /** A session with more forms open than this finds the oldest ones used up. */
    private static final int MOST = 200;

    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashSet<String> open = new LinkedHashSet<>();

    static FormIds of(HttpSession session) {
        return VALUE.of(session);
    }

    String next() {
        String id = RandomText.next();
        lock.lock();
        try {
            open.add(id);
            if (open.size() > MOST) {
                open.remove(open.iterator().next());
            }
        } finally {
            lock.unlock();
        }
        return id;
    }

    /** Whether this is the first time that the form is sent. */
    boolean use(@Nullable String id) {
        lock.lock();
        try {
            return open.remove(id);
        } finally {
            lock.unlock();
        }
    }

    /** Lets a form be sent again, for nothing came of it. */
    void giveBack(String id) {
        lock.lock();
        try {
            open.add(id);
        } finally {
            lock.unlock();
        }
    }
}
