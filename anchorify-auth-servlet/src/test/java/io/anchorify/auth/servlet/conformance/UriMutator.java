package io.anchorify.auth.servlet.conformance;

import java.util.Locale;
import java.util.Random;

/** Mutates a path so that containers and filters may interpret it differently. */
final class UriMutator {

    private static final int MAX_CHANGES = 4;

    private static final String[] PIECES =
            ("; ;x ;x=y/ ;jsessionid=1 ..;/ %3b %3B / // %2f %2F \\ %5c %5C . .. /. /./ /.. /../ %2e "
                            + "%2e%2e /%2e/ /%2e%2e/ %00 %0a %0d %0d%0a %09 %20 %7f \u0001 \t % %2 %zz %25 %252f %252e "
                            + "%253b %c0%af %c0%ae %e0%80%af %u002e %u002f ? ?x=/../ # * + @ : \u00e9 %c4%b1 %ef%bc%8f "
                            + "%e2%80%a8 do")
                    .split(" ");

    private static final String[] PREFIXES =
            ("http://localhost http://localhost:1 http://evil@localhost HTTP://x //localhost /open/.. "
                            + "/open/../ /open/..;/.. /;x /. /.. /%2e /x/../ x ?")
                    .split(" ");

    private final Random random;

    UriMutator(Random random) {
        this.random = random;
    }

    /** Applies zero or more changes. */
    String mutate(String path) {
        String mutated = path;
        for (int changes = random.nextInt(MAX_CHANGES + 1); changes > 0; changes--) {
            mutated = change(mutated);
        }
        return random.nextInt(8) == 0 ? pick(PREFIXES) + mutated : mutated;
    }

    private String change(String path) {
        int at = random.nextInt(path.length() + 1);
        return switch (random.nextInt(5)) {
            case 0, 1 -> insert(path, at, pick(PIECES));
            case 2 -> insert(path, path.indexOf('/', Math.min(at, path.length())) + 1, pick(PIECES));
            case 3 -> encode(path, at);
            default -> changeCase(path, at);
        };
    }

    private static String insert(String path, int at, String piece) {
        return path.substring(0, at) + piece + path.substring(at);
    }

    private String encode(String path, int at) {
        if (at == path.length()) {
            return path;
        }
        String percent = random.nextInt(4) == 0 ? "%25" : "%";
        String encoded = percent + String.format(Locale.ROOT, "%02x", (int) path.charAt(at));
        return path.substring(0, at) + encoded + path.substring(at + 1);
    }

    private static String changeCase(String path, int at) {
        if (at == path.length()) {
            return path;
        }
        char old = path.charAt(at);
        char other = Character.isUpperCase(old) ? Character.toLowerCase(old) : Character.toUpperCase(old);
        return path.substring(0, at) + other + path.substring(at + 1);
    }

    private String pick(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
