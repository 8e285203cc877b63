package io.anchorify.examples.cli.common;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Replaces a file atomically. The content is written to a temporary file in the same directory, which {@link #commit()}
 * renames; until then, the target is unchanged, even if the process is killed.
 */
public final class AtomicFile implements AutoCloseable {

    private static final String SUFFIX = ".tmp";

    private final Disk disk;
    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private boolean isCommitted;

    private AtomicFile(Disk disk, Path target, Path temporary, FileChannel channel) {
        this.disk = disk;
        this.target = target;
        this.temporary = temporary;
        this.channel = channel;
    }

    /** Creates the temporary file, with mode 0600 from its creation, in the directory of the target. */
    public static AtomicFile replacing(Path target, Disk disk) throws IOException {
        Path absolute = target.toAbsolutePath();
        String unique = ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
        Path temporary = absolute.resolveSibling(prefix(absolute) + unique + SUFFIX);
        // For SIGINT and SIGTERM; after SIGKILL, the next login removes the file.
        temporary.toFile().deleteOnExit();
        return new AtomicFile(disk, absolute, temporary, disk.create(temporary));
    }

    /** Whether a file is a temporary file of this target. */
    public static boolean isTemporary(Path candidate, Path target) {
        String name = String.valueOf(candidate.getFileName());
        return name.startsWith(prefix(target)) && name.endsWith(SUFFIX);
    }

    public void write(ByteBuffer bytes) throws IOException {
        disk.write(channel, bytes);
    }

    /** Renames the file to its target. On return, content and name are forced to the storage device. */
    public void commit() throws IOException {
        disk.force(channel);
        channel.close();
        disk.rename(temporary, target);
        isCommitted = true;
        disk.forceDirectory(Objects.requireNonNull(target.getParent()));
    }

    /** Deletes the temporary file unless it was committed. */
    @Override
    public void close() throws IOException {
        channel.close();
        if (!isCommitted) {
            Files.deleteIfExists(temporary);
        }
    }

    private static String prefix(Path target) {
        return "." + target.getFileName() + ".";
    }
}
