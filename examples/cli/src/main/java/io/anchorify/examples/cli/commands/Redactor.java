package io.anchorify.examples.cli.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Removes known tokens, and anything that looks like a user's token, from all output. A server that quotes a token or a
 * mistyped option could print one otherwise.
 */
final class Redactor {

    private static final String REDACTED = "[redacted]";
    /** Shorter texts are no tokens; redacting them would garble ordinary words. */
    private static final int MIN_LENGTH = 8;

    private static final Pattern USER_TOKEN = Pattern.compile("jf_[0-9A-Za-z]{8,}");

    private final List<String> secrets = new ArrayList<>();

    void hide(String secret) {
        if (secret.length() >= MIN_LENGTH) {
            secrets.add(secret);
        }
    }

    String redact(String text) {
        String redacted = text;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, REDACTED);
        }
        return USER_TOKEN.matcher(redacted).replaceAll("jf_" + REDACTED);
    }
}
