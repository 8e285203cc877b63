package io.anchorify.auth.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ReducedMotion;
import io.anchorify.auth.DeviceAuthorization;
import io.anchorify.auth.TokenBuilder;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.testing.Effort;
import io.anchorify.auth.web.testing.Axe;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every state of the page in light, dark and forced colours, on a small and a usual phone and on a desktop. */
class TokenPageAppearanceIT extends BrowserTest {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(200));
    private static final String LONG = "W".repeat(100);

    private static final int SMALL_PHONE = 320;
    private static final List<Integer> WIDTHS =
            Effort.current() == Effort.LONG ? List.of(SMALL_PHONE, 390, 1280) : List.of(SMALL_PHONE, 1280);
    private static final EmulateMediaOptions LIGHT = theme(ColorScheme.LIGHT, ForcedColors.NONE);
    private static final List<EmulateMediaOptions> OTHER_THEMES =
            List.of(theme(ColorScheme.DARK, ForcedColors.NONE), theme(ColorScheme.LIGHT, ForcedColors.ACTIVE));

    private static EmulateMediaOptions theme(ColorScheme scheme, ForcedColors forced) {
        return new EmulateMediaOptions().setColorScheme(scheme).setForcedColors(forced);
    }

    @Override
    TestHost startHost() {
        return TestHost.start(
                service -> service,
                web -> web.loginCommand(LoginCommand.of(
                                "acme login --host https://tokens.example.org", "--token-prompt", "--token"))
                        .backTo("/settings")
                        .offer(TokenOffer.standard()
                                .scope("documents:read", "Read your documents")
                                .scope("documents:" + "w".repeat(60), "Change your documents")
                                .attribute("project", "Project", "website", "shop")));
    }

    /** Only the contrast depends on the theme, and does not depend on the size of the phone. */
    private void assertLooksRight(String state) {
        for (int width : WIDTHS) {
            assertFits(state, width);
            Axe.assertNoViolations(page, state + " at " + width + " px");
            if (width != SMALL_PHONE) {
                assertContrast(state + " at " + width + " px");
            }
        }
    }

    private void assertContrast(String state) {
        for (EmulateMediaOptions theme : OTHER_THEMES) {
            page.emulateMedia(theme);
            Axe.assertContrast(page, state);
        }
        page.emulateMedia(LIGHT);
    }

    private void assertFits(String state, int width) {
        page.setViewportSize(width, 900);
        assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                .as("%s is scrolled at %d px", state, width)
                .isLessThanOrEqualTo(width);
    }

    private void insertTokensOfEveryKind() {
        insert(
                token(user, LONG, NOW).createdBy("provisioning"),
                token(user, null, LONG_AGO).scopes(Set.of("documents:read", "documents:" + "w".repeat(60))),
                token(user, "same", LONG_AGO).lastUsedAt(NOW).lastUsedFrom("192.0.2.7"),
                token(user, "same", NOW).attributes(java.util.Map.of("project", "website")),
                token(user, "rotated", LONG_AGO).successorId("another").expiresAt(NOW.plus(Duration.ofHours(3))),
                token(user, "leaked", LONG_AGO)
                        .revokedAt(LONG_AGO)
                        .revokedBy("W".repeat(255))
                        .revokeReason("Found in a log ".repeat(17).strip())
                        .lastRefusedAt(NOW)
                        .lastRefusedFrom("2001:db8::1"),
                token(user, "expired", LONG_AGO).expiresAt(LONG_AGO));
    }

    @Test
    void listsAndForms_areAccessibleAndFit() {
        open(true);
        assertLooksRight("no tokens");
        insertTokensOfEveryKind();
        page.navigate(url("/tokens"));
        assertLooksRight("tokens of every kind");
        openAction("rotated", "Rename");
        WIDTHS.forEach(width -> assertFits("renaming", width));
        openAction(LONG, "Rotate");
        WIDTHS.forEach(width -> assertFits("rotating", width));
        openAction(LONG, "Revoke");
        assertLooksRight("revoking");
        page.locator("#anchorify-expires").selectOption("date");
        create("x".repeat(101));
        assertLooksRight("problems");
        page.locator("#anchorify-expires").selectOption("never");
        create(LONG);
        assertLooksRight("a new token");
        follow("Ended");
        assertLooksRight("ended tokens");
        page.navigate(url("/tokens?q=nothing"));
        assertLooksRight("nothing found");
    }

    @Test
    void confirmationsAndNotices_areAccessibleAndFit() {
        insertTokensOfEveryKind();
        insert(IntStream.range(0, 51)
                .mapToObj(i -> token(user, "Machine " + i, LONG_AGO))
                .toArray(TokenBuilder[]::new));
        openAs(true, user, "/tokens?sort=label&page=2");
        assertLooksRight("the last page");
        row(LONG).locator("input[name=id]").check();
        click("Revoke all except selected");
        assertLooksRight("confirmation");
        click("Yes, revoke");
        assertLooksRight("revoked");
        page.navigate(url("/tokens?done=none-selected"));
        assertLooksRight("nothing selected");
        openAction(LONG, "Rotate").locator("button").click();
        assertLooksRight("rotated");
    }

    @Test
    void administrationAndDevices_areAccessibleAndFit() {
        insertTokensOfEveryKind();
        openAs(true, "root", "/tokens/admin?show=all&owner=" + user);
        assertLooksRight("administration");
        openAction(LONG, "Revoke");
        assertLooksRight("revoking as an administrator");
        click("Revoke all that match");
        assertLooksRight("confirmation of an administrator");
        openAs(true, "root", "/tokens/admin");
        page.locator("#anchorify-secret")
                .fill(host.tokens.issue(TokenRequest.of(user)).secret().reveal());
        click("Find");
        assertLooksRight("a found token");

        DeviceAuthorization device = host.tokens
                .deviceFlow()
                .start("W".repeat(100), "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", Set.of("documents:read"));
        openAs(true, user, "/tokens/device?user_code=" + device.userCode());
        assertLooksRight("a code");
        click("Continue");
        assertLooksRight("a request of a device");
        click("Approve");
        assertLooksRight("approved");
        page.navigate(url("/tokens/nowhere"));
        assertLooksRight("not found");
        assertThat(consoleErrors.remove(0)).contains("404");
    }

    @Test
    void page_printed_showsTheListWithoutSecretsAndControls() {
        open(true);
        create("printed");
        page.emulateMedia(new EmulateMediaOptions().setMedia(Media.PRINT));

        assertThat(row("printed").locator("th .anchorify-name")).isVisible();
        for (String hidden :
                List.of(".anchorify-banner", ".anchorify-create", ".anchorify-tools", ".anchorify-several")) {
            assertThat(page.locator(hidden)).isHidden();
        }
        assertThat(row("printed").locator(".anchorify-actions")).isHidden();
    }

    @Test
    void page_withReducedMotion_doesNotMove() {
        open(true);
        String duration = "getComputedStyle(document.querySelector('.anchorify-primary')).transitionDuration";
        page.emulateMedia(new EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
        assertThat(page.evaluate(duration)).isEqualTo("0.15s");
        page.emulateMedia(new EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));

        assertThat(page.evaluate(duration)).isEqualTo("0s");
    }
}
