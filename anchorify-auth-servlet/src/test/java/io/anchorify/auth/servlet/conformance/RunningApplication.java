package io.anchorify.auth.servlet.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** An application in a running container. */
public final class RunningApplication implements AutoCloseable {

    /** Defines the filters and servlets of the application. */
    @FunctionalInterface
    public interface Description {
        void describe(Application application) throws Exception;
    }

    private final Container container;
    private final Path directory;

    private RunningApplication(Container container, Path directory) {
        this.container = container;
        this.directory = directory;
    }

    public static RunningApplication inJetty(Description description) throws Exception {
        return start(new JettyEe10(), Variant.CODE, description);
    }

    static RunningApplication start(Container container, Variant variant, Description description) throws Exception {
        Path directory = Files.createTempDirectory("application");
        RunningApplication running = new RunningApplication(container, directory);
        try {
            Application application = new Application(directory);
            description.describe(application);
            container.start(application, variant);
            return running;
        } catch (Exception e) {
            try {
                running.close();
            } catch (Exception more) {
                e.addSuppressed(more);
            }
            throw e;
        }
    }

    public int port() {
        return container.port();
    }

    @Override
    public void close() throws Exception {
        try {
            container.close();
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(RunningApplication::deleteOne);
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
