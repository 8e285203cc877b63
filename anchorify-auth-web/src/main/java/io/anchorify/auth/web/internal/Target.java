package io.anchorify.auth.web.internal;

/** Where a redirect leads. */
public final class Target {

    /** A longer one might not fit into a header. */
    private static final int MAX_LENGTH = 4000;

    private Target() {}

    /** A path and query relative to the page, or another one if it is too long because it repeats what a user sent. */
    public static String orElse(String target, String shorter) {
        return target.length() <= MAX_LENGTH ? target : shorter;
    }
}
