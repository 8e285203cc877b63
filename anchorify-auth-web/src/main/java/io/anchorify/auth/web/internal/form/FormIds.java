package io.anchorify.auth.web.internal.form;

import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The single-use ids of the forms of a session, against double submission, and what each used one created. Thread-safe. */
public final class FormIds implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final SessionAttribute<FormIds> FORMS =
            new SessionAttribute<>("io.anchorify.auth.web.forms", FormIds.class, FormIds::new);
    /** Beyond this number, the oldest id is forgotten. */
    private static final int MAX_IDS = 200;

    private static final String OPEN = "";
    private static final String IN_USE = "?";

    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<String, String> ids = new LinkedHashMap<>();

    /** The result of using an id. */
    public enum Use {
        /** The id was open and is now in use. Call {@link #complete} or {@link #giveBack}. */
        FIRST,
        /** The id was used before. */
        REPEATED,
        /** The id was never issued in this session, or was forgotten. */
        UNKNOWN
    }

    /** The ids of a session. */
    public static FormIds of(HttpSession session) {
        return FORMS.of(session);
    }

    /** Issues an id. */
    public String next() {
        String id = RandomId.next();
        put(id, OPEN);
        return id;
    }

    /** Takes an id into use. */
    public Use use(@Nullable String id) {
        lock.lock();
        try {
            String state = id == null ? null : ids.get(id);
            if (state == null) {
                return Use.UNKNOWN;
            }
            return state.equals(OPEN) && ids.replace(Objects.requireNonNull(id), OPEN, IN_USE)
                    ? Use.FIRST
                    : Use.REPEATED;
        } finally {
            lock.unlock();
        }
    }

    /** Records the id of the token that a form created. */
    public void complete(String id, String tokenId) {
        put(id, tokenId);
    }

    /** Makes an id valid again after its request failed. */
    public void giveBack(String id) {
        put(id, OPEN);
    }

    /** The id of the token that a form created, or {@code null} if it has created none yet. */
    public @Nullable String created(String id) {
        lock.lock();
        try {
            String state = ids.getOrDefault(id, OPEN);
            return state.equals(OPEN) || state.equals(IN_USE) ? null : state;
        } finally {
            lock.unlock();
        }
    }

    private void put(String id, String state) {
        lock.lock();
        try {
            ids.put(id, state);
            if (ids.size() > MAX_IDS) {
                Map.Entry<String, String> oldest = ids.entrySet().iterator().next();
                ids.remove(oldest.getKey());
            }
        } finally {
            lock.unlock();
        }
    }
}
