package io.anchorify.auth.jdbc.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories that are gone when the JVM has ended. */
public final class Temporary {

    private Temporary() {}

    /** A new, empty directory. */
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
        List<Path> inside;
        try (Stream<Path> walk = Files.walk(directory)) {
            inside = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : inside) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // A server that ends at this moment still moves files about; the system clears what is left.
            directory.toFile().deleteOnExit();
        }
    }
}
