package io.anchorify.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher script, the packaged jar and shell completion. Where Java does not matter, a fake one prints its arguments. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LauncherIT {

    private static final Path JAR =
            Launcher.SCRIPT.resolve("../../target/anchorify.jar").normalize();

    @TempDir
    private Path directory;

    private Launcher launcher;

    @BeforeEach
    void open() throws Exception {
        launcher = new Launcher(directory);
    }

    @Test
    void version_ofThePackagedJar_isTheProjectVersion() throws Exception {
        Run run = launcher.run("--version");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).matches("anchorify [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?\n");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void launcher_throughLinksAndOnThePath_findsItsJar() throws Exception {
        useFakeJava();
        Path links = Files.createDirectories(directory.resolve("some where/bin"));
        Files.createSymbolicLink(links.resolve("inner"), Launcher.SCRIPT);
        Files.createSymbolicLink(links.resolve("anchorify"), Path.of("inner"));

        for (String line : List.of(
                "\"" + links.resolve("anchorify") + "\" --version",
                "PATH=\"" + links + ":$PATH\"; cd /; anchorify --version",
                "cd \"" + links + "\"; ./anchorify --version",
                "cd \"" + links + "\"; sh anchorify --version")) {
            assertThat(launcher.shell(line).out()).as(line).endsWith(" -jar " + JAR.toRealPath() + " --version\n");
        }
        Files.delete(links.resolve("inner"));
    }

    @Test
    void launcher_withoutJar_saysHowToGetIt() throws Exception {
        Run run = launcher.run("", List.of("sh", copy().toString(), "--version"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("anchorify: " + directory.toRealPath()
                        + "/bin/anchorify.jar is missing. Download it next to this script, or run 'mvn package' in the"
                        + " project.\n");
    }

    @Test
    void launcher_nextToTheJar_runsIt() throws Exception {
        useFakeJava();
        Path jar = Files.createFile(copy().resolveSibling("anchorify.jar"));

        Run run = launcher.run("", List.of("sh", jar.resolveSibling("anchorify").toString(), "--version"));

        assertThat(run.out()).endsWith(" -jar " + jar.toRealPath() + " --version\n");
    }

    private Path copy() throws Exception {
        Path copy = Files.createDirectories(directory.resolve("bin")).resolve("anchorify");
        return Files.copy(Launcher.SCRIPT, copy);
    }

    @Test
    void launcher_withoutJava_saysWhatToInstall() throws Exception {
        launcher.environment.put("JAVA_HOME", "/nowhere");
        Run run = launcher.run("--version");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("anchorify: Java not found. Install Java 17 or newer and add it to PATH or set"
                        + " JAVA_HOME.\n");

        Path tools = Files.createDirectory(directory.resolve("tools"));
        for (String tool : new String[] {"readlink", "ls", "mkdir"}) {
            program(
                    tools.resolve(tool),
                    launcher.shell("command -v " + tool).out().strip());
        }
        launcher.environment.put("JAVA_HOME", "");
        launcher.environment.put("PATH", tools.toString());
        assertThat(launcher.run("--version").err()).startsWith("anchorify: Java not found");
        Files.createSymbolicLink(tools.resolve("java"), fakeJava());
        assertThat(launcher.run("--version").out()).endsWith(" --version\n");
    }

    @Test
    void classArchive_afterTheFirstRun_isPrivateAndUsed() throws Exception {
        Path cache = useOwnCache();
        launcher.shell("umask 000; \"$A\" whoami");
        assertThat(awaitArchive(cache)).asString().endsWith("%anchorify.jar.jsa");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
                .isEqualTo("rwx------");

        launcher.environment.put("ANCHORIFY_JAVA_OPTIONS", "-Xlog:class+load:stdout");
        try (FakeServer server = FakeServer.ok(FakeServer.ME)) {
            launcher.environment.put("REPO_SHARE_HOST", server.url());
            launcher.environment.put("REPO_SHARE_TOKEN", Tokens.FIRST);
            assertThat(launcher.run("whoami").out())
                    .contains("You are ada")
                    .containsPattern("\\.cli\\.commands\\.WhoamiCommand source: shared objects file \\(top\\)")
                    .containsPattern("\\.http\\.HttpClientImpl source: shared objects file \\(top\\)");
        }
    }

    /** Concurrent first commands write it once. A reader of their output does not wait for it. */
    @Test
    @Timeout(20)
    void classArchive_onFirstRuns_isWrittenOnceAfterTheCommand() throws Exception {
        useFakeJava();
        Path cache = useOwnCache();
        Path log = directory.resolve("java/bin/java.log");
        launcher.environment.put("AWAIT", "answered");
        launcher.shell("\"$A\" whoami & read=$(\"$A\" whoami 2>&1); echo answered >> " + log + "; wait");

        assertThat(awaitArchive(cache)).isEmptyFile();
        String training = "begin io.anchorify.examples.cli.TrainingRun";
        assertThat(Files.readAllLines(log))
                .containsOnlyOnce(training)
                .containsSubsequence("end whoami", training)
                .containsSubsequence("answered", training.replace("begin", "end"));
        assertThat(launcher.run("whoami").out()).doesNotContain(".jsa");
    }

    /** A wrongly written archive would exist before the second one. */
    @Test
    void classArchive_inContinuousIntegration_isNotWritten() throws Exception {
        useFakeJava();
        Path without = useOwnCache();
        launcher.environment.put("CI", "true");
        launcher.run("whoami");
        launcher.environment.remove("CI");
        launcher.environment.put("XDG_CACHE_HOME", directory.resolve("other").toString());
        launcher.run("whoami");
        awaitArchive(directory.resolve("other/anchorify"));

        assertThat(without).isEmptyDirectory();
    }

    @Test
    void classArchive_inDirectoryWritableByOthers_isNotUsed() throws Exception {
        useFakeJava();
        Path cache = Files.createDirectories(useOwnCache());
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxr-xr-x"));
        launcher.run("whoami");
        Files.writeString(awaitArchive(cache), "not empty");
        assertThat(launcher.run("whoami").out()).contains("-XX:SharedArchiveFile=" + cache);

        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(launcher.run("whoami").out()).contains(" whoami").doesNotContain(".jsa");
    }

    @Test
    void classArchive_broken_isIgnored() throws Exception {
        Path cache = useOwnCache();
        String expected = launcher.run("whoami").err();
        Path archive = awaitArchive(cache);
        Files.delete(archive);
        Files.writeString(archive, "This is no archive");

        assertThat(launcher.run("whoami")).isEqualTo(new Run(3, "", expected));
    }

    /** Uses a cache that is deleted after the test, and returns the directory of the archive. */
    private Path useOwnCache() {
        launcher.environment.put("XDG_CACHE_HOME", directory.resolve("cache").toString());
        return directory.resolve("cache/anchorify");
    }

    /** Waits until the background process of the launcher has ended. */
    private static Path awaitArchive(Path cache) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> {
                            try (Stream<Path> files = Files.list(cache)) {
                                return files.toList();
                            }
                        },
                        files -> files.size() == 1 && files.get(0).toString().endsWith(".jsa"))
                .get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proc/nowhere", "relative"})
    void classArchive_withoutUsableCacheDirectory_isOmitted(String cache) throws Exception {
        useFakeJava();
        launcher.environment.put("XDG_CACHE_HOME", cache);

        assertThat(launcher.run("whoami").out()).contains(" whoami").doesNotContain(".jsa");
        assertThat(launcher.home.resolve("relative")).doesNotExist();
    }

    @Test
    void jar_content_isLimitedToTheCommand() throws Exception {
        try (ZipFile zip = new ZipFile(JAR.toFile())) {
            assertThat(zip.stream()
                            .map(entry -> entry.getName())
                            .filter(name -> name.startsWith("io/anchorify/auth/") && name.endsWith(".class")))
                    .containsExactlyInAnyOrder(
                            "io/anchorify/auth/Alphabet.class",
                            "io/anchorify/auth/TokenFormat.class",
                            "io/anchorify/auth/internal/lookup/Base62.class",
                            "io/anchorify/auth/internal/lookup/TokenCodec.class");
        }
        assertThat(Files.size(JAR)).isLessThan(1_300_000);
    }

    @Test
    void colours_onATerminal_areShown() throws Exception {
        assertThat(launcher.run("--help").out()).contains("Usage: anchorify").doesNotContain("\u001b");
        Run onTerminal = launcher.run("", List.of("script", "-qec", Launcher.SCRIPT + " --help", "/dev/null"));
        assertThat(onTerminal.out()).contains("\u001b[");
    }

    @Test
    void prompt_onATerminal_hidesTheToken() throws Exception {
        try (FakeServer server = FakeServer.ok(FakeServer.ME)) {
            // Types after the prompt was printed, when echo is off.
            String line = "{ while ! grep -q Token: typed 2> /dev/null; do :; done; echo " + Tokens.FIRST
                    + "; } | timeout 30 script -qefc '" + Launcher.SCRIPT + " login --host " + server.url() + "' typed";
            Run run = launcher.shell(line);

            assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
            assertThat(run.out())
                    .contains("Token: ")
                    .contains("You are logged in as ada")
                    .doesNotContain(Tokens.FIRST);
            assertThat(launcher.file()).content().contains(Tokens.FIRST);
        }
    }

    @Test
    void arguments_inTheCLocale_keepNonAsciiCharacters() throws Exception {
        launcher.environment.put("LC_ALL", "C");
        Path file = Files.writeString(launcher.home.resolve("text"), "x");
        try (FakeServer server = FakeServer.always(
                201, "application/json", "{\"id\":\"d\",\"title\":\"\u00dcbung\",\"createdAt\":\"x\"}")) {
            launcher.environment.put("REPO_SHARE_HOST", server.url());
            launcher.environment.put("REPO_SHARE_TOKEN", Tokens.FIRST);
            Run run = launcher.shell("\"$A\" publish " + file + " --title \"$(printf '\\303\\234bung')\"");

            assertThat(run.out()).isEqualTo("Published '\u00dcbung' as d.\n");
            assertThat(server.requests().get(0).body()).contains("\"title\":\"\u00dcbung\"");
        }
    }

    /** Java then runs in the C locale, and would store the title with replacement characters. */
    @Test
    void fileName_withLocaleThatIsNotInstalled_keepsNonAsciiCharacters() throws Exception {
        launcher.environment.put("LC_ALL", "xx_YY.UTF-8");
        try (FakeServer server = FakeServer.always(
                201, "application/json", "{\"id\":\"d\",\"title\":\"M\u00fcller.md\",\"createdAt\":\"x\"}")) {
            launcher.environment.put("REPO_SHARE_HOST", server.url());
            launcher.environment.put("REPO_SHARE_TOKEN", Tokens.FIRST);
            Run run = launcher.shell("f=$(printf 'M\\303\\274ller.md'); echo x > \"$f\"; \"$A\" publish \"$f\"");

            assertThat(run).isEqualTo(new Run(0, "Published 'M\u00fcller.md' as d.\n", ""));
            assertThat(server.requests().get(0).body()).contains("\"title\":\"M\u00fcller.md\"");
        }
    }

    /** Without the launcher, nothing corrects the locale. */
    @Test
    void arguments_thatJavaCannotDecode_areRefused() throws Exception {
        launcher.environment.put("LC_ALL", "C");
        Run run = launcher.shell(
                "\"$JAVA_HOME/bin/java\" -jar " + JAR + " publish x --title \"$(printf 'M\\303\\274')\"");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("An argument contains characters that the locale cannot represent. Set LC_ALL");
    }

    @Test
    void userWithoutPasswdEntry_canLogIn() throws Exception {
        assumeRoot();
        try (FakeServer server = FakeServer.ok(FakeServer.ME)) {
            Path foreign = Files.createDirectory(directory.resolve("foreign"));
            launcher.shell("chown 12345:12345 " + foreign + "; chmod o+x " + directory);
            Run run = launcher.shell(
                    asUser("12345", "HOME=" + foreign) + " login --host " + server.url() + " --token " + Tokens.FIRST);

            assertThat(run.err()).isEmpty();
            assertThat(run.out()).startsWith("You are logged in as ada");
            assertThat(foreign.resolve(".config/anchorify/auth.json")).content().contains(Tokens.FIRST);
        }
    }

    @Test
    void userWithoutHomeDirectory_isAskedForIt_andNothingIsWritten() throws Exception {
        assumeRoot();
        try (FakeServer server = FakeServer.ok(FakeServer.ME)) {
            Path foreign = Files.createDirectory(directory.resolve("foreign"));
            launcher.shell("chown 12345:12345 " + foreign + "; chmod o+x " + directory);
            Run run = launcher.shell("cd " + foreign + " && " + asUser("12345", "-u HOME") + " login --host "
                    + server.url() + " --token " + Tokens.FIRST);

            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err()).startsWith("anchorify: Your home directory is unknown. Set HOME");
            assertThat(foreign).isEmptyDirectory();
        }
    }

    private static void assumeRoot() throws Exception {
        Assumptions.assumeTrue(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
                "Only root can run a command as another user");
    }

    /** A command line that runs the launcher as a user that is in no user database, and with a cache of its own. */
    private static String asUser(String user, String environment) {
        return "setpriv --reuid=" + user + " --regid=" + user + " --clear-groups env " + environment
                + " ANCHORIFY_CLASS_CACHE=off \"$A\"";
    }

    @Test
    void export_largerThanTheHeap_needsConstantMemory() throws Exception {
        byte[] lines = ("{\"type\":\"token\",\"hash\":\"" + "0".repeat(1000) + "\"}\n")
                .repeat(1000)
                .getBytes(StandardCharsets.UTF_8);
        try (FakeServer server = new FakeServer((exchange, request) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 100; i++) {
                exchange.getResponseBody().write(lines);
            }
            exchange.getResponseBody().write("{\"type\":\"end\"}\n".getBytes(StandardCharsets.UTF_8));
        })) {
            launcher.environment.put("REPO_SHARE_HOST", server.url());
            launcher.environment.put("REPO_SHARE_TOKEN", Tokens.ADMIN);
            launcher.environment.put("ANCHORIFY_JAVA_OPTIONS", "-Xmx24m");

            Run run = launcher.shell("\"$A\" admin export | tail -n 1");

            assertThat(run).isEqualTo(new Run(0, "{\"type\":\"end\"}\n", "Exported 100001 lines.\n"));
        }
    }

    /** The JVM would wait 300 ms for the thread of the HTTP client. One of several runs is quick enough on a busy machine. */
    @Test
    void command_withItsResponse_endsImmediately() throws Exception {
        AtomicLong answered = new AtomicLong();
        try (FakeServer server = new FakeServer((exchange, request) -> {
            answered.set(System.nanoTime());
            FakeServer.send(exchange, 200, "application/json", FakeServer.ME);
        })) {
            launcher.environment.put("REPO_SHARE_HOST", server.url());
            launcher.environment.put("REPO_SHARE_TOKEN", Tokens.FIRST);
            Duration shortest = Duration.ofDays(1);
            for (int i = 0; i < 10 && shortest.toMillis() >= 250; i++) {
                assertThat(launcher.run("whoami").exitCode()).isZero();
                Duration tail = Duration.ofNanos(System.nanoTime() - answered.get());
                shortest = tail.compareTo(shortest) < 0 ? tail : shortest;
            }
            assertThat(shortest).isLessThan(Duration.ofMillis(250));
        }
    }

    /** A proxy is asked for a tunnel with its credentials, and sees neither the token nor the server's response. */
    @Test
    void request_withTlsThroughAProxy_succeeds() throws Exception {
        try (FakeServer server = new FakeServer(
                        TlsServer.create(directory, "tokens.example.test"),
                        (exchange, request) -> FakeServer.send(exchange, 200, "application/json", FakeServer.ME));
                TestProxy proxy = new TestProxy(server.port())) {
            launcher.environment.put(
                    "ANCHORIFY_JAVA_OPTIONS",
                    "-Djavax.net.ssl.trustStorePassword=changeit -Djavax.net.ssl.trustStore="
                            + directory.resolve("server.p12"));
            launcher.environment.put("HTTPS_PROXY", "http://ada:secret@localhost:" + proxy.port());
            launcher.environment.put("REPO_SHARE_HOST", "https://tokens.example.test");
            launcher.environment.put("REPO_SHARE_TOKEN", Tokens.FIRST);
            Run run = launcher.run("whoami");

            assertThat(run.err()).isEmpty();
            assertThat(run.out()).startsWith("You are ada at https://tokens.example.test");
            assertThat(proxy.heads())
                    .singleElement()
                    .asString()
                    .startsWith("CONNECT tokens.example.test:443 HTTP/1.1\r\n")
                    .contains("Proxy-Authorization: Basic YWRhOnNlY3JldA==\r\n")
                    .doesNotContain(Tokens.FIRST);
            assertThat(server.requests().get(0).authorization()).isEqualTo("Bearer " + Tokens.FIRST);
        }
    }

    /** The exit code is the one that other commands have after SIGPIPE. */
    @Test
    void stdout_closedByItsReader_endsTheCommandSilently() throws Exception {
        Run run = launcher.run("", List.of("bash", "-c", "\"$A\" --help | true; echo ${PIPESTATUS[0]}"));

        assertThat(run).isEqualTo(new Run(0, "141\n", ""));
    }

    @Test
    void stdout_onAFullDevice_isAFailure() throws Exception {
        Run run = launcher.shell("\"$A\" --help > /dev/full");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("anchorify: Cannot write to standard output: no space left on device.");
    }

    @Test
    void completion_inBash_completes() throws Exception {
        assertCompletes("bash", "bash --norc --noprofile -i");
    }

    /** Continuous integration installs zsh and fails on skipped tests. */
    @Test
    void completion_inZsh_completes() throws Exception {
        boolean hasZsh = launcher.shell("command -v zsh").exitCode() == 0;
        Assumptions.assumeTrue(hasZsh, "zsh is not installed");
        assertCompletes("zsh", "zsh -f -i");
    }

    /** Continuous integration installs fish and fails on skipped tests. */
    @Test
    void completion_inFish_completes() throws Exception {
        boolean hasFish = launcher.shell("command -v fish").exitCode() == 0;
        Assumptions.assumeTrue(hasFish, "fish is not installed");
        Path script = Files.writeString(
                directory.resolve("completion"),
                new TestCli(launcher.home).run("completion", "fish").out());
        Files.createFile(launcher.home.resolve("a-file"));

        Run run = launcher.run(
                "source " + script + "\n"
                        + "complete -C 'anchorify who'\n"
                        + "complete -C 'anchorify tokens --verbose rev'\n"
                        + "complete -C 'anchorify tokens list x'\n"
                        + "complete -C 'anchorify login --host x --token-s'\n"
                        + "complete -C 'anchorify admin export -o a-'\n"
                        + "complete -C 'anchorify publish a-'\n"
                        + "complete -C 'anchorify completion f'\n",
                List.of("fish", "--no-config"));

        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().map(line -> line.split("\t")[0]))
                .containsExactly("whoami", "revoke", "--token-stdin", "a-file", "a-file", "fish");
    }

    /** Types prefixes of commands followed by Tab and asserts which commands the shell runs. */
    private void assertCompletes(String shell, String interactive) throws Exception {
        Run completion = new TestCli(launcher.home).run("completion", shell);
        assertThat(completion.exitCode()).isZero();
        assertThat(completion.err()).isEmpty();
        Path script = Files.writeString(directory.resolve("completion"), completion.out());
        assertThat(launcher.run("", List.of(shell, "-n", script.toString()))).isEqualTo(new Run(0, "", ""));

        Run typed = launcher.run(
                "source " + script + "\n"
                        + "anchorify() { echo \"RAN <$*>\"; }\n"
                        + "anchorify who\t\n"
                        + "anchorify tokens rev\t\n"
                        + "anchorify admin cla\t\n"
                        + "anchorify login --token-s\t\n"
                        + "exit\n",
                List.of("timeout", "30", "script", "-qec", interactive, "/dev/null"));
        assertThat(typed.out())
                .contains(
                        "RAN <whoami>",
                        "RAN <tokens revoke>",
                        "RAN <admin claim-orphans>",
                        "RAN <login --token-stdin>");
    }

    /** Creates a program that runs another one. */
    private static void program(Path file, String other) throws Exception {
        Files.writeString(file, "#!/bin/sh\nexec " + other + " \"$@\"\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private void useFakeJava() throws Exception {
        launcher.environment.put("JAVA_HOME", fakeJava().getParent().getParent().toString());
    }

    /** A Java that prints and logs its arguments. The training run waits up to 5 seconds for a line in the log. */
    private Path fakeJava() throws Exception {
        Path java = Files.createDirectories(directory.resolve("java/bin")).resolve("java");
        Files.writeString(directory.resolve("java/release"), "JAVA_VERSION=\"17.0.1\"\n");
        Files.writeString(java, """
                #!/bin/sh
                for last in "$@"; do :; done
                echo "begin $last" >> "$0.log"
                echo "$@"
                case $last in
                  whoami) sleep 0.2 ;;
                  *.TrainingRun)
                    for i in 1 2 3 4 5 6 7 8 9 10; do
                      grep -q "${AWAIT:-}" "$0.log" || sleep 0.5
                    done ;;
                esac
                echo "end $last" >> "$0.log"
                """);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        return java;
    }
}
