package io.anchorify.examples.cli.common;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The steps in which a file is replaced, each of which can fail and after each of which the process can be killed. */
public interface Disk {

    /** For the owner alone to read and write: 0600. */
    Set<PosixFilePermission> PRIVATE_FILE = PosixFilePermissions.fromString("rw-------");

    /** The disk of this machine. */
    static Disk real() {
        return new Real();
    }

    /** Creates a file with mode 0600, which must not exist, not even as a link. */
    FileChannel create(Path file) throws IOException;

    void write(FileChannel file, ByteBuffer bytes) throws IOException;

    /** Returns when what was written would outlive a loss of power. */
    void force(FileChannel file) throws IOException;

    /** Puts a file in the place of another, which is there or not: readers see the one or the other, whole. */
    void rename(Path from, Path to) throws IOException;

    /** Returns when the names in a directory would outlive a loss of power. */
    void forceDirectory(Path directory) throws IOException;

    /** What the operating system does. */
    class Real implements Disk {

        @Override
        public FileChannel create(Path file) throws IOException {
            FileChannel channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PRIVATE_FILE));
            // The umask can only have removed some: with 0777, the owner could not read the file again.
            if (!Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS).equals(PRIVATE_FILE)) {
                Files.setPosixFilePermissions(file, PRIVATE_FILE);
            }
            return channel;
        }

        @Override
        public void write(FileChannel file, ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        }

        @Override
        public void force(FileChannel file) throws IOException {
            file.force(true);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void forceDirectory(Path directory) throws IOException {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
