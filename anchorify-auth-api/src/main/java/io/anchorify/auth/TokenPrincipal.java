package io.anchorify.auth;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The owner whom a request speaks for, and through which token. An immutable value; one instance serves all requests with a
 * cached token. There are as many in memory as there are tokens in the cache, so the texts are kept packed, and each call of
 * {@link #owner}, {@link #getName}, {@link #tokenId} and {@link #label} makes a new string.
 */
public final class TokenPrincipal implements BearerPrincipal {

    /** Owner, id and label, one after the other. */
    private final byte[] texts;

    private final short ownerLength;
    private final byte idLength;
    private final boolean labelled;

    private final Set<String> scopes;
    private final long createdSecond;
    private final int createdNano;
    private final @Nullable Instant expiresAt;

    /**
     * A principal as the service makes them, say for a test.
     *
     * @param owner the host application's own user id
     * @param tokenId the public id of the token that was presented
     * @param label what the owner called it, or {@code null}
     * @param scopes what the token may be used for; empty if the host does not use scopes
     * @param createdAt when the token was issued
     * @param expiresAt the first instant at which it is no longer accepted, or {@code null}
     * @throws IllegalArgumentException if a text is none that a {@link Token} can have
     */
    public TokenPrincipal(
            String owner,
            String tokenId,
            @Nullable String label,
            Set<String> scopes,
            Instant createdAt,
            @Nullable Instant expiresAt) {
        this(new Token(tokenId, owner, label, scopes, createdAt, expiresAt, null, null));
    }

    TokenPrincipal(Token token) {
        String label = token.label();
        Instant created = token.createdAt();
        this.texts = bytesOf(token.owner() + token.id() + Objects.requireNonNullElse(label, ""));
        this.ownerLength = (short) bytesOf(token.owner()).length;
        // An id is ASCII.
        this.idLength = (byte) token.id().length();
        this.labelled = label != null;
        this.scopes = token.scopes();
        this.createdSecond = created.getEpochSecond();
        this.createdNano = created.getNano();
        this.expiresAt = token.expiresAt();
    }

    /** {@return the host application's own user id; also the principal's {@linkplain #getName() name}} */
    @Override
    public String owner() {
        return text(0, ownerLength);
    }

    /** {@return the {@linkplain #owner() owner}} */
    @Override
    public String getName() {
        return owner();
    }

    /** {@return the public id of the token that was presented} */
    public String tokenId() {
        return text(ownerLength, idLength);
    }

    /** {@return what the owner called the token, or {@code null}} */
    public @Nullable String label() {
        int begin = ownerLength + idLength;
        return labelled ? text(begin, texts.length - begin) : null;
    }

    @Override
    public Set<String> scopes() {
        return scopes;
    }

    /** {@return when the token was issued} */
    public Instant createdAt() {
        return Instant.ofEpochSecond(createdSecond, createdNano);
    }

    /** {@return the first instant at which the token is no longer accepted, or {@code null} if it does not expire} */
    public @Nullable Instant expiresAt() {
        return expiresAt;
    }

    /** Whether the token is an owner's, without making a string of the owner. */
    boolean isOf(byte[] owner) {
        return Arrays.equals(texts, 0, ownerLength, owner, 0, owner.length);
    }

    /** A text in the form in which it is kept here. What a {@link Token} can have comes back from it as it was. */
    static byte[] bytesOf(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** {@return whether all that is known of the two is equal} */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenPrincipal that
                && Arrays.equals(texts, that.texts)
                && ownerLength == that.ownerLength
                && idLength == that.idLength
                && labelled == that.labelled
                && scopes.equals(that.scopes)
                && createdSecond == that.createdSecond
                && createdNano == that.createdNano
                && Objects.equals(expiresAt, that.expiresAt);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(texts);
    }

    /** {@return all that is known, for logs; the token's secret is not} */
    @Override
    public String toString() {
        return "TokenPrincipal[owner=" + owner() + ", tokenId=" + tokenId() + ", label=" + label() + ", scopes="
                + scopes + ", createdAt=" + createdAt() + ", expiresAt=" + expiresAt + "]";
    }

    private String text(int begin, int length) {
        return new String(texts, begin, length, StandardCharsets.UTF_8);
    }
}
