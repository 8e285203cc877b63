package io.anchorify.examples.cli.common;

import io.anchorify.auth.TokenFormat;
import java.util.regex.Pattern;

/** A well-formed token and its source. {@code toString} is redacted. */
public final class BearerToken {

    private static final String PREFIX = "jf_";
    /** The format of the admin token, as the server requires it. */
    private static final Pattern ADMIN = Pattern.compile("(?=.{32,512}$)[A-Za-z0-9._~+/-]+=*");

    private final String text;
    private final String source;

    private BearerToken(String text, String source) {
        this.text = text;
        this.source = source;
    }

    /**
     * Parses a token. A user's token is validated by its checksum, without a request.
     *
     * @param source where it came from, for messages, for example {@code --token}
     * @throws Failure if it is malformed
     */
    public static BearerToken of(String text, String source) {
        if (text.startsWith(PREFIX)
                ? !TokenFormat.standard().matches(text)
                : !ADMIN.matcher(text).matches()) {
            throw new Failure(
                    ExitCode.REFUSED,
                    "The token from " + source + " is malformed (mistyped or truncated). Copy it again, or generate a"
                            + " new one on the dashboard.");
        }
        return new BearerToken(text, source);
    }

    /** The cleartext, for the request and the credentials file only. */
    public String reveal() {
        return text;
    }

    /** Where it came from, for messages. */
    public String source() {
        return source;
    }

    @Override
    public String toString() {
        return "BearerToken[redacted]";
    }
}
