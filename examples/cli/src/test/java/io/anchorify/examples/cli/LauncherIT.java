package io.anchorify.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.Launcher.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, the jar that it launches, and the shells around it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LauncherIT {

    @TempDir
    private Path directory;

    private Launcher launcher;

    @BeforeEach
    void open() throws Exception {
        launcher = new Launcher(directory);
    }

    @Test
    void version_isTheProjects() throws Exception {
        Run run = launcher.run("--version");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).matches("anchorify [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?\n");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void launcher_throughLinksAndOnThePath_findsItsJar() throws Exception {
        Path links = Files.createDirectories(directory.resolve("some where/bin"));
        Files.createSymbolicLink(links.resolve("inner"), Launcher.SCRIPT);
        Files.createSymbolicLink(links.resolve("anchorify"), Path.of("inner"));

        assertThat(launcher.shell("\"" + links.resolve("anchorify") + "\" --version")
                        .out())
                .startsWith("anchorify ");
        assertThat(launcher.shell("PATH=\"" + links + ":$PATH\"; cd /; anchorify --version")
                        .out())
                .startsWith("anchorify ");
        assertThat(launcher.shell("cd \"" + links + "\"; ./anchorify --version").out())
                .startsWith("anchorify ");
        assertThat(launcher.shell("cd \"" + links + "\"; sh anchorify --version")
                        .out())
                .startsWith("anchorify ");
        Files.delete(links.resolve("inner"));
    }

    @Test
    void launcher_withoutItsJar_saysHowToBuildIt() throws Exception {
        Path copy = Files.createDirectories(directory.resolve("bin")).resolve("anchorify");
        Files.copy(Launcher.SCRIPT, copy);

        Run run = launcher.run("", List.of("sh", copy.toString(), "--version"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo(
                        "anchorify: " + directory.toRealPath() + "/target/anchorify.jar is missing: build it with 'mvn"
                                + " package' in the project's directory.\n");
    }

    @Test
    void launcher_withoutJava_saysWhatToInstall() throws Exception {
        launcher.environment.put("JAVA_HOME", "/nowhere");
        Run run = launcher.run("--version");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("anchorify: No Java was found: install version 17 or newer, and put it on PATH or name it in"
                        + " JAVA_HOME.\n");

        Path tools = Files.createDirectory(directory.resolve("tools"));
        for (String tool : new String[] {"readlink", "ls", "mkdir"}) {
            program(
                    tools.resolve(tool),
                    launcher.shell("command -v " + tool).out().strip());
        }
        launcher.environment.put("JAVA_HOME", "");
        launcher.environment.put("PATH", tools.toString());
        assertThat(launcher.run("--version").err()).startsWith("anchorify: No Java was found");
        program(
                tools.resolve("java"),
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        assertThat(launcher.run("--version").exitCode()).isZero();
    }

    /** A program that runs another. */
    private static void program(Path file, String other) throws Exception {
        Files.writeString(file, "#!/bin/sh\nexec " + other + " \"$@\"\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void archiveOfClasses_isPrivateAndUsed() throws Exception {
        Path cache = directory.resolve("cache");
        launcher.environment.put("XDG_CACHE_HOME", cache.toString());
        launcher.shell("umask 000; \"$A\" whoami");
        try (var files = Files.list(cache.resolve("anchorify"))) {
            assertThat(files).singleElement().asString().endsWith("%anchorify.jar.jsa");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache.resolve("anchorify"))))
                .isEqualTo("rwx------");

        launcher.environment.put("ANCHORIFY_JAVA_OPTIONS", "-Xlog:class+load:stdout");
        Run run = launcher.run("whoami");
        assertThat(run.out())
                .containsPattern("io\\.anchorify\\.examples\\.cli\\.Main source: shared objects file \\(top\\)");
        assertThat(run.exitCode()).isEqualTo(3);
    }

    @Test
    void archiveOfClasses_thatOthersCouldHavePlanted_isNotUsed() throws Exception {
        Path cache = Files.createDirectories(directory.resolve("cache/anchorify"));
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
        launcher.environment.put("XDG_CACHE_HOME", directory.resolve("cache").toString());

        assertThat(launcher.run("whoami").exitCode()).isEqualTo(3);
        assertThat(cache).isEmptyDirectory();
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(launcher.run("whoami").exitCode()).isEqualTo(3);
        assertThat(cache).isNotEmptyDirectory();
    }

    @Test
    void archiveOfClasses_thatIsBroken_isNotNoticed() throws Exception {
        Path cache = directory.resolve("cache");
        launcher.environment.put("XDG_CACHE_HOME", cache.toString());
        String expected = launcher.run("whoami").err();
        try (var files = Files.list(cache.resolve("anchorify"))) {
            Path archive = files.findFirst().orElseThrow();
            Files.delete(archive);
            Files.writeString(archive, "This is no archive");
        }

        assertThat(launcher.run("whoami")).isEqualTo(new Run(3, "", expected));
    }

    @Test
    void home_thatCannotHoldAnArchive_isNoObstacle() throws Exception {
        launcher.environment.put("XDG_CACHE_HOME", "/proc/nowhere");
        assertThat(launcher.run("--version").exitCode()).isZero();
        launcher.environment.put("XDG_CACHE_HOME", "relative");
        assertThat(launcher.run("whoami").exitCode()).isEqualTo(3);
        assertThat(launcher.home.resolve("relative")).doesNotExist();
    }

    @Test
    void jar_holdsTheCommandAndNotTheServersParts() throws Exception {
        Path jar = Launcher.SCRIPT.resolve("../../target/anchorify.jar").normalize();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            assertThat(zip.stream()
                            .map(entry -> entry.getName())
                            .filter(name -> name.startsWith("io/anchorify/auth/") && name.endsWith(".class")))
                    .containsExactlyInAnyOrder("io/anchorify/auth/Base62.class", "io/anchorify/auth/TokenFormat.class");
        }
        assertThat(Files.size(jar)).isLessThan(1_300_000);
    }

    @Test
    void colours_areShownOnATerminalAlone() throws Exception {
        Run piped = launcher.run("--help");
        assertThat(piped.out()).doesNotContain("\u001b");
        Run onTerminal = launcher.run("", List.of("script", "-qec", Launcher.SCRIPT + " --help", "/dev/null"));
        assertThat(onTerminal.out()).contains("\u001b[");
        launcher.environment.put("NO_COLOR", "1");
        assertThat(launcher.run("", List.of("script", "-qec", Launcher.SCRIPT + " --help", "/dev/null"))
                        .out())
                .contains("Usage: anchorify")
                .doesNotContain("\u001b");
    }

    @Test
    void prompt_onATerminal_doesNotShowTheToken() throws Exception {
        try (FakeServer server = FakeServer.ok(FakeServer.ME)) {
            // Types once the question is there, when nothing is echoed any more.
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
    void title_inTheCLocale_keepsItsLetters() throws Exception {
        launcher.environment.put("LC_ALL", "C");
        Path file = Files.writeString(launcher.home.resolve("text"), "x");
        try (FakeServer server = FakeServer.always(
                201, "application/json", "{\"id\":\"d\",\"title\":\"\u00dcbung\",\"createdAt\":\"x\"}")) {
            launcher.environment.put("REPO_SHARE_HOST", server.url());
            launcher.environment.put("REPO_SHARE_TOKEN", Tokens.FIRST);
            Run run = launcher.shell("\"$A\" publish " + file + " --title \"$(printf '\\303\\234bung')\"");

            assertThat(run.out()).isEqualTo("Published '\u00dcbung' as d.\n");
            assertThat(server.asked().get(0).body()).contains("\"title\":\"\u00dcbung\"");
        }
    }

    @Test
    void completion_inBash_parsesAndCompletes() throws Exception {
        assertCompletes("bash", "bash --norc --noprofile -i");
    }

    /** Continuous integration has a zsh, and accepts no skipped test. */
    @Test
    void completion_inZsh_parsesAndCompletes() throws Exception {
        boolean hasZsh = launcher.shell("command -v zsh").exitCode() == 0;
        Assumptions.assumeTrue(hasZsh, "There is no zsh on this machine");
        assertCompletes("zsh", "zsh -f -i");
    }

    /** Types the beginnings of commands and the key Tab, and looks at what the shell runs in the end. */
    private void assertCompletes(String shell, String interactive) throws Exception {
        Run completion = launcher.run("completion", shell);
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
}
