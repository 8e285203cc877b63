package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.anchorify.examples.cli.Launcher;
import io.anchorify.examples.cli.Run;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The login in the browser between two processes: the command on a terminal and the packaged application. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class CommandDeviceLoginIT {

    @TempDir
    private static Path server;

    private static AppProcess app;

    @TempDir
    private Path directory;

    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private Launcher launcher;
    private Path opened;
    private DashboardClient dashboard;

    @BeforeAll
    static void start() throws Exception {
        app = AppProcess.start(server, Map.of("ANCHORIFY_JDBC_URL", "jdbc:h2:" + server.resolve("db")));
    }

    @AfterAll
    static void stop() throws Exception {
        app.close();
    }

    @BeforeEach
    void open() throws Exception {
        dashboard = new DashboardClient(app.url(), "ada");
        launcher = new Launcher(directory);
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
        threads.shutdownNow();
    }

    @Test
    void login_approvedOnTheDashboard_canUseTheToken() throws Exception {
        Future<Run> login = login();
        dashboard.approve(addressOpened());

        Run run = login.get(1, TimeUnit.MINUTES);
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("You are logged in as ada at " + app.url() + ", with the token 'approved'");
        assertThat(launcher.run("tokens", "list").out()).contains("approved");
    }

    @Test
    void login_deniedOnTheDashboard_isRefused() throws Exception {
        Future<Run> login = login();
        dashboard.deny(addressOpened());

        Run run = login.get(1, TimeUnit.MINUTES);
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(1);
        assertThat(run.out()).contains("The login was denied. Run 'anchorify login' to try again.");
        assertThat(launcher.home.resolve(".config/anchorify/auth.json")).doesNotExist();
    }

    /** Presses Enter when the command offers to open the browser. The terminal stays open until the command ends. */
    private Future<Run> login() {
        String line =
                "{ while ! grep -q 'Press Enter' typed 2> /dev/null; do sleep 0.1; done; echo; while [ ! -e done ];"
                        + " do sleep 0.1; done; } | { timeout 60 script -qefc '\"$A\" login --host " + app.url()
                        + "' typed; code=$?; touch done; exit $code; }";
        return threads.submit(() -> launcher.shell(line));
    }

    private String addressOpened() throws Exception {
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(opened));
        String address = Files.readString(opened).strip();
        assertThat(address).startsWith(app.url() + "/");
        return URI.create(address).getPath() + "?" + URI.create(address).getQuery();
    }
}
