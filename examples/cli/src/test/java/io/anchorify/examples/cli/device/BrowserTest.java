package io.anchorify.examples.cli.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which command opens an address, and how it is started. */
class BrowserTest {

    private static final URI ADDRESS = URI.create("https://tokens.example.org/device?code=A&x=$(id);'id'");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "Linux, DISPLAY, xdg-open",
        "FreeBSD, WAYLAND_DISPLAY, xdg-open",
        "Mac OS X, HOME, open",
        "Windows 11, HOME, 'rundll32 url.dll,FileProtocolHandler'"
    })
    void browser_ofTheSystem_isUsed(String system, String variable, String command) {
        assertThat(commands(Map.of(variable, ":0"), system)).containsExactly(List.of(command.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH_CONNECTION", "SSH_TTY"})
    void browser_overSsh_isNotUsed(String variable) {
        assertThat(Browser.find(Map.of("DISPLAY", ":0", "BROWSER", "firefox", variable, "x"), "Linux"))
                .isEmpty();
        assertThat(Browser.find(Map.of(variable, "x"), "Mac OS X")).isEmpty();
    }

    @Test
    void browser_withoutGraphicalSession_isNotUsed() {
        assertThat(Browser.find(Map.of(), "Linux")).isEmpty();
        assertThat(Browser.find(Map.of("DISPLAY", "", "BROWSER", " "), "Linux")).isEmpty();
    }

    @Test
    void browser_ofTheVariable_isPreferred() {
        assertThat(commands(Map.of("BROWSER", "firefox --new-window:/opt/chromium %s:"), "Linux"))
                .containsExactly(List.of("firefox", "--new-window"), List.of("/opt/chromium", "%s"));
        assertThat(commands(Map.of("BROWSER", "C:\\firefox.exe;edge"), "Windows 11"))
                .containsExactly(List.of("C:\\firefox.exe"), List.of("edge"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lynx", "/usr/bin/w3m -N", "www-browser:links2:elinks", ":"})
    void browser_forText_isNotUsed(String variable) {
        assertThat(Browser.find(Map.of("DISPLAY", ":0", "BROWSER", variable), "Linux"))
                .isEmpty();
    }

    @Test
    void open_withSpecialCharacters_passesOneArgument() throws Exception {
        Path arguments = directory.resolve("arguments");
        Path script =
                script("for a; do echo \"$a\"; done > " + arguments + ".tmp && mv " + arguments + ".tmp " + arguments);
        Browser browser = Browser.find(Map.of("BROWSER", script + " --title x%sx"), "Linux")
                .orElseThrow();

        assertThat(browser.open(ADDRESS)).isTrue();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(arguments).hasContent("--title\nx" + ADDRESS + "x\n"));
    }

    @Test
    void open_withMissingCommand_usesTheNextOne() throws Exception {
        Path opened = directory.resolve("opened");
        Path script = script("touch " + opened);
        String missing = directory.resolve("missing").toString();

        assertThat(Browser.find(Map.of("BROWSER", missing + ":" + script), "Linux")
                        .orElseThrow()
                        .open(ADDRESS))
                .isTrue();

        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(opened));
        assertThat(Browser.find(Map.of("BROWSER", missing), "Linux")
                        .orElseThrow()
                        .open(ADDRESS))
                .isFalse();
    }

    /** The fallback of xdg-open without a desktop. */
    @Test
    void open_withXdgOpen_preventsTextBrowsers() throws Exception {
        Path variable = directory.resolve("variable");
        Path script =
                script("xdg-open", "echo \"$BROWSER\" > " + variable + ".tmp && mv " + variable + ".tmp " + variable);

        Browser.find(Map.of("BROWSER", script.toString()), "Linux")
                .orElseThrow()
                .open(ADDRESS);

        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(variable));
        assertThat(variable).content().contains("firefox").doesNotContain("lynx", "w3m", "links", "www-browser:www");
    }

    private static List<List<String>> commands(Map<String, String> environment, String system) {
        return Browser.find(environment, system).orElseThrow().commands();
    }

    private Path script(String line) throws Exception {
        return script("browser", line);
    }

    private Path script(String name, String line) throws Exception {
        Path script = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + line + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }
}
