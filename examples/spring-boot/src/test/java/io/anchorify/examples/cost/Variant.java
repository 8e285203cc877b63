package io.anchorify.examples.cost;

import java.io.File;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the application has on its class path. */
enum Variant {
    BARE(
            "without tokens",
            Pattern.compile("anchorify-auth-|caffeine|spring-security-|spring-boot-(starter-)?security")),
    STARTER("with the starter", Pattern.compile("spring-security-|spring-boot-(starter-)?security")),
    SECURITY("with the starter and Spring Security", Pattern.compile("(?!)"));

    private static final Pattern UNRELATED =
            Pattern.compile("thymeleaf|flyway|-tests\\.jar|zonky|postgresql|examples/spring-boot/target/classes");

    final String title;
    private final Predicate<String> excluded;

    Variant(String title, Pattern excluded) {
        this.title = title;
        // Modules of the same build are folders instead of jars.
        this.excluded = excluded.asPredicate();
    }

    String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(excluded.or(Variant::isUnrelated).negate())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** What only the example and its tests need. */
    private static boolean isUnrelated(String entry) {
        return UNRELATED.matcher(entry).find();
    }
}
