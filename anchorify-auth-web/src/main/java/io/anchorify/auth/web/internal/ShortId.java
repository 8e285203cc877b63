package io.anchorify.auth.web.internal;

/** The first characters of a token's id, which tell tokens with the same label apart. */
public final class ShortId {

    private static final int LENGTH = 8;

    private ShortId() {}

    /** The first 8 characters, or the whole id if it is shorter. */
    public static String of(String id) {
        return id.length() <= LENGTH ? id : id.substring(0, LENGTH);
    }
}
