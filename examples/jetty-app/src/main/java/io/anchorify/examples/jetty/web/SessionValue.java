package io.anchorify.examples.jetty.web;

import jakarta.servlet.http.HttpSession;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Something that a session is given once, however many of its requests come first. */
final class SessionValue<T> {

    /** Of all sessions together: it is held for two accesses to a map. */
    private static final ReentrantLock LOCK = new ReentrantLock();

    private final String attribute;
    private final Class<T> type;
    private final Supplier<T> first;

    SessionValue(String attribute, Class<T> type, Supplier<T> first) {
        this.attribute = attribute;
        this.type = type;
        this.first = first;
    }

    T of(HttpSession session) {
        LOCK.lock();
        try {
            Object found = session.getAttribute(attribute);
            return type.isInstance(found) ? type.cast(found) : give(session);
        } finally {
            LOCK.unlock();
        }
    }

    /** Gives the session another one. */
    void renew(HttpSession session) {
        LOCK.lock();
        try {
            give(session);
        } finally {
            LOCK.unlock();
        }
    }

    private T give(HttpSession session) {
        T value = first.get();
        session.setAttribute(attribute, value);
        return value;
    }
}
