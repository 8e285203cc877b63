package io.anchorify.auth.servlet;

import io.anchorify.auth.RejectionReason;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a {@link BearerTokenFilter}'s decision, for logs and metrics. The client is told less: it must not learn
 * whether a rejected token was ever valid.
 */
public enum FilterOutcome {
    /** Passed on with the principal of a valid token. */
    AUTHENTICATED(null),
    /** Passed on without a principal: optional mode, an allowed scheme other than {@code Bearer}, or a CORS preflight. */
    PASSED_WITHOUT_TOKEN(null),
    /** 401: no {@code Authorization} header. */
    NO_TOKEN(null),
    /** 401: credentials of another scheme. */
    OTHER_SCHEME(null),
    /** 400: an empty, malformed or repeated {@code Authorization} header. */
    INVALID_REQUEST(null),
    /**
     * 400: a URI that is not canonical, see {@link BearerTokenFilterBuilder#protect} and {@link
     * BearerTokenFilterBuilder#scopesFor}.
     */
    INVALID_URI(null),
    /** 401: {@link RejectionReason#MALFORMED}, or longer than any token. */
    MALFORMED(RejectionReason.MALFORMED),
    /** 401: {@link RejectionReason#UNKNOWN}. */
    UNKNOWN(RejectionReason.UNKNOWN),
    /** 401: {@link RejectionReason#REVOKED}. */
    REVOKED(RejectionReason.REVOKED),
    /** 401: {@link RejectionReason#EXPIRED}. */
    EXPIRED(RejectionReason.EXPIRED),
    /** 401: {@link RejectionReason#SUPERSEDED}. */
    SUPERSEDED(RejectionReason.SUPERSEDED),
    /** 401: {@link RejectionReason#TOO_OLD}. */
    TOO_OLD(RejectionReason.TOO_OLD),
    /** 401: {@link RejectionReason#IDLE}. */
    IDLE(RejectionReason.IDLE),
    /** 401: {@link RejectionReason#OWNER_SUSPENDED}. */
    OWNER_SUSPENDED(RejectionReason.OWNER_SUSPENDED),
    /** 403: {@link RejectionReason#OUTSIDE_NETWORK}. */
    OUTSIDE_NETWORK(RejectionReason.OUTSIDE_NETWORK),
    /** 403: a valid token that lacks a required scope. */
    INSUFFICIENT_SCOPE(null),
    /** 403: a valid token, rejected by the rule of the host application, or because no scope rule names the method. */
    FORBIDDEN(null),
    /** 503: the token could not be checked. */
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
            case SUPERSEDED -> SUPERSEDED;
            case TOO_OLD -> TOO_OLD;
            case IDLE -> IDLE;
            case OWNER_SUSPENDED -> OWNER_SUSPENDED;
            case OUTSIDE_NETWORK -> OUTSIDE_NETWORK;
        };
    }

    /** {@return why the token was rejected, or {@code null} if no token was rejected} */
    public @Nullable RejectionReason reason() {
        return reason;
    }
}
