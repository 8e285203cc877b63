package io.anchorify.examples.cli.credentials;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.Reasons;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * A directory that only its owner enters, so that what was found right in it stays right: nobody else can plant or
 * exchange anything there.
 */
final class PrivateDirectory {

    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OF_OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private final Path path;
    private final LongSupplier user;

    /** With what tells the user id that this process runs as. */
    PrivateDirectory(Path path, LongSupplier user) {
        this.path = path;
        this.user = user;
    }

    Path path() {
        return path;
    }

    /**
     * Whether the directory is there.
     *
     * @throws Failure if others can enter it, or it is not what it should be
     */
    boolean exists() {
        Optional<Map<String, Object>> attributes = attributes(path);
        attributes.ifPresent(found -> requirePrivate(path, found, "isDirectory", "directory", "700"));
        return attributes.isPresent();
    }

    /** Creates the directory with mode 0700, and those above it, unless it is there. */
    void create() throws IOException {
        if (!exists()) {
            FileAttribute<Set<PosixFilePermission>> mode = PosixFilePermissions.asFileAttribute(PRIVATE);
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent, mode);
            }
            createPrivate(mode);
            exists();
        }
    }

    /**
     * Whether a regular file of this directory is there.
     *
     * @throws Failure if others can read it, or it is not what it should be
     */
    boolean has(Path file) {
        if (!exists()) {
            return false;
        }
        Optional<Map<String, Object>> attributes = attributes(file);
        attributes.ifPresent(found -> requirePrivate(file, found, "isRegularFile", "regular file", "600"));
        return attributes.isPresent();
    }

    private void createPrivate(FileAttribute<Set<PosixFilePermission>> mode) throws IOException {
        try {
            Files.createDirectory(path, mode);
        } catch (FileAlreadyExistsException e) {
            // By another login at the same time; whether it is as it should be is looked at next.
            return;
        }
        // The umask can only have removed some: with 0777, the owner could not enter.
        if (!Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).equals(PRIVATE)) {
            Files.setPosixFilePermissions(path, PRIVATE);
        }
    }

    private static Optional<Map<String, Object>> attributes(Path entry) {
        try {
            return Optional.of(Files.readAttributes(entry, "unix:*", LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw refusal(entry + " cannot be looked at (" + Reasons.of(e) + "): put that right, or name another"
                    + " directory with JF_CONFIG_DIR.");
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            throw refusal(entry + " is on a file system without owners and modes, on which a token cannot be kept from"
                    + " others: name another directory with JF_CONFIG_DIR.");
        }
    }

    private void requirePrivate(Path entry, Map<String, Object> attributes, String kind, String name, String mode) {
        if (Boolean.TRUE.equals(attributes.get("isSymbolicLink"))) {
            throw refusal(entry + " is a symbolic link, which is not followed, for somebody may have planted it: look"
                    + " where it leads, and then remove it with 'rm " + entry + "'.");
        }
        if (!Boolean.TRUE.equals(attributes.get(kind))) {
            throw refusal(
                    entry + " is not a " + name + ": move it away, or name another directory with" + " JF_CONFIG_DIR.");
        }
        requireOwner(entry, attributes);
        if (isOpenToOthers(attributes)) {
            throw refusal(entry + " is open to other users of this machine: close it with 'chmod " + mode + " " + entry
                    + "', and if somebody may have read the token, generate a new one and revoke the old one.");
        }
    }

    private void requireOwner(Path entry, Map<String, Object> attributes) {
        int owner = (Integer) Objects.requireNonNull(attributes.get("uid"));
        if (owner != user.getAsLong()) {
            throw refusal(entry + " belongs to another user (" + owner + ", and you are " + user.getAsLong()
                    + "): run the command as its owner, or name another directory with JF_CONFIG_DIR.");
        }
    }

    @SuppressWarnings("unchecked")
    private static boolean isOpenToOthers(Map<String, Object> attributes) {
        Set<PosixFilePermission> permissions = EnumSet.copyOf(OF_OTHERS);
        permissions.retainAll((Set<PosixFilePermission>) Objects.requireNonNull(attributes.get("permissions")));
        return !permissions.isEmpty();
    }

    private static Failure refusal(String message) {
        return new Failure(ExitCode.NO_CREDENTIALS, message);
    }
}
