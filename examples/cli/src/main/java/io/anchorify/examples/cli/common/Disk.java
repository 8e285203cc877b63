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

/** The file operations of an atomic replacement. Tests make each of them fail or kill the process after it. */
public interface Disk {

    /** Mode 0600. */
    Set<PosixFilePermission> PRIVATE_FILE = PosixFilePermissions.fromString("rw-------");

    /** The file system of this machine. */
    static Disk real() {
        return new Real();
    }

    /** Creates a file with mode 0600. Fails if it exists, also as a symbolic link. */
    FileChannel create(Path file) throws IOException;

    void write(FileChannel file, ByteBuffer bytes) throws IOException;

    /** Forces the content to the storage device (fsync). */
    void force(FileChannel file) throws IOException;

    /** Renames a file atomically, replacing the target if it exists. */
    void rename(Path from, Path to) throws IOException;

    /** Forces the entries of a directory to the storage device. */
    void forceDirectory(Path directory) throws IOException;

    /** Calls the operating system. */
    class Real implements Disk {

        @Override
        public FileChannel create(Path file) throws IOException {
            FileChannel channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PRIVATE_FILE));
            // The umask can remove permissions: with 0777, the owner could not read the file.
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
