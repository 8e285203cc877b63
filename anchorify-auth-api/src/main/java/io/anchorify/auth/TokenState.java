package io.anchorify.auth;

/** What has become of a token, by its row and the {@link TokenPolicy} of a service. */
public enum TokenState {
    /** The token is accepted. */
    ACTIVE,
    /** The token was revoked. */
    REVOKED,
    /** The token has reached its expiry. */
    EXPIRED,
    /** The token was rotated, and its grace period is over. */
    SUPERSEDED,
    /** The token is older than the maximum lifetime of the policy. */
    TOO_OLD,
    /** The token was not used for longer than the maximum idle time of the policy. */
    IDLE
}
