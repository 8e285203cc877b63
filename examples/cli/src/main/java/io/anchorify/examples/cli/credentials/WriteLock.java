package io.anchorify.examples.cli.credentials;

import io.anchorify.examples.cli.common.Disk;
import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.Sleeper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Serializes writers of a directory across processes. The operating system releases the lock when its process ends, so
 * the holder knows that any temporary file is a leftover.
 */
final class WriteLock {

    static final String NAME = ".lock";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    private WriteLock() {}

    /** An action that requires the lock. */
    @FunctionalInterface
    interface Action {

        void run() throws IOException;
    }

    /** Runs an action while holding the lock. */
    static void holding(PrivateDirectory directory, Sleeper sleeper, Action action) throws IOException {
        Path file = directory.path().resolve(NAME);
        directory.has(file);
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(Disk.PRIVATE_FILE))) {
            await(channel, file, sleeper);
            action.run();
        }
    }

    private static void await(FileChannel channel, Path file, Sleeper sleeper) throws IOException {
        for (Duration waited = Duration.ZERO; tryLock(channel) == null; waited = waited.plus(POLL_INTERVAL)) {
            if (waited.compareTo(TIMEOUT) >= 0) {
                throw new Failure(
                        ExitCode.REFUSED,
                        "Another anchorify process has held " + file + " for " + TIMEOUT.toSeconds()
                                + " seconds. Wait for it or stop it, then try again.");
            }
            sleeper.sleep(POLL_INTERVAL);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another thread of this process holds it.
            return null;
        }
    }
}
