package io.anchorify.auth.testing;

import java.util.Locale;

/**
 * How much the long tests try, chosen by the system property {@code anchorify.effort}. A test that is too long for {@link #QUICK}
 * has the tag {@code not-quick}; the build excludes the tag {@code not-} followed by the effort.
 */
public enum Effort {
    /** For every build by hand. */
    QUICK,
    /** For continuous integration. */
    CI,
    /** For the run before a release. */
    LONG;

    /** {@return the effort of this run} */
    public static Effort current() {
        return valueOf(System.getProperty("anchorify.effort", "quick").toUpperCase(Locale.ROOT));
    }

    /** {@return the value for the effort of this run} */
    public static <T> T pick(T quick, T ci, T whole) {
        return switch (current()) {
            case QUICK -> quick;
            case CI -> ci;
            case LONG -> whole;
        };
    }
}
