package io.anchorify.examples.cli.common;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file that takes the place of another as a whole. It is written beside it under a name of its own, and takes its
 * name only on {@link #commit()}; whatever ends the process before that, the other file is as it was.
 */
public final class Replacement implements AutoCloseable {

    private static final String ENDING = ".tmp";

    private final Disk disk;
    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private boolean isCommitted;

    private Replacement(Disk disk, Path target, Path temporary, FileChannel channel) {
        this.disk = disk;
        this.target = target;
        this.temporary = temporary;
        this.channel = channel;
    }

    /** Creates the new file, with mode 0600 from its first moment, in the directory of the one to replace. */
    public static Replacement of(Path target, Disk disk) throws IOException {
        Path absolute = target.toAbsolutePath();
        String unique = ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
        Path temporary = absolute.resolveSibling(beginning(absolute) + unique + ENDING);
        // For SIGINT and SIGTERM; after SIGKILL the next writer of credentials clears up.
        temporary.toFile().deleteOnExit();
        return new Replacement(disk, absolute, temporary, disk.create(temporary));
    }

    /** Whether a name is that of a file that was to replace the target. */
    public static boolean isTemporary(Path candidate, Path target) {
        String name = String.valueOf(candidate.getFileName());
        return name.startsWith(beginning(target)) && name.endsWith(ENDING);
    }

    public void write(ByteBuffer bytes) throws IOException {
        disk.write(channel, bytes);
    }

    /** Puts the new file in the place of the old one; both it and its name are on the disk when this returns. */
    public void commit() throws IOException {
        disk.force(channel);
        channel.close();
        disk.rename(temporary, target);
        isCommitted = true;
        disk.forceDirectory(Objects.requireNonNull(target.getParent()));
    }

    /** Removes the new file, unless it has taken its place. */
    @Override
    public void close() throws IOException {
        channel.close();
        if (!isCommitted) {
            Files.deleteIfExists(temporary);
        }
    }

    private static String beginning(Path target) {
        return "." + target.getFileName() + ".";
    }
}
