package io.anchorify.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.Launcher.Run;
import io.anchorify.examples.jetty.AppProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command against the packaged application, as README.md and docs/command.md describe it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class UsersDayIT {

    private static final Path PROJECT = Path.of("../..");

    @TempDir
    private static Path server;

    private static AppProcess app;

    @TempDir
    private Path directory;

    private Dashboard dashboard;
    private Launcher laptop;

    @BeforeAll
    static void start() throws Exception {
        app = AppProcess.start(server, Map.of("ANCHORIFY_JDBC_URL", "jdbc:h2:" + server.resolve("db")));
    }

    @AfterAll
    static void stop() throws Exception {
        app.close();
    }

    @BeforeEach
    void signIn() throws Exception {
        dashboard = new Dashboard(app.url(), "ada");
        laptop = new Launcher(directory.resolve("laptop"));
    }

    @Test
    void readme_fromTheDashboardsCommand_publishesADocument() throws Exception {
        String lines = firstShellBlock("README.md", "## The command");
        assertThat(lines.lines()).hasSize(3);
        String command = dashboard.generate("laptop");
        String asShown = lines.replaceAll("anchorify login --host \\S+ --token jf_\\S+", command);
        assertThat(asShown).contains(command);

        Run run = laptop.shell("cd '" + PROJECT.toRealPath() + "'\n" + asShown);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("You are logged in as ada at " + app.url())
                .contains("Published 'README.md' as ");
        assertThat(laptop.run("documents", "list").out()).contains("README.md");
    }

    @Test
    void day_ofAUserWithTwoMachines_goesAsDocumented() throws Exception {
        logIn(laptop, dashboard.generate("old-laptop"));
        assertThat(laptop.run("whoami").out())
                .startsWith("You are ada at " + app.url() + ", with the token 'old-laptop'");
        Path text = Files.writeString(directory.resolve("notes.txt"), "Something worth protecting\n");
        assertThat(laptop.run("publish", text.toString(), "--title", "Notes").exitCode())
                .isZero();

        Launcher desktop = new Launcher(directory.resolve("desktop"));
        desktop.environment.put(
                "JF_CONFIG_DIR", directory.resolve("desktop/config").toString());
        logIn(desktop, dashboard.generate("desk"));
        assertThat(desktop.run("documents", "list").out()).contains("Notes");

        rotate();

        Run logout = desktop.run("logout");
        assertThat(logout.out()).isEqualTo("You are logged out, and the token is revoked.\n");
        assertThat(desktop.run("whoami").exitCode()).isEqualTo(3);
        assertThat(laptop.run("tokens", "list").out())
                .contains("new-laptop")
                .doesNotContain("desk")
                .doesNotContain("old-laptop");
        assertThat(laptop.run("tokens", "list", "--all").out()).contains("desk").contains("old-laptop");
    }

    @Test
    void token_ofAnotherUser_cannotBeRevoked() throws Exception {
        logIn(laptop, dashboard.generate("laptop"));
        Launcher other = new Launcher(directory.resolve("other"));
        logIn(other, new Dashboard(app.url(), "grace").generate("hers"));

        Run run = laptop.run("tokens", "revoke", idOfCurrent(other));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("(status 404): You have no such token.");
        assertThat(other.run("whoami").exitCode()).isZero();
    }

    @Test
    void token_revokedOnTheDashboard_isRefusedWithAHelpfulSentence() throws Exception {
        logIn(laptop, dashboard.generate("laptop"));
        dashboard.revoke(idOfCurrent(laptop));

        Run run = laptop.run("publish", "/etc/hostname", "--verbose");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("> POST " + app.url() + "/api/documents\n< 401 after ")
                .contains("anchorify: " + app.url() + " refuses the token in " + laptop.file()
                        + ": it was revoked, has expired, or is of another server. Generate a new one on " + app.url()
                        + "/dashboard and run 'anchorify login'.\n")
                .doesNotContain("jf_");
        assertThat(laptop.run("logout").out()).startsWith("The server did not accept the token any more");
        assertThat(laptop.file()).doesNotExist();
    }

    /** A new token, a login without --host, and the end of the old one. */
    private void rotate() throws Exception {
        String old = idOfCurrent(laptop);
        String oldToken = tokenOf(Files.readString(laptop.file()));
        String token = tokenOf(dashboard.generate("new-laptop"));
        Run login = laptop.runWith(token + "\n", "login", "--token-stdin");
        assertThat(login.out()).contains("at " + app.url() + ", with the token 'new-laptop'");
        assertThat(laptop.run("tokens", "revoke", old).exitCode()).isZero();

        Launcher stale = new Launcher(directory.resolve("stale"));
        stale.environment.put("REPO_SHARE_HOST", app.url());
        stale.environment.put("REPO_SHARE_TOKEN", oldToken);
        Run refused = stale.run("whoami");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("refuses the token in REPO_SHARE_TOKEN: it was revoked");
    }

    private static void logIn(Launcher launcher, String command) throws Exception {
        Run run = launcher.shell(command.replaceFirst("^anchorify", "\"\\$A\""));
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    private static String idOfCurrent(Launcher launcher) throws Exception {
        return find("\"tokenId\":\"([^\"]+)\"", launcher.run("whoami", "--json").out());
    }

    private static String tokenOf(String text) {
        return find("(jf_[0-9A-Za-z]{32})", text);
    }

    private static String firstShellBlock(String file, String section) throws Exception {
        String text = Files.readString(PROJECT.resolve(file));
        return find("(?s)\n" + section + "\n.*?```sh\n(.*?)```", text);
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }
}
