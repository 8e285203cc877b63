package io.anchorify.examples.cli.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The last guard before anything is printed: whatever of it is a token that the command knows of, or looks like a
 * user's, is left out. A server that quotes a token in its answer, or a mistyped option, is enough to need it.
 */
final class Redactor {

    private static final String REDACTED = "[redacted]";
    /** Shorter ones are no tokens, and would tear holes into ordinary words. */
    private static final int SHORTEST = 8;

    private static final Pattern USERS_TOKEN = Pattern.compile("jf_[0-9A-Za-z]{8,}");

    private final List<String> secrets = new ArrayList<>();

    void hide(String secret) {
        if (secret.length() >= SHORTEST) {
            secrets.add(secret);
        }
    }

    String redact(String text) {
        String redacted = text;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, REDACTED);
        }
        return USERS_TOKEN.matcher(redacted).replaceAll("jf_" + REDACTED);
    }
}
