package io.anchorify.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The launcher for Windows does what the tested one does, as far as its text tells. */
class LauncherScriptsTest {

    private static String unix;
    private static String windows;

    @BeforeAll
    static void read() throws Exception {
        unix = Files.readString(Path.of("bin/anchorify"));
        windows = Files.readString(Path.of("bin/anchorify.bat"));
    }

    /** With other line ends, cmd.exe does not find all labels. */
    @Test
    void windowsLauncher_lineEnds_areThoseOfWindows() {
        assertThat(windows.replace("\r\n", "")).doesNotContain("\n", "\r");
        assertThat(unix).doesNotContain("\r");
    }

    @Test
    void windowsLauncher_javaOptions_areTheSame() {
        assertThat(javaOptions(windows))
                .containsAll(List.of("-XX:+UseSerialGC", "-Djdk.console=java.base"))
                .isEqualTo(javaOptions(unix));
        assertThat(windows).contains("%ANCHORIFY_JAVA_OPTIONS% -jar \"%JAR%\" %*");
    }

    @Test
    void windowsLauncher_jarAndMessages_areTheSame() {
        for (String text : List.of(
                "is missing. Download it next to this script, or run 'mvn package' in the project.",
                "Java not found. Install Java 17 or newer and add it to PATH or set JAVA_HOME.")) {
            assertThat(unix).contains(text);
            assertThat(windows).contains(text);
        }
        assertThat(windows).containsSubsequence("%~dp0anchorify.jar", "%~dp0..\\target\\anchorify.jar");
    }

    @Test
    void windowsLauncher_labels_exist() {
        List<String> targets = Pattern.compile("goto (\\w+)")
                .matcher(windows)
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(targets).isNotEmpty().allSatisfy(label -> assertThat(windows).contains("\r\n:" + label + "\r\n"));
    }

    /** All options except those of the class archive and the terminal, which the launcher for Windows does not support. */
    private static Set<String> javaOptions(String script) {
        Set<String> options = new TreeSet<>();
        Pattern.compile("-(?:XX:|X|D)[\\w:+.=-]+")
                .matcher(script.replaceAll("(?m)^(#|rem ).*", ""))
                .results()
                .map(match -> match.group())
                .filter(option -> !option.matches("-XX:(SharedArchiveFile|ArchiveClassesAtExit)=|-Danchorify\\..*"))
                .forEach(options::add);
        return options;
    }
}
