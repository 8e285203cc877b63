package io.anchorify.auth.jdbc.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Directories that are deleted when the JVM ends. */
public final class Temporary {

    private Temporary() {}

    /** Creates an empty directory. */
    public static Path directory(String prefix) {
        try {
            Path directory = Files.createTempDirectory(prefix);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try {
            Directories.delete(directory);
        } catch (IOException | UncheckedIOException e) {
            // A server that is shutting down still moves files.
            directory.toFile().deleteOnExit();
        }
    }
}
