package io.anchorify.auth.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.anchorify.auth.DeviceAuthorization;
import io.anchorify.auth.DevicePoll;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Finding tokens in a browser, the view of an administrator, and the approval of devices. */
class TokenListBrowserIT extends BrowserTest {

    /** How long a page of 10,000 tokens takes at most, from the click until it is loaded. */
    private static final Duration MAX_DURATION = Duration.ofSeconds(2);

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(200));

    @Override
    TestHost startHost() {
        return TestHost.start(
                service -> service,
                web -> web.offer(TokenOffer.standard()
                        .scope("documents:read", "Read your documents")
                        .scope("documents:write", "Change your documents")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void list_isFiltered(boolean javaScript) {
        insert(
                token(user, "never used", NOW),
                token(user, "unused", LONG_AGO).lastUsedAt(LONG_AGO),
                token(user, "expiring", NOW).lastUsedAt(NOW).expiresAt(NOW.plus(Duration.ofDays(2))),
                token(user, "presented", LONG_AGO)
                        .lastUsedAt(LONG_AGO)
                        .revokedAt(LONG_AGO)
                        .lastRefusedAt(NOW),
                token(user, "expired", LONG_AGO).lastUsedAt(LONG_AGO).expiresAt(NOW.minusSeconds(60)));
        open(javaScript);

        assertThat(labels()).containsExactlyInAnyOrder("never used", "unused", "expiring");
        assertThat(filtered("Never used")).containsExactly("never used");
        assertThat(filtered("Unused for 90 days")).containsExactly("unused");
        assertThat(filtered("Expires in 3 days")).containsExactly("expiring");
        assertThat(filtered("Still presented after revocation")).containsExactly("presented");
        assertThat(row("presented")).containsText("Still presented");
        assertThat(filtered("Ended")).containsExactlyInAnyOrder("presented", "expired");
        assertThat(filtered("All")).hasSize(5);
        assertThat(filtered("Active")).hasSize(3);
    }

    private List<String> filtered(String filter) {
        follow(filter);
        assertThat(page.getByRole(AriaRole.NAVIGATION).locator("[aria-current=true]"))
                .hasText(filter);
        return labels();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void list_isSearchedSortedAndPaged(boolean javaScript) {
        insert(IntStream.range(0, 120)
                .mapToObj(i -> token(user, "Machine %03d".formatted(i), NOW.minusSeconds(i)))
                .toArray(TokenBuilder[]::new));
        open(javaScript);
        assertThat(position()).isEqualTo("1–50 of 120");
        assertThat(labels()).hasSize(50).startsWith("Machine 000");
        follow("Next");
        follow("Next");
        assertThat(position()).isEqualTo("101–120 of 120");
        assertThat(labels()).startsWith("Machine 100").endsWith("Machine 119");
        follow("Previous");
        assertThat(position()).isEqualTo("51–100 of 120");
        follow("Created");
        assertThat(labels()).startsWith("Machine 119");
        assertThat(page.locator("th[aria-sort=ascending]")).hasText("Created");
        follow("Label");
        follow("Label");
        assertThat(page.locator("th[aria-sort=descending]")).hasText("Label");

        search("MACHINE 11");
        assertThat(labels()).hasSize(10).startsWith("Machine 119");
        search(active().get(0).id().substring(0, 12));
        search("nothing like this");
        assertThat(page.getByText("No tokens found.")).isVisible();
        search("");
        assertThat(position()).isEqualTo("1–50 of 120");
    }

    private String position() {
        return page.locator("#anchorify-position").innerText();
    }

    private void search(String text) {
        page.getByLabel("Search tokens").fill(text);
        click("Search");
        assertThat(page.getByLabel("Search tokens")).hasValue(text);
    }

    @Test
    void tokens_withOneLabel_areMarkedAndToldApartByTheirIds() {
        List<IssuedToken> same = List.of(host.tokens.issue(user, "same"), host.tokens.issue(user, "same"));
        host.tokens.issue(user, "other");
        open(true);

        assertThat(page.locator(".anchorify-mark")).hasCount(2);
        assertThat(row("other").locator(".anchorify-mark")).hasCount(0);
        assertThat(row("same").locator("th .anchorify-id").allInnerTexts())
                .containsExactlyInAnyOrderElementsOf(
                        same.stream().map(token -> token.id().substring(0, 8)).toList());
    }

    @Test
    void tenThousandTokens_areListedSearchedAndSortedInTime() {
        insert(IntStream.range(0, 10_000)
                .mapToObj(i -> token(user, "Machine %05d".formatted(i), NOW.minusSeconds(i)))
                .toArray(TokenBuilder[]::new));
        assertInTime("list", () -> open(true));
        assertThat(position()).isEqualTo("1–50 of 10,000");
        assertInTime("search", () -> search("machine 0999"));
        assertThat(labels()).hasSize(10).startsWith("Machine 09990");
        assertInTime("sort", () -> page.navigate(url("/tokens?sort=label&dir=desc")));
        assertThat(labels()).startsWith("Machine 09999");
        assertInTime("last page", () -> page.navigate(url("/tokens?page=200")));
        assertThat(position()).isEqualTo("9,951–10,000 of 10,000");
        assertThat(labels()).endsWith("Machine 09999");
        assertInTime("create", () -> create("one more"));
        assertThat(page.locator(".anchorify-banner")).isVisible();
    }

    private static void assertInTime(String what, Runnable action) {
        long start = System.nanoTime();
        action.run();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(what).isLessThan(MAX_DURATION);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void administrator_findsAndRevokesByFilter(boolean javaScript) {
        insert(
                token(user, "build agent", LONG_AGO).lastUsedAt(LONG_AGO),
                token(user, "build server", LONG_AGO).lastUsedAt(LONG_AGO),
                token(user, "laptop", NOW).lastUsedAt(NOW));
        openAs(javaScript, "root", "/tokens");
        follow("Tokens of all users");
        page.getByLabel("Owner").fill(user);
        page.getByLabel("Label contains").fill("build");
        page.getByLabel("unused for 90 days").check();
        click("Apply");
        assertThat(labels()).containsExactlyInAnyOrder("build agent", "build server");
        assertThat(page.locator(".anchorify-facts"))
                .hasText(Pattern.compile("Match\\s*2\\s*Active\\s*2\\s*Ended\\s*0"));
        click("Revoke all that match");
        assertThat(page.getByText("2 active tokens match:")).isVisible();
        assertThat(page.locator(".anchorify-names")).containsText(user);
        page.getByLabel("Reason").fill("not used any more");
        click("Revoke 2 tokens");

        assertThat(notice()).containsText("2 tokens were revoked.");
        assertThat(active()).extracting(Token::label).containsExactly("laptop");
        openAs(javaScript, user, "/tokens");
        assertThat(page.locator(".anchorify-history")).containsText("Reason: not used any more");
        assertThat(page.locator(".anchorify-history")).containsText("by root");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void administrator_findsAPastedTokenAndRevokesIt(boolean javaScript) {
        IssuedToken token = host.tokens.issue(user, "found in a log");
        String secret = token.secret().reveal();
        openAs(javaScript, "root", "/tokens/admin");
        page.locator("#anchorify-secret").fill(secret);
        click("Find");
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.locator("tbody tr")).containsText(user);
        assertThat(page.content()).doesNotContain(secret);
        assertThat(page.url()).doesNotContain(secret);
        Locator form = openAction("found in a log", "Revoke");
        form.getByLabel("Reason").fill("leaked");
        form.locator("button").click();

        assertThat(notice()).containsText("found in a log " + token.id().substring(0, 8));
        assertThat(tokens(io.anchorify.auth.TokenQuery.Which.REVOKED))
                .extracting(Token::revokeReason)
                .containsExactly("leaked");
    }

    @Test
    void administration_forAnotherUser_isNotFound() {
        openAs(true, user, "/tokens/admin");

        assertThat(page.locator("h1")).hasText("Page not found");
        follow("Go to your tokens");
        assertThat(page.getByText("Tokens of all users")).hasCount(0);
        assertThat(consoleErrors.remove(0)).contains("404");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void device_approved_receivesItsToken(boolean javaScript) {
        DeviceAuthorization device =
                host.tokens.deviceFlow().start("Acme on laptop", "192.0.2.7", Set.of("documents:read"));
        openAs(javaScript, user, "/tokens/device");
        page.getByLabel("Code").fill("BCDF-BCDF");
        click("Continue");
        assertThat(notice()).containsText("No request waits for this code.");
        assertThat(consoleErrors.remove(0)).contains("404");
        page.getByLabel("Code").fill(device.userCode().toLowerCase(java.util.Locale.ROOT));
        click("Continue");
        assertThat(page.locator(".anchorify-user-code")).hasText(device.userCode());
        assertThat(page.locator(".anchorify-facts")).containsText("Acme on laptop");
        assertThat(page.locator(".anchorify-facts")).containsText("192.0.2.7");
        assertThat(page.getByLabel("Read your documents")).isChecked();
        page.locator("#anchorify-label").fill("approved");
        page.locator("#anchorify-expires").selectOption("60");
        click("Approve");

        assertThat(page.locator("h1")).hasText("Access approved");
        assertThat(host.tokens.deviceFlow().poll(device.deviceCode().reveal())).isInstanceOf(DevicePoll.Issued.class);
        Token token = active().get(0);
        assertThat(token.label()).isEqualTo("approved");
        assertThat(token.scopes()).containsExactly("documents:read");
        assertThat(Duration.between(token.createdAt(), token.expiresAt())).isEqualTo(Duration.ofDays(60));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void device_denied_receivesNothing(boolean javaScript) {
        DeviceAuthorization device = host.tokens.deviceFlow().start("<b>Acme</b>", "192.0.2.7", Set.of());
        openAs(javaScript, user, "/tokens/device?user_code=" + device.userCode());
        click("Continue");
        assertThat(page.locator(".anchorify-facts")).containsText("<b>Acme</b>");
        click("Deny");

        assertThat(page.locator("h1")).hasText("Access denied");
        assertThat(host.tokens.deviceFlow().poll(device.deviceCode().reveal())).isInstanceOf(DevicePoll.Denied.class);
        assertThat(active()).isEmpty();
    }
}
