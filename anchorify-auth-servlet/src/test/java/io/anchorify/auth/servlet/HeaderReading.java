package io.anchorify.auth.servlet;

import io.anchorify.auth.servlet.AuthorizationHeader.Kind;

/**
 * What a header was read as.
 *
 * @param token the token if there is one, otherwise empty
 */
record HeaderReading(Kind kind, String token) {

    /** What the filter reads. */
    static HeaderReading of(String header) {
        Kind kind = AuthorizationHeader.kindOf(header);
        return new HeaderReading(
                kind,
                kind == Kind.TOKEN
                        ? header.substring(
                                AuthorizationHeader.beginOfToken(header), AuthorizationHeader.endOfToken(header))
                        : "");
    }
}
