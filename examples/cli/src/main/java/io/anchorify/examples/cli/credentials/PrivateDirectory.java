package io.anchorify.examples.cli.credentials;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.IoErrors;
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
 * A directory that only its owner can access. Nobody else can create or replace files in it, so that a checked file
 * stays checked.
 */
final class PrivateDirectory {

    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> GROUP_AND_OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private final Path path;
    private final LongSupplier user;

    /** Takes a supplier of the user id of this process. */
    PrivateDirectory(Path path, LongSupplier user) {
        this.path = path;
        this.user = user;
    }

    Path path() {
        return path;
    }

    /**
     * Whether the directory exists.
     *
     * @throws Failure if others can access it, or if it is not a directory
     */
    boolean exists() {
        Optional<Map<String, Object>> attributes = attributes(path);
        attributes.ifPresent(found -> requirePrivate(path, found, "isDirectory", "directory", "700"));
        return attributes.isPresent();
    }

    /** Creates the directory and its parents with mode 0700, unless it exists. */
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
     * Whether a regular file exists in this directory.
     *
     * @throws Failure if others can access it, or if it is not a regular file
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
            // Created by a concurrent login; the caller checks it next.
            return;
        }
        // The umask can remove permissions: with 0777, the owner could not access the directory.
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
            throw refusal("Cannot inspect " + entry + ": " + IoErrors.describe(e)
                    + ". Fix the problem, or set JF_CONFIG_DIR to another directory.");
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            throw refusal(entry + " is on a file system without POSIX permissions, which cannot protect a token. Set"
                    + " JF_CONFIG_DIR to another directory.");
        }
    }

    private void requirePrivate(Path entry, Map<String, Object> attributes, String kind, String name, String mode) {
        if (Boolean.TRUE.equals(attributes.get("isSymbolicLink"))) {
            throw refusal(entry + " is a symbolic link and is not followed, because another user may have created it."
                    + " Check its target, then run 'rm " + entry + "'.");
        }
        if (!Boolean.TRUE.equals(attributes.get(kind))) {
            throw refusal(entry + " is not a " + name + ". Move it, or set JF_CONFIG_DIR to another directory.");
        }
        requireOwner(entry, attributes);
        if (isOpenToOthers(attributes)) {
            throw refusal(entry + " is accessible to other users. Run 'chmod " + mode + " " + entry
                    + "'. If another user may have read the token, revoke it and generate a new one.");
        }
    }

    private void requireOwner(Path entry, Map<String, Object> attributes) {
        int owner = (Integer) Objects.requireNonNull(attributes.get("uid"));
        if (owner != user.getAsLong()) {
            throw refusal(entry + " belongs to user " + owner + ", but you are user " + user.getAsLong()
                    + ". Run the command as its owner, or set JF_CONFIG_DIR to another directory.");
        }
    }

    @SuppressWarnings("unchecked")
    private static boolean isOpenToOthers(Map<String, Object> attributes) {
        Set<PosixFilePermission> permissions = EnumSet.copyOf(GROUP_AND_OTHERS);
        permissions.retainAll((Set<PosixFilePermission>) Objects.requireNonNull(attributes.get("permissions")));
        return !permissions.isEmpty();
    }

    private static Failure refusal(String message) {
        return new Failure(ExitCode.NO_CREDENTIALS, message);
    }
}
