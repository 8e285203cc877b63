package io.anchorify.examples.cli.common;

/** The short id: the first characters of the id of a token, as people read and type it. */
public final class ShortId {

    /** Two of a million tokens have the same short id with a probability of less than 1 %. */
    public static final int LENGTH = 8;

    private ShortId() {}

    /** The short id of an id, which is the id itself if it is no longer. */
    public static String of(String id) {
        return id.length() <= LENGTH ? id : id.substring(0, LENGTH);
    }
}
