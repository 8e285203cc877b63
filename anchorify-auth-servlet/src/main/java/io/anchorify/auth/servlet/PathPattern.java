package io.anchorify.auth.servlet;

/**
 * An exact path or a prefix, decoded and without the context path.
 *
 * @param path without a trailing slash
 * @param isPrefix whether everything below is covered too
 */
record PathPattern(String path, boolean isPrefix) {

    private static final String PREFIX = "/*";

    /**
     * A pattern from its text.
     *
     * @param option what the pattern is for, at the beginning of the message
     * @throws IllegalArgumentException if no canonical URI matches the pattern; the message quotes it
     */
    static PathPattern of(String option, String pattern) {
        boolean isPrefix = pattern.endsWith(PREFIX);
        String path = pattern.substring(0, pattern.length() - (isPrefix ? PREFIX.length() : 0));
        if (!CanonicalUri.isCanonicalPath(isPrefix ? path + "/" : path) || path.indexOf('*') >= 0) {
            throw new IllegalArgumentException(option + " '" + pattern
                    + "' must be an exact path, such as /secret, or a prefix, such as /api/*, in decoded form and"
                    + " without empty segments, dot segments, and any of \\ ; % ? # and control characters");
        }
        return new PathPattern(path.endsWith("/") ? path.substring(0, path.length() - 1) : path, isPrefix);
    }

    /** Ignores case and a trailing slash. The case is that of characters, without regard to the locale. */
    boolean covers(String candidate, int from) {
        int end = from + path.length();
        return candidate.regionMatches(true, from, path, 0, path.length())
                && (end == candidate.length()
                        || (candidate.charAt(end) == '/' && (isPrefix || end + 1 == candidate.length())));
    }

    /** Whether this pattern covers everything that the other one covers. */
    boolean coversAllOf(PathPattern other) {
        return covers(other.path, 0) && (isPrefix || !other.isPrefix);
    }
}
