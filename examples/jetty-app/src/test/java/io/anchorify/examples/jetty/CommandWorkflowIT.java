package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.examples.cli.Launcher;
import io.anchorify.examples.cli.Run;
import io.anchorify.examples.cli.TestCli;
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

/** The command against the packaged application: the README's commands in a shell, the rest in this process. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class CommandWorkflowIT {

    private static final Path PROJECT = Path.of("../..");
    private static final String ADMIN_TOKEN = "operator-operator-operator-operator";

    @TempDir
    private static Path server;

    private static AppProcess app;

    @TempDir
    private Path directory;

    private DashboardClient dashboard;
    private TestCli laptop;

    @BeforeAll
    static void start() throws Exception {
        app = AppProcess.start(
                server,
                Map.of(
                        "ANCHORIFY_JDBC_URL",
                        "jdbc:h2:" + server.resolve("db"),
                        "ANCHORIFY_TOKEN_ROTATION",
                        "PT1H",
                        "REPO_SHARE_TOKEN",
                        ADMIN_TOKEN));
    }

    @AfterAll
    static void stop() throws Exception {
        app.close();
    }

    @BeforeEach
    void signIn() throws Exception {
        dashboard = new DashboardClient(app.url(), "ada");
        laptop = machine("laptop");
    }

    @Test
    void readmeCommands_withDashboardLogin_publishADocument() throws Exception {
        String lines = firstShellBlock("README.md", "## The command");
        assertThat(lines.lines()).hasSize(3);
        String command = dashboard.generate("laptop");
        String asShown = lines.replaceAll("anchorify login --host \\S+ --token jf_\\S+", command);
        assertThat(asShown).contains(command);

        Launcher launcher = new Launcher(directory.resolve("shell"));
        Run run = launcher.shell("cd '" + PROJECT.toRealPath() + "'\n" + asShown);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("You are logged in as ada at " + app.url())
                .contains("Published 'README.md' as ");
        assertThat(launcher.run("documents", "list").out()).contains("README.md");
    }

    @Test
    void user_withTwoMachines_canRotateAndLogOut() throws Exception {
        logIn(laptop, dashboard.generate("old-laptop"));
        assertThat(laptop.run("whoami").out())
                .startsWith("You are ada at " + app.url() + ", with the token 'old-laptop'");
        Path text = Files.writeString(directory.resolve("notes.txt"), "Something worth protecting\n");
        assertThat(laptop.run("publish", text.toString(), "--title", "Notes").exitCode())
                .isZero();

        TestCli desktop = machine("desktop");
        desktop.environment.put(
                "JF_CONFIG_DIR", directory.resolve("desktop/config").toString());
        logIn(desktop, dashboard.generate("desk"));
        assertThat(desktop.run("documents", "list").out()).contains("Notes");

        rotate();

        Run logout = desktop.run("logout");
        assertThat(logout.out()).isEqualTo("Logged out. The token is revoked.\n");
        assertThat(desktop.run("whoami").exitCode()).isEqualTo(3);
        assertThat(laptop.run("tokens", "list").out())
                .contains("new-laptop")
                .doesNotContain("desk")
                .doesNotContain("old-laptop");
        assertThat(laptop.run("tokens", "list", "--all").out()).contains("desk").contains("old-laptop");
    }

    @Test
    void token_rotatedByItself_isReplacedAndWorksForTheGracePeriod() throws Exception {
        logIn(laptop, dashboard.generate("laptop"));
        String old = idOfCurrent(laptop);
        TestCli other = machine("other");
        other.environment.put("REPO_SHARE_HOST", app.url());
        other.environment.put("REPO_SHARE_TOKEN", tokenOf(Files.readString(laptop.file())));

        Run run = laptop.run("tokens", "rotate", "--json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("\"predecessorId\":\"" + old + "\"");
        assertThat(idOfCurrent(laptop)).isNotEqualTo(old);
        assertThat(idOfCurrent(other)).isEqualTo(old);
        assertThat(laptop.run("tokens", "list", "--json").out())
                .contains("\"successorId\":\"" + idOfCurrent(laptop) + "\"");
        other.environment.remove("REPO_SHARE_TOKEN");
        logIn(other, "anchorify login --token " + tokenOf(Files.readString(laptop.file())));
        assertThat(other.run("tokens", "rotate").exitCode()).isZero();
        assertThat(laptop.run("tokens", "rotate").err())
                .contains("(status 409): The token was already rotated. Rotate its successor.");
    }

    @Test
    void token_ofAnotherUser_cannotBeRevoked() throws Exception {
        logIn(laptop, dashboard.generate("laptop"));
        TestCli other = machine("other");
        logIn(other, new DashboardClient(app.url(), "grace").generate("hers"));

        Run run = laptop.run("tokens", "revoke", idOfCurrent(other));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("(status 404): You have no such token.");
        assertThat(other.run("whoami").exitCode()).isZero();
    }

    @Test
    void token_revokedOnTheDashboard_isRefused() throws Exception {
        logIn(laptop, dashboard.generate("laptop"));
        dashboard.revoke(idOfCurrent(laptop));

        Run run = laptop.run("publish", "/etc/hostname", "--verbose");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("> POST " + app.url() + "/api/documents\n< 401 after ")
                .contains("anchorify: " + app.url() + " refused the token from " + laptop.file()
                        + " (revoked, expired or unknown). Generate a new one on " + app.url()
                        + "/dashboard and run 'anchorify login'.\n")
                .doesNotContain("jf_");
        assertThat(laptop.run("logout").out()).startsWith("Logged out. The token was no longer valid");
        assertThat(laptop.file()).doesNotExist();
    }

    @Test
    void operator_withLeakedToken_identifiesRevokesAndErases() throws Exception {
        TestCli hers = machine("hers");
        String token = tokenOf(new DashboardClient(app.url(), "grace").generate("leaked"));
        logIn(hers, "anchorify login --host " + app.url() + " --token " + token);
        TestCli operator = machine("operator");
        operator.environment.put("REPO_SHARE_HOST", app.url());
        operator.environment.put("REPO_SHARE_TOKEN", ADMIN_TOKEN);

        operator.stdin = token + "\n";
        Run identified = operator.run("admin", "tokens", "identify", "--json");
        assertThat(identified.out()).startsWith("{\"owner\":\"grace\"").contains("\"label\":\"leaked\"");
        String id = find("\"id\":\"([^\"]+)\"", identified.out());
        assertThat(operator.run("admin", "tokens", "revoke", id.substring(0, 8), "--reason", "in a log", "--yes")
                        .out())
                .isEqualTo("Revoked 'leaked' (" + id.substring(0, 8) + "). No server accepts it any longer.\n");
        assertThat(hers.run("auth", "status").exitCode()).isEqualTo(1);
        assertThat(operator.run("admin", "tokens", "list", "--owner", "grace", "--state", "revoked", "--json")
                        .out())
                .contains("\"id\":\"" + id + "\"")
                .contains("\"revokedBy\":\"operator\",\"revokeReason\":\"in a log\"");

        assertThat(operator.run("admin", "purge", "--before", "30d", "--yes", "--json")
                        .out())
                .isEqualTo("{\"purged\":0}\n");
        assertThat(operator.run("admin", "erase", "grace", "--yes").out()).startsWith("Erased grace: ");
        assertThat(operator.run("admin", "tokens", "list", "--owner", "grace", "--state", "all")
                        .out())
                .isEqualTo("No tokens match.\n");
        assertThat(hers.run("admin", "tokens", "list").exitCode()).isEqualTo(1);
    }

    /** Generates a new token, logs in without --host, and revokes the old token. */
    private void rotate() throws Exception {
        String old = idOfCurrent(laptop);
        String oldToken = tokenOf(Files.readString(laptop.file()));
        String token = tokenOf(dashboard.generate("new-laptop"));
        laptop.stdin = token + "\n";
        Run login = laptop.run("login", "--token-stdin");
        assertThat(login.out()).contains("at " + app.url() + ", with the token 'new-laptop'");
        assertThat(laptop.run("tokens", "revoke", old).exitCode()).isZero();

        TestCli stale = machine("stale");
        stale.environment.put("REPO_SHARE_HOST", app.url());
        stale.environment.put("REPO_SHARE_TOKEN", oldToken);
        Run refused = stale.run("whoami");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("refused the token from REPO_SHARE_TOKEN (revoked");
    }

    private TestCli machine(String name) throws Exception {
        return new TestCli(Files.createDirectory(directory.resolve(name)));
    }

    /** Runs the login command shown on the dashboard. */
    private static void logIn(TestCli machine, String command) {
        Run run = machine.run(command.replaceFirst("^anchorify ", "").split(" "));
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    private static String idOfCurrent(TestCli machine) {
        return find("\"tokenId\":\"([^\"]+)\"", machine.run("whoami", "--json").out());
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
