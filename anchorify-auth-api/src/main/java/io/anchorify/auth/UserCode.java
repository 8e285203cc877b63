package io.anchorify.auth;

import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The codes that users type: eight letters, with a hyphen in the middle (RFC 8628 section 6.1). */
final class UserCode {

    /** No vowels, so that no words appear. 20 letters, so 8 of them are 34 bits. */
    static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ";

    private static final int GROUP = 4;

    /** No longer text can be a code, however many spaces it has. */
    private static final int MAX_TYPED_LENGTH = 40;

    private static final Pattern SHOWN = Pattern.compile("[%1$s]{%2$d}-[%1$s]{%2$d}".formatted(LETTERS, GROUP));

    private static final Pattern IGNORED = Pattern.compile("[\\s\\p{Z}\\p{Pd}]");

    private UserCode() {}

    static String random(RandomGenerator random) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < 2 * GROUP; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return shown(letters.toString());
    }

    static boolean isUserCode(String text) {
        return SHOWN.matcher(text).matches();
    }

    /** The code as it is shown, of what a user typed: in any case, with or without spaces and hyphens. */
    static Optional<String> parse(String typed) {
        if (typed.length() > MAX_TYPED_LENGTH) {
            return Optional.empty();
        }
        String letters = IGNORED.matcher(typed).replaceAll("").toUpperCase(Locale.ROOT);
        return Optional.of(letters)
                .filter(code -> code.length() == 2 * GROUP)
                .map(UserCode::shown)
                .filter(UserCode::isUserCode);
    }

    private static String shown(String letters) {
        return letters.substring(0, GROUP) + "-" + letters.substring(GROUP);
    }
}
