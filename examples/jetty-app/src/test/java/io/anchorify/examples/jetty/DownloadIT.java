package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.Launcher;
import io.anchorify.examples.cli.Run;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A user who has nothing but Java gets the command from the packaged application, as its page says. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DownloadIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path server;

    private static AppProcess app;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws Exception {
        app = AppProcess.start(server, Map.of("ANCHORIFY_JDBC_URL", "jdbc:h2:mem:download"));
    }

    @AfterAll
    static void stop() throws Exception {
        app.close();
    }

    @Test
    void command_installedAsThePageSays_logsIn() throws Exception {
        Launcher machine = new Launcher(directory);
        String login = new DashboardClient(app.url(), "ada").generate("downloaded");

        Run run = machine.shell(
                "PATH=\"$HOME/.local/bin:$PATH\"\nset -e\n" + instructions() + login + "\nanchorify whoami");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("anchorify.jar: OK\nanchorify: OK\nanchorify ")
                .contains("You are ada at " + app.url() + ", with the token 'downloaded'");
        assertThat(machine.home.resolve(".local/share/anchorify/anchorify.jar"))
                .hasSameBinaryContentAs(Path.of("../cli/target/anchorify.jar"));
    }

    @Test
    void command_damagedOnTheWay_isNotInstalled() throws Exception {
        Launcher machine = new Launcher(directory);
        String damaged = instructions().replace("sha256sum -c", "echo >> anchorify.jar; sha256sum -c");

        Run run = machine.shell(damaged);

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.out()).contains("anchorify.jar: FAILED");
        assertThat(machine.home.resolve(".local/bin/anchorify")).doesNotExist();
    }

    @Test
    void jar_withoutALauncher_runs() throws Exception {
        Path jar = directory.resolve("anchorify.jar");
        HttpRequest request = HttpRequest.newBuilder(URI.create(app.url() + "/docs/cli/download/anchorify.jar"))
                .build();
        HttpResponse<Path> answer = CLIENT.send(request, BodyHandlers.ofFile(jar));
        Run run = new Launcher(directory).shell("\"$JAVA_HOME/bin/java\" -jar " + jar + " --version");

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/java-archive");
        assertThat(answer.headers().firstValue("Content-Length")).contains(String.valueOf(Files.size(jar)));
        assertThat(run.out()).startsWith("anchorify ");
    }

    /** The commands for Linux. */
    private static String instructions() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(app.url() + "/docs/cli")).build();
        String page = CLIENT.send(request, BodyHandlers.ofString()).body();
        Matcher matcher = Pattern.compile("(?s)id=\"linux\".*?<pre[^>]*><code>(.*?)</code></pre>")
                .matcher(page);
        assertThat(matcher.find()).as(page).isTrue();
        return matcher.group(1).replace("&lt;", "<").replace("&amp;", "&");
    }
}
