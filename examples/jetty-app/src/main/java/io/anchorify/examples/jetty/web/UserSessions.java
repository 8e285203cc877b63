package io.anchorify.examples.jetty.web;

import jakarta.servlet.http.HttpSession;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Bounds the sessions of each user: beyond the limit, a new one ends the oldest. Thread-safe. */
final class UserSessions {

    private static final int MAX_SESSIONS = 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Deque<HttpSession>> sessions = new HashMap<>();

    void add(String user, HttpSession session) {
        List<HttpSession> surplus = new ArrayList<>();
        lock.lock();
        try {
            Deque<HttpSession> open = sessions.computeIfAbsent(user, unused -> new ArrayDeque<>());
            open.removeIf(UserSessions::hasEnded);
            open.addLast(session);
            while (open.size() > MAX_SESSIONS) {
                surplus.add(open.removeFirst());
            }
        } finally {
            lock.unlock();
        }
        surplus.forEach(UserSessions::end);
    }

    /** The user signed out or was idle for too long. */
    private static boolean hasEnded(HttpSession session) {
        try {
            session.getCreationTime();
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private static void end(HttpSession session) {
        try {
            session.invalidate();
        } catch (IllegalStateException e) {
            // It has ended just now.
        }
    }
}
