package io.anchorify.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The login in the browser as a process on a terminal, which {@code script} provides. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BrowserLoginIT {

    @TempDir
    private Path directory;

    private Launcher launcher;
    private DeviceServer server;
    private Path opened;

    @BeforeEach
    void open() throws Exception {
        launcher = new Launcher(directory);
        server = new DeviceServer().withCode("interval", 1);
        opened = directory.resolve("opened");
        Path browser = Files.writeString(
                directory.resolve("browser"),
                "#!/bin/sh\necho \"$1\" > " + opened + ".tmp && mv " + opened + ".tmp " + opened + "\n");
        assertThat(browser.toFile().setExecutable(true)).isTrue();
        launcher.environment.put("BROWSER", browser.toString());
        launcher.environment.put("SSH_CONNECTION", "");
        launcher.environment.put("SSH_TTY", "");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void login_afterEnter_opensTheBrowserAndStoresTheToken() throws Exception {
        server.error("authorization_pending").grants(Tokens.FIRST);

        Run run = onTerminal("Press Enter", "\\n", "");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("Your one-time code: " + DeviceServer.USER_CODE)
                .contains("You are logged in as ada")
                .doesNotContain(Tokens.FIRST);
        assertThat(launcher.file()).content().contains(Tokens.FIRST);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(opened).content().contains("/device?user_code=" + DeviceServer.USER_CODE));
    }

    @Test
    void login_interruptedWhileWaiting_saysSo() throws Exception {
        server.error("authorization_pending");

        Run run = onTerminal("Waiting for", "\\003", " --no-browser");

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(130);
        assertThat(run.out()).contains("Login cancelled. Nothing was stored.");
        assertThat(launcher.file()).doesNotExist();
    }

    /** Types the keys after the text was printed. */
    private Run onTerminal(String text, String keys, String options) throws Exception {
        return launcher.shell("{ while ! grep -q '" + text + "' typed 2> /dev/null; do :; done; printf '" + keys
                + "'; while [ ! -e done ]; do sleep 0.1; done; } | { timeout 60 script -qefc '" + Launcher.SCRIPT
                + " login --host " + server.url() + options + "' typed; code=$?; touch done; exit $code; }");
    }
}
