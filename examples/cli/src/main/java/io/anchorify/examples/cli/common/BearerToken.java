package io.anchorify.examples.cli.common;

import io.anchorify.auth.TokenFormat;
import java.util.regex.Pattern;

/** A token that can be one, and where it came from. It never prints itself. */
public final class BearerToken {

    private static final String PREFIX = "jf_";
    /** The token of an operator is not of the format of a user's: RFC 6750's alphabet, and long enough. */
    private static final Pattern ADMIN = Pattern.compile("[A-Za-z0-9._~+/-]{32,512}=*");

    private final String text;
    private final String place;

    private BearerToken(String text, String place) {
        this.text = text;
        this.place = place;
    }

    /**
     * Takes a text for a token. A user's token is checked by its checksum, without asking anybody.
     *
     * @param place where it stands, for messages, as in {@code the option --token}
     * @throws Failure if no server can have issued it
     */
    public static BearerToken of(String text, String place) {
        if (text.startsWith(PREFIX) ? !TokenFormat.standard().matches(text) : !isAdmin(text)) {
            throw new Failure(
                    ExitCode.REFUSED,
                    "The token in " + place + " is mistyped or cut short, which its checksum and length tell without"
                            + " asking the server. Copy the whole of it again, or generate a new one on the dashboard.");
        }
        return new BearerToken(text, place);
    }

    /** The text itself, for the request and for the credentials file, and for nothing else. */
    public String reveal() {
        return text;
    }

    /** Where it came from. */
    public String place() {
        return place;
    }

    /** Whether it is the same token, wherever it came from. */
    public boolean isSameAs(String other) {
        return text.equals(other);
    }

    @Override
    public String toString() {
        return "BearerToken[redacted]";
    }

    private static boolean isAdmin(String text) {
        return text.length() <= 512 && ADMIN.matcher(text).matches();
    }
}
