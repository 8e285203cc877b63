package io.anchorify.auth;

/**
 * Why a presented token was refused: for logs and metrics, not for the client, who must not learn the difference
 * between an unknown token and one that was once good.
 */
public enum RejectionReason {
    /** Not of this service's token format, or its checksum is wrong. Neither hashed nor looked up. */
    MALFORMED,
    /** Of the right format, but no such token exists. */
    UNKNOWN,
    /** The token was revoked. */
    REVOKED,
    /** The token's lifetime is over. */
    EXPIRED,
    /** The token is good, but the host application has its owner suspended. */
    OWNER_SUSPENDED
}
