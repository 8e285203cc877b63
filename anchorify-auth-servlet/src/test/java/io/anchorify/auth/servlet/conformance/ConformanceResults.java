package io.anchorify.auth.servlet.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Records for docs/conformance.md which test passed in which container. Each test class has a file of its own, so that
 * classes may run in parallel JVMs.
 */
final class ConformanceResults implements AfterTestExecutionCallback {

    private static final Path DIRECTORY = Path.of("target", "conformance-results");
    private static final Set<Path> STARTED = ConcurrentHashMap.newKeySet();

    private static final Pattern LINES = Pattern.compile("line(\\d+[a-z]?)(?:and(\\d+[a-z]?))?_.*");

    @Override
    public void afterTestExecution(ExtensionContext context) throws IOException {
        Matcher lines = LINES.matcher(context.getRequiredTestMethod().getName());
        if (lines.matches()) {
            ContainerCase test = (ContainerCase) context.getRequiredTestInstance();
            boolean passed = context.getExecutionException().isEmpty();
            write(lines.group(1), test, passed);
            if (lines.group(2) != null) {
                write(lines.group(2), test, passed);
            }
        }
    }

    private static void write(String line, ContainerCase test, boolean passed) throws IOException {
        Path file = DIRECTORY.resolve(test.getClass().getSimpleName() + ".tsv");
        if (STARTED.add(file)) {
            Files.createDirectories(DIRECTORY);
            Files.deleteIfExists(file);
        }
        String result = String.join(
                "\t",
                line,
                test.deployment.container().name(),
                test.deployment.variant().name(),
                passed ? "passed" : "failed");
        Files.writeString(file, result + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
