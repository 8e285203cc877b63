package io.anchorify.examples.cli.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.examples.cli.SteppedDisk;
import io.anchorify.examples.cli.SteppedDisk.Step;
import io.anchorify.examples.cli.Tokens;
import io.anchorify.examples.cli.common.BearerToken;
import io.anchorify.examples.cli.common.Disk;
import io.anchorify.examples.cli.common.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading and replacing the credentials file, with failing disks and concurrent logins. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class CredentialsFileTest extends CredentialsFileFixture {

    @Test
    void file_saved_canBeRead() {
        file(Disk.real()).save(credentials(Tokens.FIRST));

        assertThat(file(Disk.real()).read()).isEqualTo(new StoredCredentials(HOST, Tokens.FIRST));
        assertThat(file(Disk.real()).read().toString()).doesNotContain(Tokens.FIRST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"host\":1} trailing", "{\"a\":1,\"a\":2}", "\u0000"})
    void file_corrupt_isNamedAndNotChanged(String content) throws Exception {
        plant(content);

        assertThatThrownBy(file(Disk.real())::read)
                .isInstanceOf(CorruptCredentialsException.class)
                .hasMessage(
                        path + " is not a valid credentials file. Fix it, or replace it with 'anchorify login --host"
                                + " URL'.");
        assertThatThrownBy(() -> file(Disk.real()).removeIfTokenIs(Tokens.FIRST))
                .isInstanceOf(CorruptCredentialsException.class);
        assertThat(path).hasContent(content);
    }

    @Test
    void file_tooLarge_isCorrupt() throws Exception {
        plant("{\"a\":\"" + "x".repeat(70_000) + "\"}");

        assertThatThrownBy(file(Disk.real())::read).isInstanceOf(CorruptCredentialsException.class);
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void save_failingAtAnyStep_leavesTheOldOrTheNewFile(Step step) throws Exception {
        file(Disk.real()).save(credentials(Tokens.FIRST));
        Disk failing = new SteppedDisk(current -> {
            if (current == step) {
                throw new IOException("No space left on device");
            }
        });

        assertThatThrownBy(() -> file(failing).save(credentials(Tokens.SECOND)))
                .isInstanceOf(Failure.class)
                .hasMessage(
                        "Cannot write " + path + ": no space left on device. Fix the problem, or set JF_CONFIG_DIR to"
                                + " another directory, and try again.");

        String expected = step == Step.FORCE_DIRECTORY ? Tokens.SECOND : Tokens.FIRST;
        assertThat(file(Disk.real()).read()).isEqualTo(new StoredCredentials(HOST, expected));
        assertThat(entries()).containsExactlyInAnyOrder(".lock", "auth.json");
        file(Disk.real()).save(credentials(Tokens.SECOND));
        assertThat(file(Disk.real()).read()).isEqualTo(new StoredCredentials(HOST, Tokens.SECOND));
    }

    @Test
    void leftovers_ofKilledProcesses_areRemovedByTheNextLogin() throws Exception {
        plant("{}");
        Path leftover = Files.writeString(directory.resolve(".auth.json.4711-abc.tmp"), "half a to");
        Path unrelated = Files.writeString(directory.resolve("notes.tmp"), "mine");

        file(Disk.real()).save(credentials(Tokens.FIRST));

        assertThat(leftover).doesNotExist();
        assertThat(unrelated).exists();
        Files.writeString(leftover, "half a to");
        assertThat(file(Disk.real()).removeIfTokenIs(Tokens.FIRST)).isTrue();
        assertThat(entries()).containsExactlyInAnyOrder(".lock", "notes.tmp");
    }

    @Test
    void logins_concurrent_leaveOneOfThemAndKeepUnknownFields() throws Exception {
        plant("{\"kept\":[1,2,3]}");
        AtomicBoolean isOver = new AtomicBoolean();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Future<Integer> reader = threads.submit(() -> readUntil(isOver));
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                String host = "https://host" + writer + ".example.org";
                String token = writer % 2 == 0 ? Tokens.FIRST : Tokens.SECOND;
                writers.add(
                        threads.submit(() -> saveOften(new Credentials(host(host), BearerToken.of(token, "a test")))));
            }
            for (Future<?> writer : writers) {
                writer.get(30, TimeUnit.SECONDS);
            }
            isOver.set(true);
            assertThat(reader.get(30, TimeUnit.SECONDS)).isPositive();
        } finally {
            isOver.set(true);
            threads.shutdownNow();
        }
        assertPair(file(Disk.real()).read());
        assertThat(path).content().startsWith("{\"kept\":[1,2,3],\"host\":");
        assertThat(entries()).containsExactlyInAnyOrder(".lock", "auth.json");
    }

    @Test
    void login_whileLockIsHeld_failsAfterTheTimeout() throws Exception {
        plant("{}");
        try (FileChannel other = FileChannel.open(
                Files.createFile(
                        directory.resolve(WriteLock.NAME), PosixFilePermissions.asFileAttribute(Disk.PRIVATE_FILE)),
                StandardOpenOption.WRITE)) {
            other.lock();
            List<Duration> pauses = new ArrayList<>();
            CredentialsFile file = new CredentialsFile(directory, () -> user, Disk.real(), pauses::add);

            assertThatThrownBy(() -> file.save(credentials(Tokens.FIRST)))
                    .isInstanceOf(Failure.class)
                    .hasMessageStartingWith("Another anchorify process has held " + directory.resolve(WriteLock.NAME)
                            + " for 10 seconds");
            assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.ofSeconds(10));
        }
    }

    private void saveOften(Credentials credentials) {
        for (int i = 0; i < 25; i++) {
            file(Disk.real()).save(credentials);
        }
    }

    private int readUntil(AtomicBoolean isOver) {
        int reads = 0;
        while (!isOver.get()) {
            StoredCredentials stored = file(Disk.real()).read();
            if (stored.token() != null) {
                assertPair(stored);
                reads++;
            }
        }
        return reads;
    }

    private static void assertPair(StoredCredentials stored) {
        boolean isEven = stored.host().matches("https://host[02].*");
        assertThat(stored.token()).isEqualTo(isEven ? Tokens.FIRST : Tokens.SECOND);
    }

    private List<String> entries() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }
}
