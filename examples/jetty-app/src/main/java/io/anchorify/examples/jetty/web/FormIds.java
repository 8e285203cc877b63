package io.anchorify.examples.jetty.web;

import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The single-use ids of the forms of a session, against double submission. */
final class FormIds implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final SessionAttribute<FormIds> FORMS = new SessionAttribute<>("forms", FormIds.class, FormIds::new);
    /** Beyond this number of open forms, the oldest id expires. */
    private static final int MAX_OPEN = 200;

    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashSet<String> open = new LinkedHashSet<>();

    static FormIds of(HttpSession session) {
        return FORMS.of(session);
    }

    String next() {
        String id = RandomId.next();
        lock.lock();
        try {
            open.add(id);
            if (open.size() > MAX_OPEN) {
                open.remove(open.iterator().next());
            }
        } finally {
            lock.unlock();
        }
        return id;
    }

    /** Consumes an id; false if it was used or is unknown. */
    boolean use(@Nullable String id) {
        lock.lock();
        try {
            return open.remove(id);
        } finally {
            lock.unlock();
        }
    }

    /** Makes an id valid again after its request failed. */
    void giveBack(String id) {
        lock.lock();
        try {
            open.add(id);
        } finally {
            lock.unlock();
        }
    }
}
