package io.anchorify.auth.servlet;

import java.util.Arrays;

/**
 * The parsed value of an {@code Authorization} header: a scheme in any case, one or more spaces, and a b64token (RFC 6750
 * section 2.1, RFC 9110 section 11). White space around the value is ignored (RFC 9110 section 5.5). Parsing takes time
 * linear in the length of the value.
 *
 * @param token the untrusted token if the kind is {@link Kind#TOKEN}, otherwise empty
 */
record AuthorizationHeader(Kind kind, String token) {

    static final String SCHEME = "Bearer";

    /** Far longer than any token of this library, and short enough to be harmless to every {@code TokenAuthenticator}. */
    static final int MAX_TOKEN_LENGTH = 512;

    enum Kind {
        /** A syntactically valid bearer token. */
        TOKEN,
        /** Credentials of another scheme. */
        OTHER_SCHEME,
        /** The scheme without a token. */
        EMPTY,
        /** Not in the grammar. */
        MALFORMED,
        /** In the grammar, but longer than {@link #MAX_TOKEN_LENGTH}. */
        TOO_LONG
    }

    private static final AuthorizationHeader OTHER_SCHEME = new AuthorizationHeader(Kind.OTHER_SCHEME, "");
    private static final AuthorizationHeader EMPTY = new AuthorizationHeader(Kind.EMPTY, "");
    private static final AuthorizationHeader MALFORMED = new AuthorizationHeader(Kind.MALFORMED, "");
    private static final AuthorizationHeader TOO_LONG = new AuthorizationHeader(Kind.TOO_LONG, "");

    /** The tchar of RFC 9110 section 5.6.2. */
    private static final boolean[] SCHEME_CHARACTERS = lettersAndDigitsAnd("!#$%&'*+-.^_`|~");

    /** The b64token of RFC 6750 section 2.1 without its padding. */
    private static final boolean[] TOKEN_CHARACTERS = lettersAndDigitsAnd("-._~+/");

    static AuthorizationHeader parse(String value) {
        int begin = 0;
        int end = value.length();
        while (begin < end && isWhiteSpace(value.charAt(begin))) {
            begin++;
        }
        while (end > begin && isWhiteSpace(value.charAt(end - 1))) {
            end--;
        }
        int schemeEnd = skip(SCHEME_CHARACTERS, value, begin, end);
        if (schemeEnd == begin) {
            return MALFORMED;
        }
        if (!isBearer(value, begin, schemeEnd)) {
            return OTHER_SCHEME;
        }
        return schemeEnd == end ? EMPTY : parseToken(value, schemeEnd, end);
    }

    /** Parses the rest of a value whose last character is not white space. */
    private static AuthorizationHeader parseToken(String value, int schemeEnd, int end) {
        int begin = schemeEnd;
        while (value.charAt(begin) == ' ') {
            begin++;
        }
        int padding = skip(TOKEN_CHARACTERS, value, begin, end);
        int tokenEnd = padding;
        while (tokenEnd < end && value.charAt(tokenEnd) == '=') {
            tokenEnd++;
        }
        if (begin == schemeEnd || padding == begin || tokenEnd < end) {
            return MALFORMED;
        }
        return end - begin > MAX_TOKEN_LENGTH
                ? TOO_LONG
                : new AuthorizationHeader(Kind.TOKEN, value.substring(begin, end));
    }

    private static boolean isBearer(String value, int begin, int end) {
        return end - begin == SCHEME.length() && value.regionMatches(true, begin, SCHEME, 0, SCHEME.length());
    }

    private static int skip(boolean[] characters, String value, int begin, int end) {
        int index = begin;
        while (index < end && contains(characters, value.charAt(index))) {
            index++;
        }
        return index;
    }

    private static boolean contains(boolean[] characters, char c) {
        return c < characters.length && characters[c];
    }

    private static boolean isWhiteSpace(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean[] lettersAndDigitsAnd(String others) {
        boolean[] characters = new boolean[128];
        Arrays.fill(characters, '0', '9' + 1, true);
        Arrays.fill(characters, 'A', 'Z' + 1, true);
        Arrays.fill(characters, 'a', 'z' + 1, true);
        others.chars().forEach(c -> characters[c] = true);
        return characters;
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "AuthorizationHeader[" + kind + "]";
    }
}
