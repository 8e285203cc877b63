package io.anchorify.auth.servlet;

/**
 * Reads the value of an Authorization header, by the grammar of RFC 6750 section 2.1 and RFC 9110 section 11: a scheme
 * in any case, one or more spaces, and a b64token. White space around the value is no part of it (RFC 9110 section 5.5).
 * Takes time linear in the length of the header, and copies nothing out of it.
 */
final class AuthorizationHeader {

    static final String SCHEME = "Bearer";

    /** Where the token begins behind the scheme as {@linkplain #isUsual usually} spelled. */
    static final int USUAL_BEGIN = SCHEME.length() + 1;

    /** Far beyond every token of this library, and short enough that nothing behind has to care. */
    static final int MAX_TOKEN_LENGTH = 512;

    private static final String USUAL = SCHEME + " ";

    /** What a character of ASCII may be part of. */
    private static final byte[] CLASSES = new byte[128];

    /** A tchar of RFC 9110 section 5.6.2. */
    private static final byte TOKEN_CHARACTER = 1;

    /** What a b64token is made of, before its padding. */
    private static final byte B64_CHARACTER = 2;

    static {
        for (char c = '0'; c <= 'z'; c++) {
            if (Character.isLetterOrDigit(c)) {
                CLASSES[c] = TOKEN_CHARACTER | B64_CHARACTER;
            }
        }
        "!#$%&'*+-.^_`|~".chars().forEach(c -> CLASSES[c] |= TOKEN_CHARACTER);
        "-._~+/".chars().forEach(c -> CLASSES[c] |= B64_CHARACTER);
    }

    private AuthorizationHeader() {}

    /** What the one value of the header can be. */
    enum Kind {
        /** Credentials of another scheme. */
        OTHER_SCHEME,
        /** The scheme and nothing behind it. */
        EMPTY,
        /** Something that the grammar does not allow. */
        MALFORMED,
        /** A token longer than any that could be good. */
        TOO_LONG,
        /** A token, not yet trusted. */
        TOKEN
    }

    /** Whether the scheme is spelled as nearly all do. What is behind it was not looked at. */
    static boolean isUsual(String value) {
        return value.startsWith(USUAL);
    }

    /** What the one value of the header is. */
    static Kind kindOf(String value) {
        int begin = skipWhiteSpace(value);
        int end = endOfToken(value);
        int schemeEnd = endOf(TOKEN_CHARACTER, value, begin, end);
        if (schemeEnd == begin) {
            return Kind.MALFORMED;
        }
        if (!isBearer(value, begin, schemeEnd)) {
            return Kind.OTHER_SCHEME;
        }
        return schemeEnd == end ? Kind.EMPTY : kindOfToken(value, schemeEnd, end);
    }

    /** Where the token begins in a value that has one. */
    static int beginOfToken(String value) {
        return skipSpaces(value, skipWhiteSpace(value) + SCHEME.length());
    }

    /** Where the token ends in a value that has one. */
    static int endOfToken(String value) {
        int end = value.length();
        while (end > 0 && isWhiteSpace(value.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static Kind kindOfToken(String value, int schemeEnd, int end) {
        int begin = skipSpaces(value, schemeEnd);
        if (begin == schemeEnd || !isB64Token(value, begin, end)) {
            return Kind.MALFORMED;
        }
        return end - begin > MAX_TOKEN_LENGTH ? Kind.TOO_LONG : Kind.TOKEN;
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

    private static int skipSpaces(String value, int from) {
        int begin = from;
        while (value.charAt(begin) == ' ') {
            begin++;
        }
        return begin;
    }

    private static boolean isB64Token(String value, int begin, int end) {
        int index = endOf(B64_CHARACTER, value, begin, end);
        if (index == begin) {
            return false;
        }
        while (index < end && value.charAt(index) == '=') {
            index++;
        }
        return index == end;
    }

    /** Where the characters of a class end. */
    private static int endOf(byte characters, String value, int begin, int end) {
        int index = begin;
        while (index < end && is(characters, value.charAt(index))) {
            index++;
        }
        return index;
    }

    private static boolean is(byte characters, char c) {
        return c < CLASSES.length && (CLASSES[c] & characters) != 0;
    }

    private static boolean isWhiteSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
