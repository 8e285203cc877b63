package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.ShortId;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A token of a response, for people. */
record TokenInfo(
        String id,
        @Nullable String owner,
        @Nullable String label,
        @Nullable String createdAt,
        @Nullable String lastUsedAt,
        @Nullable String expiresAt,
        @Nullable String revokedAt,
        @Nullable String state,
        @Nullable String successorId) {

    static TokenInfo of(ResponseFields token) {
        return of(token.texts(
                "id", "owner", "label", "createdAt", "lastUsedAt", "expiresAt", "revokedAt", "state", "successorId"));
    }

    static TokenInfo of(Map<String, @Nullable Object> token) {
        return new TokenInfo(
                Objects.requireNonNullElse(text(token, "id"), "?"),
                text(token, "owner"),
                text(token, "label"),
                text(token, "createdAt"),
                text(token, "lastUsedAt"),
                text(token, "expiresAt"),
                text(token, "revokedAt"),
                text(token, "state"),
                text(token, "successorId"));
    }

    /** Id, label, creation, last use and state for people. */
    String[] shortCells(Instant now) {
        return new String[] {shortId(), shownLabel(), created(now), lastUsed(now), status(now)};
    }

    /** Id, label, creation, last use, expiry and revocation for programs. */
    String[] fullCells() {
        return new String[] {
            ResponseFields.shown(id, "?"),
            shownLabel(),
            ResponseFields.shown(createdAt, "?"),
            ResponseFields.shown(lastUsedAt, "never"),
            ResponseFields.shown(expiresAt, "never"),
            ResponseFields.shown(revokedAt, "-")
        };
    }

    String shortId() {
        return shortId(id);
    }

    String shownLabel() {
        return ResponseFields.shown(label, "-");
    }

    /** For example {@code 'laptop' (Zk3Aa0Bb)}. */
    String name() {
        return name(label, id);
    }

    static String name(@Nullable String label, @Nullable String id) {
        return label == null
                ? shortId(id) + " (no label)"
                : "'" + ResponseFields.shown(label, "") + "' (" + shortId(id) + ")";
    }

    static String shortId(@Nullable String id) {
        return ResponseFields.shown(id == null ? null : ShortId.of(id), "?");
    }

    /** For example {@code 'laptop' (Zk3Aa0Bb), created 2 days ago, last used 3 minutes ago}. */
    String describe(Instant now) {
        return name() + (owner == null ? "" : " of " + ResponseFields.shown(owner, "?")) + ", " + history(now);
    }

    String history(Instant now) {
        return "created " + created(now) + (lastUsedAt == null ? ", never used" : ", last used " + lastUsed(now));
    }

    String created(Instant now) {
        return RelativeTime.of(createdAt, now, "?");
    }

    String lastUsed(Instant now) {
        return RelativeTime.of(lastUsedAt, now, "never");
    }

    /** The state, and when it begins or ends: {@code expires in 3 days} or {@code revoked 2 hours ago}. */
    String status(Instant now) {
        return switch (Objects.requireNonNullElse(state, revokedAt == null ? "active" : "revoked")) {
            case "active" -> expiresAt == null ? "active" : end() + " " + RelativeTime.of(expiresAt, now, "");
            case "revoked" -> "revoked " + RelativeTime.of(revokedAt, now, "");
            case "expired" -> "expired " + RelativeTime.of(expiresAt, now, "");
            case "superseded" -> "rotated";
            case "too-old" -> "too old";
            case "idle" -> "unused for too long";
            default -> ResponseFields.shown(state, "?");
        };
    }

    private String end() {
        return successorId == null ? "expires" : "rotated, ends";
    }

    private static @Nullable String text(Map<String, @Nullable Object> token, String name) {
        return (String) token.get(name);
    }
}
