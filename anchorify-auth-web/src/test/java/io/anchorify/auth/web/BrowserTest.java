package io.anchorify.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenBuilder;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.web.testing.Browsers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * A host application in a browser. All tests of a class share one browser, with one context with and one without JavaScript, and each
 * has a user of its own. A violation of the content security policy, or another error in the console, fails a test.
 */
@Tag("not-ci")
@Timeout(value = 1, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    final List<String> consoleErrors = new ArrayList<>();
    private final Map<Boolean, BrowserContext> contexts = new HashMap<>();
    private final List<Page> pages = new ArrayList<>();
    private Browsers browsers;

    TestHost host;
    String user;
    Page page;

    abstract TestHost startHost();

    @BeforeAll
    final void launch() {
        browsers = Browsers.launch();
        host = startHost();
    }

    @AfterAll
    final void stop() {
        if (browsers != null) {
            browsers.close();
        }
        if (host != null) {
            host.close();
        }
    }

    @BeforeEach
    final void chooseUser() {
        user = "user" + NUMBERS.incrementAndGet();
        consoleErrors.clear();
    }

    @AfterEach
    final void closePages() {
        pages.forEach(Page::close);
        pages.clear();
        assertThat(consoleErrors).isEmpty();
    }

    /** A context that the caller closes. */
    final BrowserContext newContext(Browser.NewContextOptions options) {
        return browsers.browser().newContext(options);
    }

    final BrowserContext context(boolean javaScript) {
        return contexts.computeIfAbsent(javaScript, enabled -> {
            BrowserContext context = newContext(new Browser.NewContextOptions().setJavaScriptEnabled(enabled));
            context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
            context.setDefaultTimeout(10_000);
            return context;
        });
    }

    /** Another tab. */
    final Page newPage(BrowserContext context) {
        Page created = context.newPage();
        created.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                consoleErrors.add(message.text());
            }
        });
        created.onPageError(consoleErrors::add);
        pages.add(created);
        return created;
    }

    /** Signs the user of the test in, and opens the page with the tokens. */
    final void open(boolean javaScript) {
        openAs(javaScript, user, "/tokens");
    }

    final void openAs(boolean javaScript, String name, String path) {
        page = newPage(context(javaScript));
        page.navigate(url("/sign-in?user=" + name + "&next="
                + java.net.URLEncoder.encode(path, java.nio.charset.StandardCharsets.UTF_8)));
    }

    final String url(String path) {
        return host.url(path).toString();
    }

    final List<Token> tokens(TokenQuery.Which which) {
        return host.tokens.list(TokenQuery.of(user).which(which).limit(TokenQuery.MAX_LIMIT));
    }

    final List<Token> active() {
        return tokens(TokenQuery.Which.ACTIVE);
    }

    /** A token that was created at a time in the past, for {@link #insert}. */
    static TokenBuilder token(String owner, String label, Instant created) {
        return Token.builder("token%011d".formatted(NUMBERS.incrementAndGet()), owner, created)
                .label(label);
    }

    final void insert(TokenBuilder... tokens) {
        host.tokens.importTokens(sink -> {
            for (TokenBuilder token : tokens) {
                String hash = Integer.toHexString(0x10000000 + NUMBERS.incrementAndGet());
                sink.add(new StoredToken(token.build(), TokenHash.parse(hash.repeat(8))));
            }
        });
    }

    final void create(String label) {
        page.locator("#anchorify-label").fill(label);
        click("Generate token");
    }

    /** The secret in the banner. */
    final String secret() {
        return page.locator("#anchorify-new-token").innerText();
    }

    final void click(String button) {
        button(button).click();
    }

    final Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    final void follow(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true))
                .click();
    }

    final Locator row(String label) {
        return page.locator(".anchorify-tokens tbody tr")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator(".anchorify-name", new Page.LocatorOptions().setHasText(label))));
    }

    /** Opens an action of a row, and returns its form. */
    final Locator openAction(String label, String action) {
        Locator details = row(label)
                .first()
                .locator("details")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator("summary", new Page.LocatorOptions().setHasText(action))));
        details.locator("summary").click();
        return details.locator("form");
    }

    final Locator notice() {
        return page.locator(".anchorify-notice");
    }

    /** The labels of the list, without the history. */
    final List<String> labels() {
        return page.locator(".anchorify-tokens")
                .first()
                .locator("tbody .anchorify-label .anchorify-name")
                .allInnerTexts();
    }
}
