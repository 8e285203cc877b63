package io.anchorify.auth.servlet;

import io.anchorify.auth.RejectionReason;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link BearerTokenFilter} decided on a request: for logs and metrics. The client learns less, for it must not
 * know the difference between an unknown token and one that was once good.
 */
public enum FilterOutcome {
    /** Passed on with the principal of a good token. */
    AUTHENTICATED(null),
    /** Passed on without a principal: optional mode, credentials of another scheme that are allowed, or a preflight. */
    PASSED_WITHOUT_TOKEN(null),
    /** 401: there was no Authorization header. */
    NO_TOKEN(null),
    /** 401: there were credentials of another scheme. */
    OTHER_SCHEME(null),
    /** 400: an Authorization header that is empty, malformed or there more than once. */
    INVALID_REQUEST(null),
    /** 401: {@link RejectionReason#MALFORMED}, or longer than any token. */
    MALFORMED(RejectionReason.MALFORMED),
    /** 401: {@link RejectionReason#UNKNOWN}. */
    UNKNOWN(RejectionReason.UNKNOWN),
    /** 401: {@link RejectionReason#REVOKED}. */
    REVOKED(RejectionReason.REVOKED),
    /** 401: {@link RejectionReason#EXPIRED}. */
    EXPIRED(RejectionReason.EXPIRED),
    /** 401: {@link RejectionReason#OWNER_SUSPENDED}. */
    OWNER_SUSPENDED(RejectionReason.OWNER_SUSPENDED),
    /** 403: a good token without a required scope. */
    INSUFFICIENT_SCOPE(null),
    /** 403: a good token, refused by the rule of the host application. */
    FORBIDDEN(null),
    /** 503: no decision was possible. */
    UNAVAILABLE(null);

    private final @Nullable RejectionReason reason;

    FilterOutcome(@Nullable RejectionReason reason) {
        this.reason = reason;
    }

    static FilterOutcome of(RejectionReason reason) {
        return switch (reason) {
            case MALFORMED -> MALFORMED;
            case UNKNOWN -> UNKNOWN;
            case REVOKED -> REVOKED;
            case EXPIRED -> EXPIRED;
            case OWNER_SUSPENDED -> OWNER_SUSPENDED;
        };
    }

    /** {@return why the token was rejected, or {@code null} if none was} */
    public @Nullable RejectionReason reason() {
        return reason;
    }
}
