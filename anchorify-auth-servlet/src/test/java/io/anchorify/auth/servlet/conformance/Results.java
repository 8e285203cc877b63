package io.anchorify.auth.servlet.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Writes down which test passed where, for the table in docs/conformance.md: one line each, with the lines of the list
 * that it is for, the container and how the application was deployed.
 */
final class Results implements AfterTestExecutionCallback {

    private static final Path FILE = newFile();

    private static final Pattern LINES = Pattern.compile("line(\\d+)(?:and(\\d+))?_.*");

    /** What an earlier run has left counts no more. */
    private static Path newFile() {
        Path file = Path.of("target", "conformance-results.tsv");
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    @Override
    public void afterTestExecution(ExtensionContext context) throws IOException {
        Matcher lines = LINES.matcher(context.getRequiredTestMethod().getName());
        if (lines.matches()) {
            Deployment deployment = ((ContainerCase) context.getRequiredTestInstance()).deployment;
            boolean passed = context.getExecutionException().isEmpty();
            write(lines.group(1), deployment, passed);
            if (lines.group(2) != null) {
                write(lines.group(2), deployment, passed);
            }
        }
    }

    private static void write(String line, Deployment deployment, boolean passed) throws IOException {
        String result = String.join(
                "\t", line, deployment.container().name(), deployment.variant().name(), passed ? "passed" : "failed");
        Files.writeString(FILE, result + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
