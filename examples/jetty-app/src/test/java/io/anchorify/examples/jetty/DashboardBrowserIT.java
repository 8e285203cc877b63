package io.anchorify.examples.jetty;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.web.testing.Browsers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the application adds to the token page: sign-in, layout, and calls with the tokens of its dashboard. */
@Tag("not-ci")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DashboardBrowserIT {

    /** How long a page of 10,000 tokens takes at most. */
    private static final Duration MAX_DURATION = Duration.ofSeconds(2);

    private static final String LAST_USED = "td[data-title='Last used']";

    private static Browsers browsers;
    private static TestApp app;

    private final List<String> consoleErrors = new ArrayList<>();
    private String user;
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void launch() throws Exception {
        browsers = Browsers.launch();
        app = TestApp.inMemory();
    }

    @AfterAll
    static void closeBrowser() {
        if (browsers != null) {
            browsers.close();
            app.close();
        }
    }

    @BeforeEach
    void open() {
        user = app.newUser();
        context = newContext(new Browser.NewContextOptions());
        context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page = newPage();
    }

    @AfterEach
    void close() {
        context.close();
        // Includes violations of the content security policy.
        assertThat(consoleErrors).isEmpty();
    }

    @Test
    void token_fromSignInToRevocation_worksAsShown() {
        page.navigate(app.url("/dashboard"));
        assertThat(page).hasURL(app.url("/login"));
        signIn(page, "wrong");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("Incorrect user name or password.");
        signIn(page, TestApp.passwordOf(user));
        assertThat(page).hasURL(app.url("/dashboard"));
        assertThat(page.getByText("No active tokens")).isVisible();
        assertThat(page.getByText("Your documents")).isVisible();

        String secret = generate(page, "Work laptop");
        assertThat(page.getByText("Your documents")).hasCount(0);
        assertThat(page.locator("#anchorify-new-command"))
                .hasText("anchorify login --host " + app.url("") + " --token-prompt");
        assertThat(page.locator("#anchorify-new-one-line"))
                .hasText("anchorify login --host " + app.url("") + " --token " + secret);
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Copy token").setExact(true))
                .click();
        assertThat(page.getByText("Copied")).isVisible();
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(secret);
        assertThat(row("Work laptop").locator(LAST_USED)).hasText("never");

        assertThat(call(secret).status()).isEqualTo(200);
        Awaitility.await().atMost(5, TimeUnit.SECONDS).until(() -> onlyToken().lastUsedAt() != null);
        page.navigate(app.url("/dashboard"));
        Locator lastUsed = row("Work laptop").locator(LAST_USED).locator("time");
        assertThat(lastUsed).hasText(Pattern.compile("just now|\\d+ seconds ago"));
        assertThat(lastUsed)
                .hasAttribute("datetime", Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"));
        assertThat(lastUsed).hasAttribute("title", Pattern.compile(".* UTC"));

        revokeFirst(page);
        assertThat(page.locator("#anchorify-notice")).containsText("Work laptop");
        assertThat(page.locator("#anchorify-notice")).containsText("No server accepts a revoked token any longer.");
        assertThat(call(secret).status()).isEqualTo(401);
        assertThat(page.getByText("No active tokens")).isVisible();
        assertThat(page.locator(".anchorify-history").getByText("Work laptop")).isVisible();
    }

    @Test
    void secret_afterReloadOrBack_isNotShownAgain() {
        signedIn();
        String secret = generate(page, "once");

        page.reload();
        assertThat(settledContent()).doesNotContain(secret);
        page.goBack();
        assertThat(settledContent()).doesNotContain(secret);
        page.goForward();
        assertThat(settledContent()).doesNotContain(secret);
        assertThat(tokens()).hasSize(1);

        String second = generate(page, "then away");
        page.navigate(app.url("/login"));
        page.goBack();
        assertThat(settledContent()).doesNotContain(second);
        assertThat(tokens()).hasSize(2);
    }

    @Test
    void secondTab_ofASession_canGenerateAndRevoke() {
        signedIn();
        Page second = newPage();
        second.navigate(app.url("/dashboard"));
        generate(page, "first tab");
        generate(second, "second tab");
        assertThat(tokens()).hasSize(2);

        page.navigate(app.url("/dashboard"));
        second.navigate(app.url("/dashboard"));
        revokeFirst(page);
        openFirstAndRevoke(second);
        assertThat(second.locator("#anchorify-notice")).containsText("This token had already ended:");
        assertThat(tokens()).hasSize(1);
        revokeFirst(second);
        assertThat(tokens()).isEmpty();
    }

    @Test
    void forms_withoutCsrfTokenOrFromElsewhere_changeNothing() {
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
    void forms_withoutHttps_areAcceptedOnAnyHostName() {
        page.navigate(app.url("/login").replace("localhost", Browsers.OTHER_HOST));
        signIn(page, TestApp.passwordOf(user));
        assertThat(page.getByText("No active tokens")).isVisible();
        generate(page, "intranet");
        // The forms of the page with a secret have the origin "null".
        generate(page, "intranet, too");
        assertThat(tokens()).hasSize(2);
        revokeFirst(page);
        assertThat(tokens()).hasSize(1);
        // The browser logs that it ignores this header over HTTP.
        consoleErrors.removeIf(error -> error.contains("Cross-Origin-Opener-Policy"));
    }

    @Test
    void dashboard_withoutJavaScript_works() {
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
    void keyboard_tabbing_reachesTheHeaderBeforeThePanel() {
        signedIn();
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            page.keyboard().press("Tab");
            reached.add((String) page.evaluate(
                    "(document.activeElement.innerText || document.activeElement.name).trim().replace(/\\s+/g, ' ')"));
        }
        assertThat(reached).containsExactly("Skip to content", "Anchorify", "Sign out", "label");
        assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                .isNotEqualTo("none");
    }

    @Test
    void pages_withManyTokensAndLongLabels_fitAPhone() {
        app.tokens.issue(user, "W".repeat(100));
        app.tokens.issue(user, "with spaces ".repeat(8).strip());
        for (int i = 0; i < 48; i++) {
            app.tokens.issue(user, i % 7 == 0 ? null : "Machine " + i);
        }
        app.tokens.revoke(
                user,
                tokens().get(3).id(),
                "W".repeat(255),
                "Found in a log ".repeat(17).strip());
        app.tokens.rotate(user, tokens().get(5).id(), Duration.ofHours(3));
        app.tokens.rotate(user, tokens().get(7).id(), Duration.ZERO);
        page.navigate(app.url("/login"));
        assertFits();
        signedIn();
        assertFits();
        generate(page, "One more");
        assertFits();
    }

    @Test
    void tenThousandTokens_inADatabase_areListedInTime() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        app.tokens.importTokens(sink -> {
            for (int i = 0; i < 10_000; i++) {
                Token token = Token.builder("many%012d".formatted(i), user, now.minusSeconds(i))
                        .label("Machine %05d".formatted(i))
                        .build();
                sink.add(new StoredToken(
                        token,
                        TokenHash.parse(Integer.toHexString(0x10000000 + i).repeat(8))));
            }
        });
        signedIn();

        assertListedInTime("?page=200", "9,951–10,000 of 10,000", "Machine 09950");
        assertListedInTime("?q=machine+0999&sort=label", "1–10 of 10", "Machine 09990");
    }

    private void assertListedInTime(String query, String position, String first) {
        long start = System.nanoTime();
        page.navigate(app.url("/dashboard" + query));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(MAX_DURATION);
        assertThat(page.locator("#anchorify-position")).hasText(position);
        assertThat(page.locator(".anchorify-label .anchorify-name").first()).hasText(first);
    }

    private void assertFits() {
        for (int width : List.of(320, 390, 1280)) {
            page.setViewportSize(width, 900);
            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(width);
        }
    }

    private BrowserContext newContext(Browser.NewContextOptions options) {
        return browsers.browser().newContext(options);
    }

    private Page newPage() {
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            // The browser logs the expected rejected sign-in as a network error.
            if (message.type().equals("error") && !message.text().contains("401")) {
                consoleErrors.add(message.text());
            }
        });
        page.onPageError(consoleErrors::add);
        return page;
    }

    private void signedIn() {
        page.navigate(app.url("/login"));
        signIn(page, TestApp.passwordOf(user));
        assertThat(page).hasURL(app.url("/dashboard"));
    }

    private void signIn(Page page, String password) {
        page.getByLabel("User name").fill(user);
        page.getByLabel("Password").fill(password);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
    }

    private static String generate(Page page, String label) {
        page.getByLabel("Label (optional)").fill(label);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Generate token"))
                .click();
        page.locator("#anchorify-new-token")
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.VISIBLE));
        String secret = page.locator("#anchorify-new-token").innerText();
        assertThat(secret).matches("jf_[0-9A-Za-z]{32}");
        return secret;
    }

    private static void revokeFirst(Page page) {
        openFirstAndRevoke(page);
        page.waitForURL(Pattern.compile(".*/dashboard\\?done=revoked&token=.*"));
    }

    private static void openFirstAndRevoke(Page page) {
        Locator row = page.locator("main tbody tr").first();
        row.locator(".anchorify-revoke summary").click();
        row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Yes, revoke it"))
                .click();
    }

    /** The content of the page after navigation; polls in this thread, because Playwright is not thread-safe. */
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
        return app.tokens.list(TokenQuery.of(user));
    }
}
