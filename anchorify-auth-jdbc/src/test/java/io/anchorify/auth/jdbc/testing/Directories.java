package io.anchorify.auth.jdbc.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Copies and removes the directories of servers. */
public final class Directories {

    private Directories() {}

    /** Copies the contents of a directory, with the owners and permissions that servers require. */
    public static void copy(Path from, Path to) throws IOException {
        for (Path path : walk(from)) {
            try {
                Files.copy(
                        path,
                        to.resolve(from.relativize(path).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING,
                        LinkOption.NOFOLLOW_LINKS);
            } catch (NoSuchFileException e) {
                // A running server deletes files, which the copy does not need.
                if (Files.exists(path)) {
                    throw e;
                }
            }
        }
    }

    public static void delete(Path directory) throws IOException {
        List<Path> paths = walk(directory);
        for (Path path : paths.stream().sorted(Comparator.reverseOrder()).toList()) {
            Files.deleteIfExists(path);
        }
    }

    private static List<Path> walk(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.toList();
        }
    }
}
