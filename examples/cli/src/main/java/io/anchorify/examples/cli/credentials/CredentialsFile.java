package io.anchorify.examples.cli.credentials;

import io.anchorify.examples.cli.common.Disk;
import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.Json;
import io.anchorify.examples.cli.common.Pause;
import io.anchorify.examples.cli.common.Reasons;
import io.anchorify.examples.cli.common.Replacement;
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
 * {@code auth.json}: the host and the token, in a directory with mode 0700 and a file with mode 0600 from its first
 * moment. It is replaced as a whole: who reads sees one login's host and token, never a mixture, and whatever ends a
 * login leaves the file of before or the new one. Two logins at once take turns, and the later one stays. Fields that
 * it does not know are kept.
 */
public final class CredentialsFile {

    private static final int MOST_BYTES = 64 * 1024;

    private final PrivateDirectory directory;
    private final Path file;
    private final Disk disk;
    private final Pause pause;

    /**
     * The file in a directory, which need not exist.
     *
     * @param user the user id that this process runs as
     * @param pause how to wait for another login
     */
    public CredentialsFile(Path directory, LongSupplier user, Disk disk, Pause pause) {
        this.directory = new PrivateDirectory(directory, user);
        this.file = directory.resolve("auth.json");
        this.disk = disk;
        this.pause = pause;
    }

    public Path path() {
        return file;
    }

    /**
     * What the file holds; nothing, if there is none.
     *
     * @throws CorruptCredentialsException if it is not a JSON object
     * @throws Failure if it cannot be trusted or read
     */
    public Stored read() {
        return Stored.of(readFields());
    }

    /**
     * Puts a host and a token in place of what the file held. On return they would outlive a loss of power.
     *
     * @throws Failure if that cannot be done
     */
    public void save(Credentials credentials) {
        writing(() -> {
            directory.create();
            WriteLock.holding(directory, pause, () -> write(credentials));
        });
    }

    /**
     * Removes the file, unless it holds another token than this by now.
     *
     * @return whether it was removed
     * @throws Failure if that cannot be done
     */
    public boolean removeIfItHolds(String token) {
        AtomicBoolean isRemoved = new AtomicBoolean();
        writing(() -> WriteLock.holding(directory, pause, () -> isRemoved.set(remove(token))));
        return isRemoved.get();
    }

    private void write(Credentials credentials) throws IOException {
        removeLeftovers();
        Map<String, @Nullable Object> fields = fieldsToKeep();
        fields.put(Stored.HOST, credentials.host().toString());
        fields.put(Stored.TOKEN, credentials.token().reveal());
        replace(Json.writeLine(fields));
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

    /** One byte more than a credentials file has is read of a larger file, which is then no JSON object. */
    private byte[] readBytes() {
        try (InputStream input = Channels.newInputStream(
                Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)))) {
            byte[] bytes = input.readNBytes(MOST_BYTES + 1);
            return bytes.length > MOST_BYTES ? new byte[0] : bytes;
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.NO_CREDENTIALS,
                    file + " cannot be read (" + Reasons.of(e) + "): put that right, or name another directory with"
                            + " JF_CONFIG_DIR.");
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
        try (Replacement replacement = Replacement.of(file, disk)) {
            replacement.write(ByteBuffer.wrap(content));
            replacement.commit();
        }
    }

    /** Only under the lock, where no living process has a temporary file. */
    private void removeLeftovers() throws IOException {
        try (Stream<Path> entries = Files.list(directory.path())) {
            List<Path> leftovers = entries.filter(entry -> Replacement.isTemporary(entry, file))
                    .filter(entry -> Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS))
                    .toList();
            for (Path leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        }
    }

    private void writing(WriteLock.Work work) {
        try {
            work.run();
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.REFUSED,
                    file + " cannot be written (" + Reasons.of(e) + "): make room or put that right, or name another"
                            + " directory with JF_CONFIG_DIR, and try again.");
        }
    }
}
