package io.anchorify.auth.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import io.anchorify.auth.Authentication;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenQuery.Which;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.web.testing.Browsers;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Creating tokens and changing them in a browser, in a host application that has only the token page. */
class TokenPageBrowserIT extends BrowserTest {

    private static final String ONCE = "It will not be shown again.";

    @Override
    TestHost startHost() {
        return TestHost.start(
                service -> service,
                web -> web.loginCommand(LoginCommand.of("acme login", "", "--token"))
                        .backTo("/settings")
                        .offer(TokenOffer.standard()
                                .scope("documents:read", "Read your documents")
                                .scope("documents:write", "Change your documents")
                                .attribute("project", "Project", "website", "shop")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void token_createdWithChoices_hasThem(boolean javaScript) {
        open(javaScript);
        assertThat(page.getByText("No active tokens. Generate one above.")).isVisible();
        page.locator("#anchorify-expires").selectOption("60");
        page.getByLabel("Change your documents").check();
        page.locator("#anchorify-attr-project").selectOption("shop");
        create("laptop");

        assertThat(page.locator(".anchorify-banner")).containsText(ONCE);
        assertThat(page.locator(".anchorify-banner .anchorify-name")).hasText("laptop");
        assertThat(page.locator(".anchorify-value").allInnerTexts())
                .containsExactly("acme login", secret(), "acme login --token " + secret());
        Token token = active().get(0);
        assertThat(host.tokens.authenticate(secret())).isInstanceOf(Authentication.Authenticated.class);
        assertThat(token.scopes()).containsExactly("documents:write");
        assertThat(token.attributes()).containsEntry("project", "shop");
        assertThat(Duration.between(token.createdAt(), token.expiresAt())).isEqualTo(Duration.ofDays(60));
        assertThat(row("laptop")).containsText("documents:write");
        assertThat(row("laptop")).containsText("project: shop");
        assertThat(row("laptop").locator("td[data-title='Last used']")).hasText("never");
        assertThat(button("Copy command")).isVisible(new IsVisibleOptions().setVisible(javaScript));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void token_createdUntilADate_expiresAtItsEnd(boolean javaScript) {
        LocalDate day = LocalDate.now(ZoneOffset.UTC).plusDays(10);
        open(javaScript);
        assertThat(page.locator("#anchorify-expires-date")).isHidden();
        page.locator("#anchorify-expires").selectOption("date");
        page.locator("#anchorify-expires-date").fill(day.toString());
        create("until a date");

        assertThat(page.locator(".anchorify-banner")).isVisible();
        assertThat(active().get(0).expiresAt())
                .isBetween(
                        day.plusDays(1).atStartOfDay().minusMinutes(1).toInstant(ZoneOffset.UTC),
                        day.plusDays(1).atStartOfDay().plusMinutes(1).toInstant(ZoneOffset.UTC));
        page.locator("#anchorify-expires").selectOption("never");
        create("for ever");
        assertThat(row("for ever").locator("td[data-title=Expires]")).hasText("never");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void form_withProblems_keepsWhatWasTyped(boolean javaScript) {
        String label = "x".repeat(101);
        open(javaScript);
        page.locator("#anchorify-expires").selectOption("date");
        page.getByLabel("Read your documents").check();
        create(label);

        assertThat(page.locator("#anchorify-label-problem")).hasText("A label must have at most 100 characters.");
        assertThat(page.locator("#anchorify-expires-problem")).isVisible();
        assertThat(page.locator("#anchorify-label")).hasValue(label);
        assertThat(page.locator("#anchorify-label")).hasAttribute("aria-describedby", "anchorify-label-problem");
        assertThat(page.locator("#anchorify-expires")).hasValue("date");
        assertThat(page.getByLabel("Read your documents")).isChecked();
        if (javaScript) {
            assertThat(page.locator("#anchorify-label")).isFocused();
        }
        assertThat(active()).isEmpty();
        page.locator("#anchorify-expires").selectOption("30");
        create("short");
        assertThat(page.locator(".anchorify-banner")).isVisible();
        assertThat(active()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void labels_withMarkup_areShownAsText(boolean javaScript) {
        List<String> labels = List.of(
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "'; DROP TABLE tokens; --",
                "${7*7} {{7*7}} <%= 7*7 %> {0}",
                "</title><svg/onload=alert(1)>");
        open(javaScript);
        page.onDialog(dialog -> {
            consoleErrors.add("A label ran as a script: " + dialog.message());
            dialog.dismiss();
        });
        for (String label : labels) {
            create(label);
            assertThat(page.locator(".anchorify-banner .anchorify-name")).hasText(label);
        }

        assertThat(labels()).containsExactlyInAnyOrderElementsOf(labels);
        click("Revoke all except selected");
        assertThat(page.locator(".anchorify-names .anchorify-name").allInnerTexts())
                .containsExactlyInAnyOrderElementsOf(labels);
        click("Yes, revoke");
        assertThat(page.locator(".anchorify-history .anchorify-name").allInnerTexts())
                .containsExactlyInAnyOrderElementsOf(labels);
        assertThat(page.locator("main script, main img, main svg")).hasCount(0);
    }

    @Test
    void copyButtons_copyTheirValueAndReturnToTheirLabel() {
        // Not the shared context, which would keep the clock.
        try (BrowserContext context = newContext(new Browser.NewContextOptions())) {
            context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
            context.clock().install();
            page = newPage(context);
            page.navigate(url("/sign-in?user=" + user + "&next=/tokens"));
            create("copied");
            assertThat(page.locator("#anchorify-new-heading")).isFocused();
            String secret = secret();
            assertCopies("command", "acme login");
            assertCopies("token", secret);
            assertCopies("one-line", "acme login --token " + secret);
        }
    }

    private void assertCopies(String what, String value) {
        Locator copy = page.locator("[data-copy=anchorify-new-" + what + "]");
        String label = copy.innerText();
        copy.click();
        assertThat(copy).hasText("Copied");
        copy.click();
        page.clock().runFor(5000);
        assertThat(copy).hasText(label);
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(value);
    }

    @Test
    void copyButton_withoutAClipboard_selectsTheValue() {
        page = newPage(context(true));
        String path = "/sign-in?user=" + user + "&next=/tokens";
        page.navigate(url(path).replace("127.0.0.1", Browsers.OTHER_HOST));
        create("over HTTP");
        click("Copy token");

        assertThat(button("Press Ctrl+C")).isVisible();
        assertThat(page.evaluate("getSelection().toString()")).isEqualTo(secret());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void token_renamed_isNamedInTheNotice(boolean javaScript) {
        host.tokens.issue(user, "old name");
        open(javaScript);
        Locator form = openAction("old name", "Rename");
        form.getByLabel("New name").fill("y".repeat(101));
        form.locator("button").click();
        assertThat(page.locator("#anchorify-rename-problem")).hasText("A label must have at most 100 characters.");
        form = row("old name").locator("details[open] form");
        assertThat(form.getByLabel("New name")).hasValue("y".repeat(101));
        form.getByLabel("New name").fill("new name");
        form.locator("button").click();

        assertThat(notice()).containsText("Renamed:");
        assertThat(notice().locator(".anchorify-name")).hasText("new name");
        assertThat(labels()).containsExactly("new name");
        assertThat(active().get(0).label()).isEqualTo("new name");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void token_rotated_worksUntilTheEndOfTheGrace(boolean javaScript) {
        IssuedToken old = host.tokens.issue(user, "server");
        open(javaScript);
        Locator form = openAction("server", "Rotate");
        form.getByLabel("The old token keeps working for").selectOption("1d");
        form.locator("button").click();

        assertThat(page.locator(".anchorify-banner")).containsText("It replaces server");
        assertThat(host.tokens.authenticate(secret())).isInstanceOf(Authentication.Authenticated.class);
        assertThat(host.tokens.authenticate(old.secret().reveal())).isInstanceOf(Authentication.Authenticated.class);
        assertThat(row("server")).hasCount(2);
        assertThat(page.locator(".anchorify-warning").first())
                .hasText(Pattern.compile("Rotated. Stops working in (1 day|24 hours)"));
        page.navigate(url("/tokens"));
        form = openAction("server", "Rotate");
        form.getByLabel("The old token keeps working for").selectOption("none");
        form.locator("button").click();
        assertThat(page.locator(".anchorify-banner")).containsText("That token no longer works.");
        assertThat(active()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void token_revoked_isRefusedAndInTheHistory(boolean javaScript) {
        IssuedToken token = host.tokens.issue(user, "lost");
        host.tokens.issue(user, "kept");
        open(javaScript);
        Locator form = openAction("lost", "Revoke");
        assertThat(form).containsText("lost");
        assertThat(form).containsText(token.id().substring(0, 8));
        form.locator("button").click();

        assertThat(notice()).containsText("No server accepts a revoked token any longer.");
        assertThat(notice()).containsText("lost " + token.id().substring(0, 8));
        assertThat(labels()).containsExactly("kept");
        assertThat(page.locator(".anchorify-history .anchorify-name")).hasText("lost");
        assertThat(host.tokens.authenticate(token.secret().reveal())).isInstanceOf(Authentication.Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tokens_selected_areRevokedAfterAConfirmation(boolean javaScript) {
        for (int i = 0; i < 4; i++) {
            host.tokens.issue(user, "machine " + i);
        }
        open(javaScript);
        for (int i : List.of(1, 2)) {
            row("machine " + i).locator("input[name=id]").check();
        }
        click("Revoke selected");
        assertThat(page.locator("h1")).hasText("Revoke these 2 tokens?");
        assertThat(page.locator(".anchorify-names .anchorify-name").allInnerTexts())
                .containsExactlyInAnyOrder("machine 1", "machine 2");
        follow("Cancel");
        assertThat(active()).hasSize(4);
        for (int i : List.of(1, 2)) {
            row("machine " + i).locator("input[name=id]").check();
        }
        click("Revoke selected");
        click("Yes, revoke");

        assertThat(notice()).containsText("machine 1");
        assertThat(labels()).containsExactly("machine 3", "machine 0");
        click("Revoke selected");
        assertThat(notice()).containsText("No active token was selected");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tokens_exceptTheSelectedOne_areRevoked(boolean javaScript) {
        for (int i = 0; i < 4; i++) {
            host.tokens.issue(user, "machine " + i);
        }
        open(javaScript);
        row("machine 3").locator("input[name=id]").check();
        click("Revoke all except selected");
        assertThat(page.locator("h1")).hasText("Revoke all 3 other tokens?");
        assertThat(page.locator(".anchorify-names").nth(1)).containsText("machine 3");
        click("Yes, revoke");

        assertThat(notice()).containsText("All others were revoked: 3 tokens. These tokens keep working:");
        assertThat(labels()).containsExactly("machine 3");
    }

    @Test
    void selectAll_selectsTheRowsOfThePage() {
        host.tokens.issue(user, "one");
        host.tokens.issue(user, "two");
        open(true);
        Locator all = page.locator("#anchorify-select-all");
        row("one").locator("input[name=id]").check();
        assertThat(page.evaluate("document.getElementById('anchorify-select-all').indeterminate"))
                .isEqualTo(true);
        all.check();
        click("Revoke selected");
        click("Yes, revoke");

        assertThat(active()).isEmpty();
        assertThat(page.getByText("No active tokens. Generate one above.")).isVisible();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void history_showsWhoAndWhy(boolean javaScript) {
        IssuedToken token = host.tokens.issue(user, "leaked");
        host.tokens.revoke(user, token.id(), "security", "Found in a log");
        host.tokens.authenticate(token.secret().reveal());
        open(javaScript);

        Locator ended = page.locator(".anchorify-history td[data-title=Ended]");
        assertThat(ended).containsText("by security");
        assertThat(ended).containsText("Reason: Found in a log");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void form_sentAfterTheSessionEnded_isFilledInAgain(boolean javaScript) {
        open(javaScript);
        page.locator("#anchorify-expires").selectOption("90");
        page.getByLabel("Read your documents").check();
        page.context().request().get(url("/sign-in?out=1"));
        create("typed before");
        assertThat(page).hasURL(Pattern.compile(".*/login\\?next=.*"));
        page.getByLabel("User").fill(user);
        click("Log in");

        assertThat(notice()).containsText("No token has been created yet");
        assertThat(page.locator("#anchorify-label")).hasValue("typed before");
        assertThat(page.locator("#anchorify-expires")).hasValue("90");
        assertThat(page.getByLabel("Read your documents")).isChecked();
        assertThat(active()).isEmpty();
        click("Generate token");
        assertThat(page.locator(".anchorify-banner")).isVisible();
        assertThat(active()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void form_sentAfterASecondSignIn_isFilledInAgain(boolean javaScript) {
        host.tokens.issue(user, "existing");
        open(javaScript);
        Page second = newPage(page.context());
        second.navigate(url("/sign-in?user=" + user + "&next=/tokens"));
        create("first tab");
        assertThat(notice()).containsText("Check the form and submit it again.");
        assertThat(page.locator("#anchorify-label")).hasValue("first tab");
        assertThat(active()).hasSize(1);
        click("Generate token");
        assertThat(page.locator(".anchorify-banner")).isVisible();
        page = second;
        openAction("existing", "Revoke").locator("button").click();

        assertThat(notice()).containsText("No server accepts a revoked token any longer.");
        assertThat(active()).hasSize(1);
        consoleErrors.removeIf(error -> error.contains("403"));
    }

    @Test
    void secret_afterReloadOrBack_isNotShownAgain() {
        open(true);
        create("once");
        String secret = secret();
        page.reload();
        assertThat(page).hasURL(url("/tokens"));
        assertThat(page.content()).doesNotContain(secret);
        create("twice");
        secret = secret();
        page.navigate(url("/login"));
        page.goBack();
        assertThat(page).hasURL(url("/tokens"));
        assertThat(page.locator(".anchorify-banner")).hasCount(0);
        assertThat(page.content()).doesNotContain(secret);
        page.goForward();
        page.goBack();
        assertThat(page.content()).doesNotContain(secret);
        assertThat(active()).hasSize(2);
    }

    @Test
    void secret_afterReloadWithoutJavaScript_isNotShownAgain() {
        open(false);
        create("once");
        String secret = secret();
        page.reload();

        assertThat(notice()).containsText("This form was already submitted, and created this token:");
        assertThat(notice()).containsText("once " + active().get(0).id().substring(0, 8));
        assertThat(page.content()).doesNotContain(secret);
        assertThat(active()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void doubleClick_createsOneToken(boolean javaScript) {
        open(javaScript);
        page.locator("#anchorify-label").fill("double");
        button("Generate token").dblclick();
        page.locator(".anchorify-banner, .anchorify-notice").waitFor();

        assertThat(active()).hasSize(1);
    }

    @Test
    void keyboard_tabbing_reachesAllControlsInOrder() {
        host.tokens.issue(TokenRequest.of(user).label("keyboard"));
        open(true);
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < 27; i++) {
            page.keyboard().press("Tab");
            reached.add((String) page.evaluate("(e => (e.name || e.innerText || e.id).trim().replace(/\\s+/g, ' ')"
                    + ".replace(/ \u2068.*/, ''))(document.activeElement)"));
            assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                    .as(reached.get(i))
                    .isNotEqualTo("none");
        }

        assertThat(reached)
                .startsWith("Skip to content", "← Back", "label", "expires", "attr.project", "scope", "scope")
                .containsSubsequence("Generate token", "Active", "Ended", "All", "Never used", "Unused for 90 days")
                .containsSubsequence("q", "Search", "anchorify-select-all", "Label", "Created", "Last used", "Expires")
                .endsWith("id", "Rename", "Rotate", "Revoke", "what");
    }

    @Test
    void confirmations_areOpenOneAtATime_andCloseWithEscape() {
        host.tokens.issue(user, "one");
        open(true);
        openAction("one", "Rename");
        openAction("one", "Revoke");
        assertThat(page.locator("details[open]")).hasCount(1);
        page.keyboard().press("Escape");

        assertThat(page.locator("details[open]")).hasCount(0);
        assertThat(row("one").locator(".anchorify-revoke summary")).isFocused();
    }

    @Test
    void panel_inAPageOfTheHost_creates() {
        openAs(true, user, "/settings");
        assertThat(page.locator("h1").first()).hasText("Settings");
        create("from the settings");

        assertThat(page.locator(".anchorify-banner")).isVisible();
        follow("← Back");
        assertThat(page).hasURL(url("/settings"));
        assertThat(labels()).containsExactly("from the settings");
    }

    @Test
    void page_forGermanReaders_isGerman() {
        try (BrowserContext german = newContext(new Browser.NewContextOptions().setLocale("de-DE"))) {
            page = newPage(german);
            page.navigate(url("/sign-in?user=" + user + "&next=/tokens"));
            page.locator("#anchorify-label").fill("Büro");
            click("Token erstellen");

            assertThat(page.locator("html")).hasAttribute("lang", "de");
            assertThat(page.locator(".anchorify-banner .anchorify-name")).hasText("Büro");
            assertThat(page.locator("#anchorify-new-heading")).hasText("Ihr neues Token ist bereit");
            Locator form = openAction("Büro", "Widerrufen");
            form.locator("button").click();
            assertThat(notice()).containsText("Widerrufen:");
            assertThat(tokens(Which.ENDED)).hasSize(1);
        }
    }
}
