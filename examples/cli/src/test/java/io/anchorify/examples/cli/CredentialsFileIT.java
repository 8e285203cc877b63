package io.anchorify.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.testing.Effort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The credentials file in real processes: umasks, kills, concurrent logins and failing disks. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CredentialsFileIT {

    private static final int KILLS = Integer.getInteger("anchorify.kills", Effort.pick(2, 10, 100));

    private final Random random = new Random(9);

    @TempDir
    private Path directory;

    private Launcher launcher;

    private FakeServer server;

    @BeforeEach
    void open() throws Exception {
        launcher = new Launcher(directory);
        server = FakeServer.ok(FakeServer.ME);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void file_underUmask000_isPrivateFromItsCreation() throws Exception {
        try (ModeWatcher watcher = new ModeWatcher(launcher.home.resolve(".config"))) {
            for (int i = 0; i < 2; i++) {
                Run run = launcher.shell("umask 000; \"$A\" login --host " + server.url() + " --token "
                        + (i % 2 == 0 ? Tokens.FIRST : Tokens.SECOND));
                assertThat(run.exitCode()).as(run.err()).isZero();
            }
            watcher.stop();
            assertThat(watcher.samples()).isGreaterThan(1000);
            assertThat(watcher.seen())
                    .contains("rw------- auth.json", "rw------- .lock", "rwx------ anchorify")
                    .allMatch(entry -> entry.startsWith("rw------- ")
                            || entry.equals("rwx------ anchorify")
                            || entry.equals("rwx------ .config"));
        }
    }

    @Test
    void file_underUmask777_isReadableByItsOwner() throws Exception {
        Run run = launcher.shell("umask 777; \"$A\" login --host " + server.url() + " --token " + Tokens.FIRST);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(launcher.file())))
                .isEqualTo("rw-------");
        assertThat(new TestCli(launcher.home).run("whoami").exitCode()).isZero();
    }

    @ParameterizedTest
    @EnumSource(SteppedDisk.Step.class)
    void file_withWriterKilledAtAnyStep_isTheOldOrTheNewOne(SteppedDisk.Step step) throws Exception {
        login(Tokens.FIRST);
        String old = Files.readString(launcher.file());
        Process process = pausingAt(step);
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(output.readLine()).isEqualTo("at " + step);
        assertThat(modes()).allMatch(mode -> mode.startsWith("rw------- "));
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

        if (step == SteppedDisk.Step.FORCE_DIRECTORY) {
            assertThat(launcher.file()).content().contains(Tokens.SECOND).endsWith("}\n");
        } else {
            assertThat(launcher.file()).hasContent(old);
        }
        login(Tokens.SECOND);
        assertThat(names()).containsExactlyInAnyOrder(".lock", "auth.json");
    }

    @Test
    void file_withWriterKilledAtRandomMoment_isTheOldOrTheNewOne() throws Exception {
        String[] tokens = {Tokens.FIRST, Tokens.SECOND};
        login(tokens[0]);
        Set<String> whole = Set.of(content(tokens[0]), content(tokens[1]));
        for (int round = 0; round < KILLS; round++) {
            int requests = server.requests().size();
            Process process = launcher.start("login", "--host", server.url(), "--token", tokens[(round + 1) % 2]);
            // The command writes after the server accepted the token.
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> server.requests().size() > requests);
            boolean hasEnded = process.waitFor(random.nextInt(120_000), TimeUnit.MICROSECONDS);
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

            assertThat(Files.readString(launcher.file()))
                    .as("round %d, ended %s", round, hasEnded)
                    .isIn(whole);
            assertThat(modes()).allMatch(mode -> mode.startsWith("rw------- "));
        }
        login(tokens[1]);
        assertThat(names()).containsExactlyInAnyOrder(".lock", "auth.json");
    }

    @Test
    void logins_concurrent_leaveOneOfThem() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        try (FakeServer one = meeting(both);
                FakeServer two = meeting(both)) {
            Process first = launcher.start("login", "--host", one.url(), "--token", Tokens.FIRST);
            Process second = launcher.start("login", "--host", two.url(), "--token", Tokens.SECOND);
            assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();

            assertThat(List.of(first.exitValue(), second.exitValue())).containsExactly(0, 0);
            assertThat(both.getCount()).isZero();
            assertThat(Files.readString(launcher.file()))
                    .isIn(content(one.url(), Tokens.FIRST), content(two.url(), Tokens.SECOND));
            assertThat(names()).containsExactlyInAnyOrder(".lock", "auth.json");
        }
    }

    @Test
    void disk_full_keepsTheOldFile() throws Exception {
        Run run = launcher.shell(onSmallDisk("""
                LOGIN && head -c 100000 /dev/zero > "$JF_CONFIG_DIR/filler" 2> /dev/null
                before=$(cat "$JF_CONFIG_DIR/auth.json")
                "$A" login --token SECOND
                echo "exit $?"
                [ "$before" = "$(cat "$JF_CONFIG_DIR/auth.json")" ] && ls -A "$JF_CONFIG_DIR"
                """, "size=8k"));

        assertThat(run.out()).endsWith("exit 1\n.lock\nauth.json\nfiller\n");
        assertThat(run.err())
                .isEqualTo("anchorify: Cannot write " + launcher.home.resolve("small/auth.json")
                        + ": no space left on device. Fix the problem, or set JF_CONFIG_DIR to another directory, and"
                        + " try again.\n");
    }

    @Test
    void directory_readOnly_keepsTheOldFile() throws Exception {
        Run run = launcher.shell(onSmallDisk("""
                LOGIN
                before=$(cat "$JF_CONFIG_DIR/auth.json")
                mount -o remount,ro "$JF_CONFIG_DIR"
                "$A" login --token SECOND
                echo "exit $?"
                "$A" whoami && [ "$before" = "$(cat "$JF_CONFIG_DIR/auth.json")" ] && ls -A "$JF_CONFIG_DIR"
                """, "size=64k"));

        assertThat(run.out()).contains("exit 1\nYou are ada").endsWith(".\nauth.json\n");
        assertThat(run.err()).contains("auth.json: read-only file system. Fix the problem");
    }

    /** Runs the script with a small tmpfs in a mount namespace of its own. */
    private String onSmallDisk(String script, String options) {
        String login =
                "(umask 077; echo \"{\\\"host\\\":\\\"URL\\\",\\\"token\\\":\\\"FIRST\\\"}\" > $JF_CONFIG_DIR/auth.json)";
        String inside = script.replace("LOGIN", login)
                .replace("URL", server.url())
                .replace("FIRST", Tokens.FIRST)
                .replace("SECOND", Tokens.SECOND);
        return """
                export JF_CONFIG_DIR="$HOME/small"
                mkdir -m 700 "$JF_CONFIG_DIR"
                unshare %s sh -c '
                mount -t tmpfs -o mode=700,%s small "$JF_CONFIG_DIR" || exit 9
                %s'
                """.formatted(System.getProperty("user.name").equals("root") ? "-m" : "-rm", options, inside);
    }

    /** Logs in within this process. */
    private void login(String token) {
        TestCli cli = new TestCli(launcher.home);
        Run run = cli.run("login", "--host", server.url(), "--token", token);
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    private String content(String token) {
        return content(server.url(), token);
    }

    private static String content(String host, String token) {
        return "{\"host\":\"" + host + "\",\"token\":\"" + token + "\"}\n";
    }

    /** Responds when both servers have a request, so that both logins write at the same time. */
    private static FakeServer meeting(CountDownLatch both) {
        return new FakeServer((exchange, request) -> {
            both.countDown();
            try {
                both.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            FakeServer.send(exchange, 200, "application/json", FakeServer.ME);
        });
    }

    private Process pausingAt(SteppedDisk.Step step) throws IOException {
        return new ProcessBuilder(
                        "sh",
                        "-c",
                        "umask 000; exec \"$0\" \"$@\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PausingLogin.class.getName(),
                        step.name(),
                        launcher.configDirectory().toString(),
                        server.url(),
                        Tokens.SECOND)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(launcher.configDirectory())) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    private List<String> modes() throws IOException {
        List<String> modes = new ArrayList<>();
        try (Stream<Path> entries = Files.list(launcher.configDirectory())) {
            for (Path entry : entries.toList()) {
                modes.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(entry, LinkOption.NOFOLLOW_LINKS))
                        + " " + entry.getFileName());
            }
        }
        return modes;
    }
}
