package io.anchorify.examples.cli.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.examples.cli.Tokens;
import io.anchorify.examples.cli.common.BearerToken;
import io.anchorify.examples.cli.common.Disk;
import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.Pause;
import java.io.IOException;
import java.nio.ByteBuffer;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The credentials file against planted links, wrong modes, failing disks and other logins. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class CredentialsFileTest {

    private static final String HOST = "https://tokens.example.org";

    @TempDir
    private Path home;

    private Path directory;
    private Path path;
    private long user;

    @BeforeEach
    void name() throws IOException {
        directory = home.resolve("anchorify");
        path = directory.resolve("auth.json");
        user = ((Integer) Files.getAttribute(home, "unix:uid")).longValue();
    }

    @Test
    void file_saved_isReadAgain() {
        file(Disk.real()).save(credentials(Tokens.FIRST));

        assertThat(file(Disk.real()).read()).isEqualTo(new Stored(HOST, Tokens.FIRST));
        assertThat(file(Disk.real()).read().toString()).doesNotContain(Tokens.FIRST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"host\":1} trailing", "{\"a\":1,\"a\":2}", "\u0000"})
    void file_thatIsCorrupt_isNamedAndLeftAsItIs(String content) throws Exception {
        plant(content);

        assertThatThrownBy(file(Disk.real())::read)
                .isInstanceOf(CorruptCredentialsException.class)
                .hasMessage(path + " is not the JSON object that a login writes: put it right, or replace it with"
                        + " 'anchorify login --host URL'.");
        assertThatThrownBy(() -> file(Disk.real()).removeIfItHolds(Tokens.FIRST))
                .isInstanceOf(CorruptCredentialsException.class);
        assertThat(path).hasContent(content);
    }

    @Test
    void file_largerThanAnyLogin_isCorrupt() throws Exception {
        plant("{\"a\":\"" + "x".repeat(70_000) + "\"}");

        assertThatThrownBy(file(Disk.real())::read).isInstanceOf(CorruptCredentialsException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw--w----", "rw----r--", "rw-----w-", "rwxrwxrwx", "rw------x"})
    void file_thatOthersCanUse_isRefusedWithTheRemedy(String mode) throws Exception {
        plant("{}");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));

        assertRefused(path + " is open to other users of this machine: close it with 'chmod 600 " + path + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-xr-x", "rwx-w----", "rwx-----x"})
    void directory_thatOthersCanUse_isRefusedWithTheRemedy(String mode) throws Exception {
        plant("{}");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));

        assertRefused(
                directory + " is open to other users of this machine: close it with 'chmod 700 " + directory + "'");
    }

    @Test
    void file_ofAnotherUser_isRefused() throws Exception {
        plant("{}");
        user = user + 1;

        assertRefused(directory + " belongs to another user (" + (user - 1) + ", and you are " + user + ")");
    }

    @Test
    void fileLink_thatWasPlanted_isNotFollowed() throws Exception {
        Path target = plantedTarget();
        plant("{}");
        Files.delete(path);
        Files.createSymbolicLink(path, target);

        assertRefused(path + " is a symbolic link, which is not followed");
        assertThat(target).hasContent("{\"token\":\"theirs\"}");
        assertThat(Files.isSymbolicLink(path)).isTrue();
    }

    @Test
    void fileLink_thatLeadsNowhere_isNotFollowed() throws Exception {
        plant("{}");
        Files.delete(path);
        Files.createSymbolicLink(path, home.resolve("nowhere"));

        assertRefused(path + " is a symbolic link, which is not followed");
        assertThat(home.resolve("nowhere")).doesNotExist();
    }

    @Test
    void directoryLink_thatWasPlanted_isNotFollowed() throws Exception {
        Path target = Files.createDirectory(
                home.resolve("target"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createSymbolicLink(directory, target);

        assertRefused(directory + " is a symbolic link, which is not followed");
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void lockLink_thatWasPlanted_isNotFollowed() throws Exception {
        plant("{}");
        Path target = home.resolve("victim");
        Files.createSymbolicLink(directory.resolve(WriteLock.NAME), target);

        assertThatThrownBy(() -> file(Disk.real()).save(credentials(Tokens.FIRST)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(".lock is a symbolic link, which is not followed");
        assertThat(target).doesNotExist();
        assertThat(path).hasContent("{}");
    }

    @Test
    void temporaryLink_thatWasPlanted_isNeitherFollowedNorRemoved() throws Exception {
        Path target = plantedTarget();
        plant("{}");
        List<Path> links = new ArrayList<>();
        Disk planting = new Disk.Real() {
            @Override
            public FileChannel create(Path file) throws IOException {
                // At the very name that is about to be created, which nobody can know.
                links.add(Files.createSymbolicLink(file, target));
                return super.create(file);
            }
        };

        assertThatThrownBy(() -> file(planting).save(credentials(Tokens.FIRST)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("cannot be written");
        assertThat(target).hasContent("{\"token\":\"theirs\"}");
        assertThat(path).hasContent("{}");
        assertThat(links)
                .singleElement()
                .satisfies(link -> assertThat(Files.isSymbolicLink(link)).isTrue());
    }

    @Test
    void directory_inPlaceOfTheFile_isRefused() throws Exception {
        plant("{}");
        Files.delete(path);
        Files.createDirectory(path);

        assertRefused(path + " is not a regular file");
    }

    @Test
    void file_inPlaceOfTheDirectory_isRefused() throws Exception {
        Files.writeString(directory, "");

        assertRefused(directory + " is not a directory");
    }

    @Test
    void directory_belowAFile_isRefused() throws Exception {
        directory = Files.writeString(home.resolve("file"), "").resolve("below");

        assertThatThrownBy(() -> file(Disk.real()).save(credentials(Tokens.FIRST)))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith(directory.toString())
                // The newer Java finds nothing there, and the older one that it is no directory.
                .hasMessageMatching("(?s).*\\((something else has that name|not a directory)\\).*");
    }

    @Test
    void directory_onAReadOnlyFileSystem_isNamed() {
        Path proc = Path.of("/proc/anchorify");
        CredentialsFile file = new CredentialsFile(proc, () -> user, Disk.real(), Pause::sleep);

        assertThatThrownBy(() -> file.save(credentials(Tokens.FIRST)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("/proc/anchorify/auth.json cannot be written (")
                .extracting(e -> ((Failure) e).exitCode())
                .isEqualTo(ExitCode.REFUSED);
    }

    /** The steps of a replacement, in their order. */
    enum Step {
        CREATE,
        WRITE,
        FORCE,
        RENAME,
        FORCE_DIRECTORY
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void save_thatFailsAtAnyStep_leavesTheOldFileOrTheNewOneWhole(Step step) throws Exception {
        file(Disk.real()).save(credentials(Tokens.FIRST));

        assertThatThrownBy(() -> file(failingAt(step)).save(credentials(Tokens.SECOND)))
                .isInstanceOf(Failure.class)
                .hasMessage(path + " cannot be written (no space left on device): make room or put that right, or name"
                        + " another directory with JF_CONFIG_DIR, and try again.");

        String expected = step == Step.FORCE_DIRECTORY ? Tokens.SECOND : Tokens.FIRST;
        assertThat(file(Disk.real()).read()).isEqualTo(new Stored(HOST, expected));
        assertThat(entries()).containsExactlyInAnyOrder(".lock", "auth.json");
        file(Disk.real()).save(credentials(Tokens.SECOND));
        assertThat(file(Disk.real()).read()).isEqualTo(new Stored(HOST, Tokens.SECOND));
    }

    @Test
    void leftovers_ofDeadProcesses_areRemovedByTheNextLogin() throws Exception {
        plant("{}");
        Path leftover = Files.writeString(directory.resolve(".auth.json.4711-abc.tmp"), "half a to");
        Path unrelated = Files.writeString(directory.resolve("notes.tmp"), "mine");

        file(Disk.real()).save(credentials(Tokens.FIRST));

        assertThat(leftover).doesNotExist();
        assertThat(unrelated).exists();
        Files.writeString(leftover, "half a to");
        assertThat(file(Disk.real()).removeIfItHolds(Tokens.FIRST)).isTrue();
        assertThat(entries()).containsExactlyInAnyOrder(".lock", "notes.tmp");
    }

    @Test
    void logins_atOnce_leaveOneOfThemWholeAndLoseNoField() throws Exception {
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
    void login_whileAnotherNeverEnds_saysSoInTheEnd() throws Exception {
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
                    .hasMessageStartingWith("Another anchorify has been writing for 10 seconds");
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
            Stored stored = file(Disk.real()).read();
            if (stored.token() != null) {
                assertPair(stored);
                reads++;
            }
        }
        return reads;
    }

    private static void assertPair(Stored stored) {
        boolean isEven = stored.host().matches("https://host[02].*");
        assertThat(stored.token()).isEqualTo(isEven ? Tokens.FIRST : Tokens.SECOND);
    }

    private void assertRefused(String message) {
        CredentialsFile file = file(Disk.real());
        assertThatThrownBy(file::read).isInstanceOf(Failure.class).hasMessageStartingWith(message);
        assertThatThrownBy(() -> file.save(credentials(Tokens.FIRST)))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith(message)
                .extracting(e -> ((Failure) e).exitCode())
                .isEqualTo(ExitCode.NO_CREDENTIALS);
    }

    /** A file with this content where a login would have put it, as a login would have. */
    private void plant(String content) throws IOException {
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createFile(path, PosixFilePermissions.asFileAttribute(Disk.PRIVATE_FILE));
        Files.writeString(path, content);
    }

    private Path plantedTarget() throws IOException {
        Path target = Files.createFile(home.resolve("theirs"), PosixFilePermissions.asFileAttribute(Disk.PRIVATE_FILE));
        return Files.writeString(target, "{\"token\":\"theirs\"}");
    }

    private List<String> entries() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    private CredentialsFile file(Disk disk) {
        return new CredentialsFile(directory, () -> user, disk, Pause::sleep);
    }

    private static Credentials credentials(String token) {
        return new Credentials(host(HOST), BearerToken.of(token, "a test"));
    }

    private static Host host(String host) {
        return Host.parse(host, "a test", ExitCode.USAGE);
    }

    private static Disk failingAt(Step failing) {
        return new Disk.Real() {
            @Override
            public FileChannel create(Path file) throws IOException {
                failIf(Step.CREATE);
                return super.create(file);
            }

            @Override
            public void write(FileChannel file, ByteBuffer bytes) throws IOException {
                if (failing == Step.WRITE) {
                    // Half of it gets there, as on a full disk.
                    super.write(file, bytes.slice(0, bytes.remaining() / 2));
                }
                failIf(Step.WRITE);
                super.write(file, bytes);
            }

            @Override
            public void force(FileChannel file) throws IOException {
                failIf(Step.FORCE);
                super.force(file);
            }

            @Override
            public void rename(Path from, Path to) throws IOException {
                failIf(Step.RENAME);
                super.rename(from, to);
            }

            @Override
            public void forceDirectory(Path directory) throws IOException {
                failIf(Step.FORCE_DIRECTORY);
                super.forceDirectory(directory);
            }

            private void failIf(Step step) throws IOException {
                if (step == failing) {
                    throw new IOException("No space left on device");
                }
            }
        };
    }
}
