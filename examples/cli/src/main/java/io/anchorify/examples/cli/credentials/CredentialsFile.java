package io.anchorify.examples.cli.credentials;

import io.anchorify.examples.cli.common.AtomicFile;
import io.anchorify.examples.cli.common.Disk;
import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.IoErrors;
import io.anchorify.examples.cli.common.Json;
import io.anchorify.examples.cli.common.Sleeper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code auth.json}: the host and the token, in a directory with mode 0700 and a file created with mode 0600. The file
 * is replaced atomically: readers see the host and token of one login, and a killed login leaves the old file or the new
 * one. Concurrent logins are serialized by a lock; the last one wins. Unknown fields are kept.
 */
public final class CredentialsFile {

    public static final String NAME = "auth.json";

    private static final int MAX_BYTES = 64 * 1024;

    private final PrivateDirectory directory;
    private final Path file;
    private final Disk disk;
    private final Sleeper sleeper;

    /**
     * Uses the file in a directory that need not exist.
     *
     * @param user the user id of this process
     * @param sleeper waits for the lock
     */
    public CredentialsFile(Path directory, LongSupplier user, Disk disk, Sleeper sleeper) {
        this.directory = new PrivateDirectory(directory, user);
        this.file = directory.resolve(NAME);
        this.disk = disk;
        this.sleeper = sleeper;
    }

    public Path path() {
        return file;
    }

    /**
     * Reads the file; empty if it does not exist.
     *
     * @throws CorruptCredentialsException if it is not a JSON object
     * @throws Failure if it cannot be trusted or read
     */
    public StoredCredentials read() {
        return StoredCredentials.of(readFields());
    }

    /**
     * Stores a host and a token. On return they are forced to the storage device.
     *
     * @throws Failure if the file cannot be written
     */
    public void save(Credentials credentials) {
        writing(() -> {
            directory.create();
            WriteLock.holding(directory, sleeper, () -> write(credentials));
        });
    }

    /**
     * Stores a host and a token, unless the file contains another token by now. On return they are forced to the storage
     * device.
     *
     * @return whether they were stored
     * @throws Failure if the file cannot be written
     */
    public boolean saveIfTokenIs(String token, Credentials credentials) {
        AtomicBoolean isSaved = new AtomicBoolean();
        writing(() -> WriteLock.holding(directory, sleeper, () -> isSaved.set(replace(token, credentials))));
        return isSaved.get();
    }

    /**
     * Removes the file, unless it contains another token by now.
     *
     * @return whether it was removed
     * @throws Failure if the file cannot be written
     */
    public boolean removeIfTokenIs(String token) {
        AtomicBoolean isRemoved = new AtomicBoolean();
        writing(() -> WriteLock.holding(directory, sleeper, () -> isRemoved.set(remove(token))));
        return isRemoved.get();
    }

    private void write(Credentials credentials) throws IOException {
        removeLeftovers();
        Map<String, @Nullable Object> fields = fieldsToKeep();
        fields.put(StoredCredentials.HOST, credentials.host().toString());
        fields.put(StoredCredentials.TOKEN, credentials.token().reveal());
        replace(Json.writeLine(fields));
    }

    private boolean replace(String token, Credentials credentials) throws IOException {
        if (!token.equals(read().token())) {
            return false;
        }
        write(credentials);
        return true;
    }

    private boolean remove(String token) throws IOException {
        removeLeftovers();
        if (!token.equals(read().token())) {
            return false;
        }
        Files.delete(file);
        disk.forceDirectory(directory.path());
        return true;
    }

    private Map<String, @Nullable Object> readFields() {
        if (!directory.has(file)) {
            return new LinkedHashMap<>();
        }
        return Json.readObject(readBytes()).orElseThrow(() -> new CorruptCredentialsException(file));
    }

    /** Reads at most the allowed size; a larger file counts as invalid. */
    private byte[] readBytes() {
        try (InputStream input = Channels.newInputStream(
                Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)))) {
            byte[] bytes = input.readNBytes(MAX_BYTES + 1);
            return bytes.length > MAX_BYTES ? new byte[0] : bytes;
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.NO_CREDENTIALS,
                    "Cannot read " + file + ": " + IoErrors.describe(e)
                            + ". Fix the problem, or set JF_CONFIG_DIR to another directory.");
        }
    }

    private Map<String, @Nullable Object> fieldsToKeep() {
        try {
            return readFields();
        } catch (CorruptCredentialsException e) {
            return new LinkedHashMap<>();
        }
    }

    private void replace(byte[] content) throws IOException {
        try (AtomicFile replacement = AtomicFile.replacing(file, disk)) {
            replacement.write(ByteBuffer.wrap(content));
            replacement.commit();
        }
    }

    /** Requires the lock: while it is held, no running process has a temporary file. */
    private void removeLeftovers() throws IOException {
        try (Stream<Path> entries = Files.list(directory.path())) {
            List<Path> leftovers = entries.filter(entry -> AtomicFile.isTemporary(entry, file))
                    .filter(entry -> Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS))
                    .toList();
            for (Path leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        }
    }

    private void writing(WriteLock.Action action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.REFUSED,
                    "Cannot write " + file + ": " + IoErrors.describe(e)
                            + ". Fix the problem, or set JF_CONFIG_DIR to another directory, and try again.");
        }
    }
}
