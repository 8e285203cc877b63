package io.anchorify.auth.web.internal.form;

import jakarta.servlet.http.HttpSession;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A session attribute that concurrent requests create only once. */
public final class SessionAttribute<T> {

    /** Shared by all sessions, because it is held for two map accesses only. */
    private static final ReentrantLock LOCK = new ReentrantLock();

    private final String attribute;
    private final Class<T> type;
    private final Supplier<T> first;

    public SessionAttribute(String attribute, Class<T> type, Supplier<T> first) {
        this.attribute = attribute;
        this.type = type;
        this.first = first;
    }

    public T of(HttpSession session) {
        LOCK.lock();
        try {
            Object found = session.getAttribute(attribute);
            return type.isInstance(found) ? type.cast(found) : create(session);
        } finally {
            LOCK.unlock();
        }
    }

    private T create(HttpSession session) {
        T value = first.get();
        session.setAttribute(attribute, value);
        return value;
    }
}
