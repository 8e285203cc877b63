package io.anchorify.auth;

/**
 * Why a presented token was rejected: for logs and metrics, not for the client, which must not learn whether an unknown
 * token was once valid.
 */
public enum RejectionReason {
    /** The token does not have the format of this service, or its checksum is wrong. It is neither hashed nor looked up. */
    MALFORMED,
    /** The format is right, but no such token exists. */
    UNKNOWN,
    /** The token was revoked. */
    REVOKED,
    /** The token has expired. */
    EXPIRED,
    /** The token was rotated, and its grace period is over. */
    SUPERSEDED,
    /** The token is older than the {@link TokenPolicy} allows. */
    TOO_OLD,
    /** The token was not used for longer than the {@link TokenPolicy} allows. */
    IDLE,
    /** The token is valid, but the host application has suspended its owner. */
    OWNER_SUSPENDED,
    /** The token is valid, but it was presented from outside its networks, or from an address that is not known. */
    OUTSIDE_NETWORK
}
