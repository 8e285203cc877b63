package io.anchorify.auth.servlet;

import io.anchorify.auth.RejectionReason;
import java.util.Set;

/** The error responses of one filter. They do not reveal why a token is invalid. */
final class ProblemResponses {

    final ProblemResponse noToken;
    final ProblemResponse emptyToken;
    final ProblemResponse malformed;
    final ProblemResponse repeatedHeader;
    final ProblemResponse invalidToken;
    final ProblemResponse forbidden;
    private final String plain;

    ProblemResponses(String realm) {
        plain = "Bearer realm=" + quoted(realm);
        noToken = ProblemResponse.of(401, plain, "This resource needs a bearer token in the Authorization header.");
        emptyToken = invalidRequest(plain, "The Authorization header names the Bearer scheme but holds no token.");
        malformed = invalidRequest(plain, "The Authorization header is not a scheme, spaces and a token.");
        repeatedHeader = invalidRequest(plain, "The request has more than one Authorization header.");
        invalidToken = withError(401, plain, "invalid_token", "The token is not valid here, or not any more.");
        forbidden = ProblemResponse.of(403, plain, "This token may not be used for that.");
    }

    /** A token outside its networks is valid: its client must not discard it, and is not told where it may be used. */
    ProblemResponse to(RejectionReason reason) {
        return reason == RejectionReason.OUTSIDE_NETWORK ? forbidden : invalidToken;
    }

    /** @param scopes the scopes to ask for, in the order in which the client is to see them; empty if they are not known */
    ProblemResponse insufficientScope(Set<String> scopes) {
        String attribute = scopes.isEmpty() ? "" : ", scope=\"" + String.join(" ", scopes) + "\"";
        return ProblemResponse.of(
                403,
                plain + ", error=\"insufficient_scope\"" + attribute,
                "The token lacks a scope that this resource needs.");
    }

    private static ProblemResponse invalidRequest(String plain, String detail) {
        return withError(400, plain, "invalid_request", detail);
    }

    private static ProblemResponse withError(int status, String plain, String error, String detail) {
        String challenge = plain + ", error=\"" + error + "\", error_description=\"" + detail + "\"";
        return ProblemResponse.of(status, challenge, detail);
    }

    /** A quoted-string (RFC 9110 section 5.6.4). */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
