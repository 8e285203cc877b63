package io.anchorify.examples.jetty.documents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A document. It has no owner if it was posted with the admin token. */
public record Document(String id, @Nullable String owner, String title, String body, Instant createdAt) {

    /** Maximum length in characters. */
    public static final int MAX_TITLE = 200;
    /** Maximum length in characters. */
    public static final int MAX_BODY = 15_000;

    /** A document without its body. */
    public record Summary(String id, String title, Instant createdAt) {}

    /** Validates the texts; the messages are shown to users. */
    public Document {
        require("title", title, MAX_TITLE);
        require("body", body, MAX_BODY);
    }

    Document withOwner(@Nullable String newOwner) {
        return new Document(id, newOwner, title, body, createdAt);
    }

    private static void require(String field, String text, int max) {
        if (text.isBlank() || text.codePointCount(0, text.length()) > max || !isStorable(text)) {
            throw new IllegalArgumentException(
                    "The field '" + field + "' must have 1 to " + max + " characters, none of them NUL.");
        }
    }

    private static boolean isStorable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }
}
