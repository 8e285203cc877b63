package io.anchorify.examples.jetty;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenQuery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A user's way through the dashboard, in a real browser. With -Danchorify.screenshots=DIRECTORY it takes pictures. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DashboardBrowserIT {

    private static Browsers browsers;

    private final List<String> consoleErrors = new ArrayList<>();
    private TestApp app;
    private BrowserContext context;
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

    @BeforeEach
    void open() throws Exception {
        app = TestApp.inMemory();
        context = newContext(new Browser.NewContextOptions());
        context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page = newPage();
    }

    @AfterEach
    void close() {
        context.close();
        app.close();
        // Nothing on the way may have needed what the content security policy forbids.
        assertThat(consoleErrors).isEmpty();
    }

    @Test
    void token_fromSignInToRevocation_doesWhatTheUserSees() {
        page.navigate(app.url("/dashboard"));
        assertThat(page).hasURL(app.url("/login"));
        signIn(page, "ada", "wrong");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("That user name and password do not belong together.");
        signIn(page, "ada", "ada-demo");
        assertThat(page).hasURL(app.url("/dashboard"));
        assertThat(page.getByText("No active tokens")).isVisible();
        picture("empty");

        String secret = generate(page, "Work laptop");
        assertThat(page.locator("#new-command"))
                .hasText("anchorify login --host " + app.url("") + " --token " + secret);
        picture("generated");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Copy token"))
                .click();
        assertThat(page.getByText("Copied")).isVisible();
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(secret);
        assertThat(row("Work laptop").locator("td").nth(1)).hasText("never");

        assertThat(call(secret).status()).isEqualTo(200);
        Awaitility.await().atMost(5, TimeUnit.SECONDS).until(() -> onlyToken().lastUsedAt() != null);
        page.navigate(app.url("/dashboard"));
        Locator lastUsed = row("Work laptop").locator("td").nth(1).locator("time");
        assertThat(lastUsed).hasText(Pattern.compile("just now|\\d+ seconds ago"));
        assertThat(lastUsed)
                .hasAttribute("datetime", Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"));
        assertThat(lastUsed).hasAttribute("title", Pattern.compile(".* UTC"));

        row("Work laptop").getByText("Revoke").first().click();
        picture("confirming");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Yes, revoke it"))
                .click();
        assertThat(page.getByRole(AriaRole.STATUS).first()).hasText("Revoked. No server accepts it any more.");
        assertThat(call(secret).status()).isEqualTo(401);
        assertThat(page.getByText("No active tokens")).isVisible();
        assertThat(page.locator(".history").getByText("Work laptop")).isVisible();
        picture("revoked");
    }

    @Test
    void secret_isShownOnce_whateverTheUserDoesNext() {
        signedIn();
        String secret = generate(page, "once");

        page.reload();
        assertThat(settledContent()).doesNotContain(secret);
        assertThat(page.getByRole(AriaRole.STATUS).first())
                .hasText("That form had been sent before, so nothing was created.");
        page.goBack();
        assertThat(settledContent()).doesNotContain(secret);
        page.goForward();
        assertThat(settledContent()).doesNotContain(secret);
        assertThat(tokens()).hasSize(1);

        String second = generate(page, "then away");
        page.navigate(app.url("/login"));
        goBackToAFormThatWasSent();
        assertThat(settledContent()).doesNotContain(second);
        assertThat(tokens()).hasSize(2);
    }

    @Test
    void secondTab_canGenerateAndRevoke_onItsOwn() {
        signedIn();
        Page second = newPage();
        second.navigate(app.url("/dashboard"));
        generate(page, "first tab");
        generate(second, "second tab");
        assertThat(tokens()).hasSize(2);

        page.navigate(app.url("/dashboard"));
        second.navigate(app.url("/dashboard"));
        revokeFirst(page);
        revokeFirst(second);
        assertThat(second.getByRole(AriaRole.STATUS).first()).hasText("Revoked. No server accepts it any more.");
        assertThat(tokens()).hasSize(1);
    }

    @Test
    void hostileLabels_areShownAsText() {
        signedIn();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            for (String label : List.of(
                    "<script>alert(%d)</script>",
                    "\"><img src=x onerror=alert(%d)>",
                    "'; DROP TABLE anchorify_tokens; -- %d",
                    "${7*7} {{7*7}} <%%= 7*7 %%> %d",
                    "</title><svg/onload=alert(%d)>")) {
                labels.add(label.formatted(i));
            }
        }
        labels.forEach(label -> app.tokens.issue("ada", label));
        page.onDialog(dialog -> {
            consoleErrors.add("A label ran as a script: " + dialog.message());
            dialog.dismiss();
        });
        page.navigate(app.url("/dashboard"));

        assertThat(page.locator("tbody tr")).hasCount(200);
        assertThat(page.locator("tbody th").allInnerTexts()).containsExactlyInAnyOrderElementsOf(labels);
        assertThat(page.locator("main script, main img, main svg")).hasCount(0);
    }

    @Test
    void label_thatIsNotAccepted_staysInTheFormWithTheReason() {
        signedIn();
        String label = "x".repeat(101);
        page.getByLabel("Label").fill(label);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Generate token"))
                .click();

        assertThat(page.getByLabel("Label")).hasValue(label);
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("A label has at most 100 characters.");
        assertThat(page.getByLabel("Label")).hasAttribute("aria-describedby", "label-problem");
        assertThat(tokens()).isEmpty();
        consoleErrors.removeIf(error -> error.contains("400"));
    }

    @Test
    void formsWithoutTheirToken_orFromElsewhere_changeNothing() {
        signedIn();
        String csrf = page.locator("input[name=_csrf]").first().inputValue();
        String once = page.locator("input[name=_once]").inputValue();

        assertThat(post(FormData.create().set("label", "forged").set("_once", once), null))
                .isEqualTo(403);
        assertThat(post(
                        FormData.create()
                                .set("label", "forged")
                                .set("_once", once)
                                .set("_csrf", "x"),
                        null))
                .isEqualTo(403);
        FormData complete =
                FormData.create().set("label", "forged").set("_once", once).set("_csrf", csrf);
        assertThat(post(complete, "https://evil.example")).isEqualTo(403);
        assertThat(tokens()).isEmpty();
        assertThat(post(complete, null)).isEqualTo(200);
        assertThat(tokens()).hasSize(1);
    }

    @Test
    void forms_withoutHttps_areAcceptedUnderAnyName() {
        page.navigate(app.url("/login").replace("localhost", Browsers.OTHER_HOST));
        signIn(page, "ada", "ada-demo");
        assertThat(page.getByText("No active tokens")).isVisible();
        generate(page, "intranet");
        // From the page that shows a secret, whose forms the browser sends with an origin that is null.
        generate(page, "intranet, too");
        assertThat(tokens()).hasSize(2);
        revokeFirst(page);
        assertThat(tokens()).hasSize(1);
        // The browser does not isolate such a page, and says so.
        consoleErrors.removeIf(error -> error.contains("Cross-Origin-Opener-Policy"));
    }

    @Test
    void copyButton_pressedTwice_isACopyButtonAgain() {
        page.clock().install();
        signedIn();
        generate(page, "twice");
        Locator copy = page.locator("[data-copy=new-token]");
        copy.click();
        assertThat(copy).hasText("Copied");
        copy.click();
        page.clock().runFor(5000);

        assertThat(copy).hasText("Copy token");
    }

    @Test
    void dashboard_withoutJavaScript_worksAllTheSame() {
        context.close();
        context = newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        page = newPage();
        signedIn();
        String secret = generate(page, "no script");
        assertThat(page.locator("[data-copy]").first()).isHidden();
        assertThat(call(secret).status()).isEqualTo(200);

        page.navigate(app.url("/dashboard"));
        revokeFirst(page);
        assertThat(call(secret).status()).isEqualTo(401);
    }

    @Test
    void keyboard_reachesEverythingInOrder() {
        signedIn();
        generate(page, "keyboard");
        page.navigate(app.url("/dashboard"));
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            page.keyboard().press("Tab");
            reached.add((String) page.evaluate(
                    "(document.activeElement.innerText || document.activeElement.name).trim().replace(/\\s+/g, ' ')"));
        }
        assertThat(reached)
                .containsExactly(
                        "Skip to content", "Anchorify", "Sign out", "label", "Generate token", "Revoke keyboard");
        assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                .isNotEqualTo("none");
    }

    @Test
    void pages_fitAPhone_withManyTokensAndALongLabel() {
        app.tokens.issue("ada", "W".repeat(100));
        app.tokens.issue("ada", "with spaces ".repeat(8).strip());
        for (int i = 0; i < 48; i++) {
            app.tokens.issue("ada", i % 7 == 0 ? null : "Machine " + i);
        }
        app.tokens.revoke("ada", tokens().get(3).id());
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(390, 1280)) {
                context.close();
                context = newContext(
                        new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 900));
                page = newPage();
                page.navigate(app.url("/login"));
                picture("login-" + scheme + "-" + width);
                assertFits();
                signedIn();
                picture("many-" + scheme + "-" + width);
                assertFits();
                generate(page, "One more");
                picture("issued-" + scheme + "-" + width);
                assertFits();
            }
        }
    }

    private void assertFits() {
        assertThat(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .isEqualTo(true);
    }

    private BrowserContext newContext(Browser.NewContextOptions options) {
        return browsers.browser().newContext(options);
    }

    private Page newPage() {
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            // A refused sign-in is reported by the browser as an error of the network; that one is meant.
            if (message.type().equals("error") && !message.text().contains("401")) {
                consoleErrors.add(message.text());
            }
        });
        page.onPageError(consoleErrors::add);
        return page;
    }

    private void signedIn() {
        page.navigate(app.url("/login"));
        signIn(page, "ada", "ada-demo");
        assertThat(page).hasURL(app.url("/dashboard"));
    }

    private static void signIn(Page page, String user, String password) {
        page.getByLabel("User name").fill(user);
        page.getByLabel("Password").fill(password);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
    }

    private static String generate(Page page, String label) {
        page.getByLabel("Label").fill(label);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Generate token"))
                .click();
        page.locator("#new-token").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.VISIBLE));
        String secret = page.locator("#new-token").innerText();
        assertThat(secret).matches("jf_[0-9A-Za-z]{32}");
        return secret;
    }

    private static void revokeFirst(Page page) {
        Locator row = page.locator("main tbody tr").first();
        row.locator("summary").click();
        row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Yes, revoke it"))
                .click();
        page.waitForURL("**/dashboard?notice=revoked");
    }

    /** The browser has kept nothing that it could show, and asks whether to send the form again. */
    private void goBackToAFormThatWasSent() {
        assertThatThrownBy(() -> page.goBack())
                .isInstanceOf(PlaywrightException.class)
                .hasMessageContaining("ERR_CACHE_MISS");
        consoleErrors.removeIf(error -> error.contains("ERR_CACHE_MISS"));
    }

    /** What the page holds once it has stopped changing; Playwright is used by one thread alone. */
    private String settledContent() {
        return Awaitility.await()
                .pollInSameThread()
                .ignoreExceptionsInstanceOf(PlaywrightException.class)
                .until(() -> page.content(), content -> !content.isEmpty());
    }

    private Locator row(String label) {
        return page.locator("main tbody tr")
                .filter(new Locator.FilterOptions().setHasText(label))
                .first();
    }

    private APIResponse call(String secret) {
        return context.request()
                .get(app.url("/api/me"), RequestOptions.create().setHeader("Authorization", "Bearer " + secret));
    }

    private int post(FormData form, String origin) {
        RequestOptions options = RequestOptions.create().setForm(form).setMaxRedirects(0);
        if (origin != null) {
            options.setHeader("Origin", origin);
        }
        return context.request().post(app.url("/dashboard/tokens"), options).status();
    }

    private Token onlyToken() {
        return tokens().get(0);
    }

    private List<Token> tokens() {
        return app.tokens.list(TokenQuery.of("ada"));
    }

    private void picture(String name) {
        String directory = System.getProperty("anchorify.screenshots");
        if (directory != null) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of(directory, name + ".png"))
                    .setFullPage(false));
        }
    }
}
