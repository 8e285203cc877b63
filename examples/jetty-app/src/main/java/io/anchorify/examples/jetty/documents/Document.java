package io.anchorify.examples.jetty.documents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A document of an owner, or of nobody: what was posted with the admin token. */
public record Document(String id, @Nullable String owner, String title, String body, Instant createdAt) {

    /** In characters. */
    public static final int MOST_TITLE = 200;
    /** In characters. */
    public static final int MOST_BODY = 15_000;

    /** A document without its body, which may be long. */
    public record Summary(String id, String title, Instant createdAt) {}

    /** Checks the texts; every sentence here can reach a user. */
    public Document {
        require("title", title, MOST_TITLE);
        require("body", body, MOST_BODY);
    }

    Document withOwner(@Nullable String newOwner) {
        return new Document(id, newOwner, title, body, createdAt);
    }

    private static void require(String field, String text, int most) {
        if (text.isBlank() || text.codePointCount(0, text.length()) > most || !isStorable(text)) {
            throw new IllegalArgumentException(
                    "The field " + field + " is a text of 1 to " + most + " characters, none of them NUL.");
        }
    }

    private static boolean isStorable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }
}
