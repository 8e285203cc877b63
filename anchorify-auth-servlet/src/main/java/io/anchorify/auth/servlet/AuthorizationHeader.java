package io.anchorify.auth.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;

/**
 * What a request presents in its Authorization header, by the grammar of RFC 6750 section 2.1 and RFC 9110 section 11:
 * a scheme in any case, one or more spaces, and a b64token. White space around the value is no part of it (RFC 9110
 * section 5.5). Takes time linear in the length of the header.
 *
 * @param kind what was found
 * @param token the token if one was found, otherwise empty
 */
record AuthorizationHeader(Kind kind, String token) {

    static final String SCHEME = "Bearer";

    /** Far beyond every token of this library, and short enough that nothing behind has to care. */
    static final int MAX_TOKEN_LENGTH = 512;

    private static final AuthorizationHeader NONE = new AuthorizationHeader(Kind.NONE, "");
    private static final AuthorizationHeader OTHER_SCHEME = new AuthorizationHeader(Kind.OTHER_SCHEME, "");
    private static final AuthorizationHeader EMPTY = new AuthorizationHeader(Kind.EMPTY, "");
    private static final AuthorizationHeader REPEATED = new AuthorizationHeader(Kind.REPEATED, "");
    private static final AuthorizationHeader MALFORMED = new AuthorizationHeader(Kind.MALFORMED, "");
    private static final AuthorizationHeader TOO_LONG = new AuthorizationHeader(Kind.TOO_LONG, "");

    /** What a request can present. */
    enum Kind {
        /** There is no such header. */
        NONE,
        /** Credentials of another scheme. */
        OTHER_SCHEME,
        /** The scheme and nothing behind it. */
        EMPTY,
        /** More than one such header. */
        REPEATED,
        /** Something that the grammar does not allow. */
        MALFORMED,
        /** A token longer than any that could be good. */
        TOO_LONG,
        /** A token, not yet trusted. */
        TOKEN
    }

    static AuthorizationHeader of(HttpServletRequest request) {
        Enumeration<String> values = request.getHeaders("Authorization");
        if (values == null || !values.hasMoreElements()) {
            return NONE;
        }
        String value = values.nextElement();
        return values.hasMoreElements() ? REPEATED : parse(value);
    }

    static AuthorizationHeader parse(String value) {
        int begin = skipWhiteSpace(value);
        int end = endWithoutWhiteSpace(value, begin);
        int schemeEnd = endOfScheme(value, begin, end);
        if (schemeEnd == begin) {
            return MALFORMED;
        }
        if (!isBearer(value, begin, schemeEnd)) {
            return OTHER_SCHEME;
        }
        return schemeEnd == end ? EMPTY : parseToken(value, schemeEnd, end);
    }

    private static AuthorizationHeader parseToken(String value, int schemeEnd, int end) {
        int begin = schemeEnd;
        while (value.charAt(begin) == ' ') {
            begin++;
        }
        if (begin == schemeEnd || !isB64Token(value, begin, end)) {
            return MALFORMED;
        }
        return end - begin > MAX_TOKEN_LENGTH
                ? TOO_LONG
                : new AuthorizationHeader(Kind.TOKEN, value.substring(begin, end));
    }

    private static boolean isBearer(String value, int begin, int end) {
        return end - begin == SCHEME.length() && value.regionMatches(true, begin, SCHEME, 0, SCHEME.length());
    }

    private static int skipWhiteSpace(String value) {
        int begin = 0;
        while (begin < value.length() && isWhiteSpace(value.charAt(begin))) {
            begin++;
        }
        return begin;
    }

    private static int endWithoutWhiteSpace(String value, int begin) {
        int end = value.length();
        while (end > begin && isWhiteSpace(value.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static int endOfScheme(String value, int begin, int end) {
        int index = begin;
        while (index < end && isTokenCharacter(value.charAt(index))) {
            index++;
        }
        return index;
    }

    private static boolean isB64Token(String value, int begin, int end) {
        int index = begin;
        while (index < end && isB64Character(value.charAt(index))) {
            index++;
        }
        if (index == begin) {
            return false;
        }
        while (index < end && value.charAt(index) == '=') {
            index++;
        }
        return index == end;
    }

    private static boolean isWhiteSpace(char c) {
        return c == ' ' || c == '\t';
    }

    /** A tchar of RFC 9110 section 5.6.2. */
    private static boolean isTokenCharacter(char c) {
        return isAlphanumeric(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    private static boolean isB64Character(char c) {
        return isAlphanumeric(c) || "-._~+/".indexOf(c) >= 0;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "AuthorizationHeader[" + kind + "]";
    }
}
