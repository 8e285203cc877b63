package io.anchorify.examples.cli.credentials;

import io.anchorify.examples.cli.common.Disk;
import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.Pause;
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
 * Lets one process at a time write in a directory. The operating system takes it from a process that ends, however it
 * ends; so whoever holds it knows that every temporary file it finds is a dead one's.
 */
final class WriteLock {

    static final String NAME = ".lock";

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private WriteLock() {}

    /** What is done while nobody else writes. */
    @FunctionalInterface
    interface Work {

        void run() throws IOException;
    }

    /** Waits for the lock, and gives it back when the work is done. */
    static void holding(PrivateDirectory directory, Pause pause, Work work) throws IOException {
        Path file = directory.path().resolve(NAME);
        directory.has(file);
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(Disk.PRIVATE_FILE))) {
            await(channel, file, pause);
            work.run();
        }
    }

    private static void await(FileChannel channel, Path file, Pause pause) throws IOException {
        for (Duration waited = Duration.ZERO; tryLock(channel) == null; waited = waited.plus(LOOK_AGAIN)) {
            if (waited.compareTo(LONGEST_WAIT) >= 0) {
                throw new Failure(
                        ExitCode.REFUSED,
                        "Another anchorify has been writing for " + LONGEST_WAIT.toSeconds()
                                + " seconds: let it end or end it, and try again. It holds " + file + ".");
            }
            pause.of(LOOK_AGAIN);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by another thread of this process.
            return null;
        }
    }
}
