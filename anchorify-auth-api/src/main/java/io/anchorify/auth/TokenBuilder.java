package io.anchorify.auth;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of a {@link Token}. Not safe for concurrent use. */
public final class TokenBuilder {

    private final String id;
    private final String owner;
    private final Instant createdAt;
    private @Nullable String label;
    private Set<String> scopes = Set.of();
    private Map<String, String> attributes = Map.of();
    private List<Network> networks = List.of();
    private @Nullable String createdBy;
    private @Nullable Instant expiresAt;
    private @Nullable Instant lastUsedAt;
    private @Nullable String lastUsedFrom;
    private @Nullable Instant revokedAt;
    private @Nullable String revokedBy;
    private @Nullable String revokeReason;
    private @Nullable String predecessorId;
    private @Nullable String successorId;
    private @Nullable Instant lastRefusedAt;
    private @Nullable String lastRefusedFrom;

    TokenBuilder(String id, String owner, Instant createdAt) {
        this.id = id;
        this.owner = owner;
        this.createdAt = createdAt;
    }

    TokenBuilder(Token token) {
        this(token.id(), token.owner(), token.createdAt());
        this.label = token.label();
        this.scopes = token.scopes();
        this.attributes = token.attributes();
        this.networks = token.networks();
        this.createdBy = token.createdBy();
        this.expiresAt = token.expiresAt();
        this.lastUsedAt = token.lastUsedAt();
        this.lastUsedFrom = token.lastUsedFrom();
        this.revokedAt = token.revokedAt();
        this.revokedBy = token.revokedBy();
        this.revokeReason = token.revokeReason();
        this.predecessorId = token.predecessorId();
        this.successorId = token.successorId();
        this.lastRefusedAt = token.lastRefusedAt();
        this.lastRefusedFrom = token.lastRefusedFrom();
    }

    /**
     * Sets the label.
     *
     * @param label what the owner called it, at most 100 characters, or {@code null}
     * @return this builder
     */
    public TokenBuilder label(@Nullable String label) {
        this.label = label;
        return this;
    }

    /**
     * Sets the scopes.
     *
     * @param scopes what it may be used for
     * @return this builder
     */
    public TokenBuilder scopes(Set<String> scopes) {
        this.scopes = scopes;
        return this;
    }

    /**
     * Sets the attributes.
     *
     * @param attributes what the host binds it to
     * @return this builder
     */
    public TokenBuilder attributes(Map<String, String> attributes) {
        this.attributes = attributes;
        return this;
    }

    /**
     * Sets the networks.
     *
     * @param networks where it may be used from; empty for everywhere
     * @return this builder
     */
    public TokenBuilder networks(List<Network> networks) {
        this.networks = networks;
        return this;
    }

    /**
     * Sets who issued it.
     *
     * @param createdBy the actor, or {@code null} for the owner
     * @return this builder
     */
    public TokenBuilder createdBy(@Nullable String createdBy) {
        this.createdBy = createdBy;
        return this;
    }

    /**
     * Sets when it expires.
     *
     * @param expiresAt the first instant at which it is no longer accepted, or {@code null}
     * @return this builder
     */
    public TokenBuilder expiresAt(@Nullable Instant expiresAt) {
        this.expiresAt = expiresAt;
        return this;
    }

    /**
     * Sets when it was last used.
     *
     * @param lastUsedAt the time, or {@code null}
     * @return this builder
     */
    public TokenBuilder lastUsedAt(@Nullable Instant lastUsedAt) {
        this.lastUsedAt = lastUsedAt;
        return this;
    }

    /**
     * Sets from where it was last used.
     *
     * @param lastUsedFrom the remote address, or {@code null}
     * @return this builder
     */
    public TokenBuilder lastUsedFrom(@Nullable String lastUsedFrom) {
        this.lastUsedFrom = lastUsedFrom;
        return this;
    }

    /**
     * Sets when it was revoked.
     *
     * @param revokedAt the time, or {@code null}
     * @return this builder
     */
    public TokenBuilder revokedAt(@Nullable Instant revokedAt) {
        this.revokedAt = revokedAt;
        return this;
    }

    /**
     * Sets who revoked it.
     *
     * @param revokedBy the actor, or {@code null} for the owner
     * @return this builder
     */
    public TokenBuilder revokedBy(@Nullable String revokedBy) {
        this.revokedBy = revokedBy;
        return this;
    }

    /**
     * Sets why it was revoked.
     *
     * @param revokeReason the reason, or {@code null}
     * @return this builder
     */
    public TokenBuilder revokeReason(@Nullable String revokeReason) {
        this.revokeReason = revokeReason;
        return this;
    }

    /**
     * Sets which token it replaced.
     *
     * @param predecessorId the id of that token, or {@code null}
     * @return this builder
     */
    public TokenBuilder predecessorId(@Nullable String predecessorId) {
        this.predecessorId = predecessorId;
        return this;
    }

    /**
     * Sets which token replaced it.
     *
     * @param successorId the id of that token, or {@code null}
     * @return this builder
     */
    public TokenBuilder successorId(@Nullable String successorId) {
        this.successorId = successorId;
        return this;
    }

    /**
     * Sets when it was last presented after its end.
     *
     * @param lastRefusedAt the time, or {@code null}
     * @return this builder
     */
    public TokenBuilder lastRefusedAt(@Nullable Instant lastRefusedAt) {
        this.lastRefusedAt = lastRefusedAt;
        return this;
    }

    /**
     * Sets from where it was last presented after its end.
     *
     * @param lastRefusedFrom the remote address, or {@code null}
     * @return this builder
     */
    public TokenBuilder lastRefusedFrom(@Nullable String lastRefusedFrom) {
        this.lastRefusedFrom = lastRefusedFrom;
        return this;
    }

    /**
     * Builds the token.
     *
     * @return the token
     * @throws IllegalArgumentException if a text does not have the form that {@link Token} describes
     */
    public Token build() {
        return new Token(
                id,
                owner,
                label,
                scopes,
                attributes,
                networks,
                createdAt,
                createdBy,
                expiresAt,
                lastUsedAt,
                lastUsedFrom,
                revokedAt,
                revokedBy,
                revokeReason,
                predecessorId,
                successorId,
                lastRefusedAt,
                lastRefusedFrom);
    }
}
