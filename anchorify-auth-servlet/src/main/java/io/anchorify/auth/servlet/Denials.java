package io.anchorify.auth.servlet;

import java.util.Set;
import java.util.TreeSet;

/** The answers of one filter to what it refuses, each made once. Why a token is invalid is not said. */
final class Denials {

    final Denial noToken;
    final Denial emptyToken;
    final Denial malformed;
    final Denial repeatedHeader;
    final Denial invalidToken;
    final Denial insufficientScope;
    final Denial forbidden;

    Denials(String realm, Set<String> scopes) {
        String plain = "Bearer realm=" + quoted(realm);
        noToken = Denial.of(401, plain, "This resource needs a bearer token in the Authorization header.");
        emptyToken = invalidRequest(plain, "The Authorization header names the Bearer scheme but holds no token.");
        malformed = invalidRequest(plain, "The Authorization header is not a scheme, spaces and a token.");
        repeatedHeader = invalidRequest(plain, "The request has more than one Authorization header.");
        invalidToken = withError(401, plain, "invalid_token", "The token is not valid here, or not any more.");
        String scopeText = String.join(" ", new TreeSet<>(scopes));
        insufficientScope = Denial.of(
                403,
                plain + ", error=\"insufficient_scope\", scope=\"" + scopeText + "\"",
                "The token lacks a scope that this resource needs.");
        forbidden = Denial.of(403, plain, "This token may not be used for that.");
    }

    private static Denial invalidRequest(String plain, String detail) {
        return withError(400, plain, "invalid_request", detail);
    }

    private static Denial withError(int status, String plain, String error, String detail) {
        String challenge = plain + ", error=\"" + error + "\", error_description=\"" + detail + "\"";
        return Denial.of(status, challenge, detail);
    }

    /** A quoted-string of RFC 9110 section 5.6.4. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
