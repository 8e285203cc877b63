package io.anchorify.examples.jetty;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.anchorify.auth.web.testing.Browsers;
import io.anchorify.examples.cli.Launcher;
import io.anchorify.examples.cli.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The packaged application on each database, its dashboard in a browser, and the launcher of the command in a shell. */
@Tag("not-quick")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class EndToEndIT {

    private static final String ADMIN_TOKEN = "operator-operator-operator-operator";

    private static Browsers browsers;

    @TempDir
    private Path directory;

    private AppProcess app;
    private Page page;

    @BeforeAll
    static void launch() {
        browsers = Browsers.launch();
    }

    @AfterAll
    static void closeBrowser() {
        if (browsers != null) {
            browsers.close();
        }
    }

    @Test
    void readme_startCommand_usesTheTestedJar() throws Exception {
        assertThat(Files.readString(Path.of("../../README.md")))
                .contains("package && java -jar examples/jetty-app/target/anchorify-app.jar\n");
        assertThat(Path.of(System.getProperty("anchorify.app")).normalize())
                .isEqualTo(Path.of("target/anchorify-app.jar").toAbsolutePath());
    }

    @ParameterizedTest
    @EnumSource
    void userAndOperator_onEachDatabase_completeTheirTasks(TestDatabases database) throws Exception {
        Map<String, String> environment = new HashMap<>(database.emptyEnvironment());
        environment.put("REPO_SHARE_TOKEN", ADMIN_TOKEN);
        try (AppProcess started = AppProcess.start(directory, environment)) {
            app = started;
            page = browsers.browser().newPage();
            signIn();

            Launcher laptop = machine("laptop");
            String oldToken = logInWithShownCommand(laptop, "old laptop");
            assertThat(laptop.run("publish", notes(), "--title", "Notes").exitCode())
                    .isZero();
            page.navigate(app.url() + "/dashboard");
            assertThat(row("old laptop").locator("td[data-title='Last used']"))
                    .hasText(Pattern.compile("just now|\\d+ seconds ago"));

            Launcher desktop = machine("desktop");
            desktop.environment.put(
                    "JF_CONFIG_DIR", directory.resolve("elsewhere").toString());
            logInWithShownCommand(desktop, "desk");
            assertThat(desktop.run("documents", "list").out()).contains("Notes");

            rotate(laptop, oldToken);
            operate(laptop);
            logOut(desktop);
            page.close();
            app.terminate();
            assertThat(app.exitCode()).as(app.errors()).isZero();
        }
    }

    /** Generates a new token, logs in with it, and revokes the old one. */
    private void rotate(Launcher laptop, String oldToken) throws Exception {
        String newToken = tokenOf(generate("new laptop"));
        Run login = laptop.run("login", "--token", newToken);
        assertThat(login.out()).contains("You are logged in as ada at " + app.url());
        Locator old = row("old laptop");
        old.locator(".anchorify-revoke summary").click();
        old.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Yes, revoke it"))
                .click();
        assertThat(page.locator("#anchorify-notice")).containsText("No server accepts a revoked token any longer.");

        Launcher stale = withVariables(oldToken);
        Run refused = stale.run("whoami");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains("refused the token from REPO_SHARE_TOKEN (revoked")
                .contains("Generate a new one on " + app.url() + "/dashboard and replace the variable's value.")
                .doesNotContain(oldToken);
        assertThat(laptop.run("documents", "list").out()).contains("Notes");
    }

    /** Claims a document that the operator posted, and exports and imports all data. */
    private void operate(Launcher laptop) throws Exception {
        Launcher operator = withVariables(ADMIN_TOKEN);
        assertThat(operator.run("publish", notes(), "--title", "Orphan").exitCode())
                .isZero();
        assertThat(laptop.run("documents", "list").out()).doesNotContain("Orphan");
        assertThat(operator.run("admin", "claim-orphans", "ada", "--json").out())
                .isEqualTo("{\"claimed\":1}\n");
        assertThat(operator.run("admin", "claim-orphans", "ada", "--json").out())
                .isEqualTo("{\"claimed\":0}\n");
        assertThat(laptop.run("documents", "list").out()).contains("Orphan");

        Path export = directory.resolve("export.ndjson");
        assertThat(operator.run("admin", "export", "-o", export.toString()).exitCode())
                .isZero();
        assertThat(Files.readString(export))
                .doesNotContainPattern("jf_[0-9A-Za-z]")
                .endsWith("\"documents\":2}\n");
        assertThat(operator.run("admin", "import", export.toString(), "--json").out())
                .isEqualTo("{\"tokens\":{\"added\":0,\"changed\":0,\"unchanged\":3},"
                        + "\"documents\":{\"added\":0,\"changed\":0,\"unchanged\":2}}\n");

        // Larger than all buffers between client and server.
        Path bad = directory.resolve("bad.ndjson");
        Files.writeString(
                bad, Files.readString(export).replace("\"owner\":\"ada\"", "\"owner\":\"\"") + "x".repeat(30_000_000));
        Run unknown = withVariables("unknown-" + ADMIN_TOKEN).run("admin", "import", bad.toString());
        assertThat(unknown.exitCode()).as(unknown.err()).isEqualTo(1);
        assertThat(unknown.err()).contains("refused the token from REPO_SHARE_TOKEN");
        Run user = laptop.run("admin", "import", bad.toString());
        assertThat(user.exitCode()).as(user.err()).isEqualTo(1);
        assertThat(user.err()).contains("refused the request (status 403)");
        Run named = operator.run("admin", "import", bad.toString());
        assertThat(named.exitCode()).as(named.err()).isEqualTo(1);
        assertThat(named.err()).contains("(status 400): Line 3: An owner must be 1 to 255 characters");

        Run refused = laptop.run("admin", "export");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("(status 403)");
    }

    private void logOut(Launcher desktop) throws Exception {
        assertThat(desktop.run("logout").out()).isEqualTo("Logged out. The token is revoked.\n");
        assertThat(desktop.run("whoami").exitCode()).isEqualTo(3);
        page.navigate(app.url() + "/dashboard");
        assertThat(page.locator(".anchorify-history").getByText("desk", new Locator.GetByTextOptions().setExact(true)))
                .isVisible();
    }

    private void signIn() {
        page.navigate(app.url() + "/dashboard");
        page.getByLabel("User name").fill("ada");
        page.getByLabel("Password").fill("ada-demo");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        assertThat(page).hasURL(app.url() + "/dashboard");
    }

    /** Generates a token, runs the login command shown on the dashboard, and returns the token. */
    private String logInWithShownCommand(Launcher machine, String label) throws Exception {
        String command = generate(label);
        Run run = machine.shell("PATH=\"" + Launcher.SCRIPT.toAbsolutePath().getParent() + ":$PATH\"\n" + command);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("You are logged in as ada at " + app.url());
        return tokenOf(command);
    }

    private String generate(String label) {
        page.navigate(app.url() + "/dashboard");
        page.getByLabel("Label (optional)").fill(label);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Generate token"))
                .click();
        return page.locator("#anchorify-new-one-line").textContent().strip();
    }

    private Locator row(String label) {
        return page.locator("main tbody tr")
                .filter(new Locator.FilterOptions().setHasText(label))
                .first();
    }

    private Launcher machine(String name) throws Exception {
        return new Launcher(directory.resolve(name));
    }

    /** A machine without a stored login; variables name the server and the token. */
    private Launcher withVariables(String token) throws Exception {
        Launcher launcher = machine("variables");
        launcher.environment.put("REPO_SHARE_HOST", app.url());
        launcher.environment.put("REPO_SHARE_TOKEN", token);
        return launcher;
    }

    private String notes() throws Exception {
        return Files.writeString(directory.resolve("notes.txt"), "Something worth protecting\n")
                .toString();
    }

    private static String tokenOf(String command) {
        assertThat(command).matches("anchorify login --host \\S+ --token jf_[0-9A-Za-z]{32}");
        return command.substring(command.indexOf("jf_"));
    }
}
