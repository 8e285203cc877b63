package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ScreenshotAnimations;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenBuilder;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.web.testing.Browsers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Takes the screenshots of the documentation, with fixed data at a fixed time. {@code -Danchorify.docs=write} replaces the files.
 * Otherwise, the test compares only their dimensions, because fonts differ between machines.
 */
@Tag("not-ci")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ScreenshotsIT {

    private static final Path PROJECT = Path.of("../..");
    private static final Path IMAGES = PROJECT.resolve("docs/images");
    private static final Pattern IMAGE = Pattern.compile("!\\[[^\\]]+\\]\\((?:docs/)?images/([^)]+)\\)");
    private static final boolean WRITE = "write".equals(System.getProperty("anchorify.docs"));
    private static final int MAX_BYTES = 120_000;

    private static final String USER = "ada";
    private static final String ADMINISTRATOR = "grace";
    /** In the future, so that the tokens of the examples do not expire. */
    private static final Instant NOW = Instant.parse("2031-03-14T09:30:00Z");

    private static final Set<String> TAKEN = new TreeSet<>();
    private static volatile Instant time = NOW.minus(Duration.ofDays(1));
    private static Browsers browsers;
    private static TestApp app;
    private static Page page;

    @BeforeAll
    static void start() throws Exception {
        browsers = Browsers.launch();
        app = TestApp.at(() -> time, USER, ADMINISTRATOR);
        publishDocuments();
        insertTokens();
    }

    @AfterAll
    static void stop() {
        if (browsers != null) {
            browsers.close();
        }
        if (app != null) {
            app.close();
        }
    }

    private static void publishDocuments() throws Exception {
        IssuedToken token = app.tokens.issue(USER, null);
        for (String title : List.of("On-call handbook", "Release notes 4.2")) {
            // The newest document comes first.
            time = time.plus(Duration.ofHours(1));
            String document = "{\"title\":\"" + title + "\",\"body\":\"Text\"}";
            assertThat(app.send(token.secret().reveal(), "POST", "/api/documents", "application/json", document)
                            .statusCode())
                    .isEqualTo(201);
        }
        app.tokens.erase(USER);
        time = NOW;
    }

    private static void insertTokens() {
        List<TokenBuilder> tokens = List.of(
                token("k7Qm2xVbT0aRw9Zc", USER, "Work laptop", 3)
                        .lastUsedAt(ago(Duration.ofMinutes(2)))
                        .expiresAt(in(27)),
                token("Hn4sPz8LdYe1uKjF", USER, "CI: website", 28)
                        .scopes(Set.of("documents:write"))
                        .lastUsedAt(ago(Duration.ofHours(4)))
                        .expiresAt(in(2)),
                token("b3WcR6tGyXo5mAiq", USER, "Build server", 9)
                        .lastUsedAt(ago(Duration.ofHours(1)))
                        .expiresAt(NOW.plus(Duration.ofHours(3)))
                        .successorId("Vf9EjM2hNvBs7DlU"),
                token("Vf9EjM2hNvBs7DlU", USER, "Build server", 0).expiresAt(in(90)),
                token("pT1gZk8QwCe4xJrY", USER, "Backup", 140).lastUsedAt(ago(Duration.ofDays(119))),
                token("Lu6iOa3SdHb0nVmF", USER, "Backup", 21).lastUsedAt(ago(Duration.ofDays(1))),
                token("e5XyGt2KqRw7cPzN", USER, "Old laptop", 400)
                        .lastUsedAt(ago(Duration.ofDays(8)))
                        .revokedAt(ago(Duration.ofDays(5)))
                        .revokedBy(ADMINISTRATOR)
                        .revokeReason("Laptop was stolen")
                        .lastRefusedAt(ago(Duration.ofMinutes(40)))
                        .lastRefusedFrom("203.0.113.7"),
                token("Jd8vBn1MsLf4hTuA", USER, "Trial of the API", 60).revokedAt(ago(Duration.ofDays(12))),
                token("o0EiWy6CxZr3gKqP", "lin", "Deployment", 75)
                        .scopes(Set.of("documents:read"))
                        .lastUsedAt(ago(Duration.ofSeconds(50)))
                        .expiresAt(in(15)),
                token("S9jVmUb5NaHd2tLe", "kim", "Report script", 230).lastUsedAt(ago(Duration.ofDays(200))));
        app.tokens.importTokens(sink -> tokens.forEach(token -> sink.add(new StoredToken(
                token.build(),
                TokenHash.parse(
                        Integer.toHexString(0x10000000 + tokens.indexOf(token)).repeat(8))))));
    }

    private static TokenBuilder token(String id, String owner, String label, int daysAgo) {
        return Token.builder(id, owner, NOW.minus(Duration.ofDays(daysAgo).plusMinutes(20)))
                .label(label);
    }

    private static Instant ago(Duration duration) {
        return NOW.minus(duration);
    }

    private static Instant in(int days) {
        return NOW.plus(Duration.ofDays(days));
    }

    @Test
    void screenshots_ofTheMainStates_areThoseOfTheDocumentation() throws IOException {
        try (BrowserContext context = open(USER, 1000, 960, ColorScheme.LIGHT)) {
            take("dashboard");
            page.setViewportSize(1000, 640);
            row("Work laptop").locator(".anchorify-revoke summary").click();
            scrollTo("#anchorify-list-heading");
            take("revoke");
            page.reload();
            page.setViewportSize(1000, 340);
            scrollTo(".anchorify-history");
            take("history");
        }
        try (BrowserContext context = open(USER, 1000, 760, ColorScheme.LIGHT)) {
            page.locator("#anchorify-label").fill("Release script");
            click("Generate token");
            replace(".anchorify-banner .anchorify-id", "Yq3dUs7K");
            replaceSecret();
            scrollTo(".anchorify-banner");
            take("new-token");
        }
        try (BrowserContext context = open(USER, 390, 844, ColorScheme.DARK)) {
            scrollTo("#anchorify-list-heading");
            take("dashboard-phone");
        }
        try (BrowserContext context = open(ADMINISTRATOR, 1000, 900, ColorScheme.LIGHT)) {
            page.navigate(app.url("/dashboard/admin?show=all"));
            take("administration");
        }
        try (BrowserContext context = open(USER, 1000, 680, ColorScheme.LIGHT)) {
            String code = app.tokens
                    .deviceFlow()
                    .start("anchorify on build-7", "203.0.113.7", Set.of())
                    .userCode();
            page.navigate(app.url("/dashboard/device?user_code=" + code));
            click("Continue");
            replace(".anchorify-user-code code", "WDJB-MJHT");
            replace(".anchorify-facts time", "20 seconds ago");
            take("device-approval");
        }

        assertThat(TAKEN).isEqualTo(documented());
        try (Stream<Path> files = Files.list(IMAGES)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(TAKEN);
        }
    }

    /** A browser in which a user is signed in. */
    private static BrowserContext open(String user, int width, int height, ColorScheme scheme) {
        BrowserContext context = browsers.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(scheme)
                        .setReducedMotion(ReducedMotion.REDUCE));
        page = context.newPage();
        page.clock().setFixedTime(Date.from(NOW));
        page.navigate(app.url("/login"));
        page.getByLabel("User name").fill(user);
        page.getByLabel("Password").fill(TestApp.passwordOf(user));
        click("Sign in");
        page.locator(".anchorify").waitFor();
        return context;
    }

    private static Locator row(String label) {
        return page.locator(".anchorify-tokens tbody tr").filter(new Locator.FilterOptions().setHasText(label));
    }

    private static void click(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    /** Leaves a margin above the element. */
    private static void scrollTo(String selector) {
        page.evaluate(
                "s => scrollTo({top: document.querySelector(s).getBoundingClientRect().top + scrollY - 24,"
                        + " behavior: 'instant'})",
                selector);
    }

    /** Replaces a text that differs each time. */
    private static void replace(String selector, String text) {
        page.locator(selector).first().evaluate("(e, text) => e.textContent = text", text);
    }

    private static void replaceSecret() {
        String secret = page.locator("#anchorify-new-token").innerText();
        for (String id : List.of("#anchorify-new-token", "#anchorify-new-one-line")) {
            String text = page.locator(id).innerText();
            replace(id, text.replace(secret, "jf_8sKq2VtYbX4mRz9LwCe7hJd1NfGu5oAp"));
        }
    }

    private static void take(String name) throws IOException {
        page.mouse().move(0, 0);
        byte[] image = page.screenshot(new Page.ScreenshotOptions().setAnimations(ScreenshotAnimations.DISABLED));
        Path file = IMAGES.resolve(name + ".png");
        TAKEN.add(name + ".png");
        assertThat(image.length).as("%s in bytes", name).isLessThan(MAX_BYTES);
        if (WRITE) {
            Files.write(file, image);
        }
        assertThat(file).exists();
        assertThat(dimensions(Files.readAllBytes(file))).as(name).isEqualTo(dimensions(image));
        assertThat(Files.size(file)).as(name).isLessThan(MAX_BYTES);
    }

    private static String dimensions(byte[] png) throws IOException {
        var image = ImageIO.read(new ByteArrayInputStream(png));
        return image.getWidth() + " x " + image.getHeight();
    }

    /** The images that README and the documentation show. */
    private static Set<String> documented() throws IOException {
        Set<String> images = new TreeSet<>();
        try (Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
            for (Path page : Stream.concat(Stream.of(PROJECT.resolve("README.md")), docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList()) {
                IMAGE.matcher(Files.readString(page)).results().forEach(match -> images.add(match.group(1)));
            }
        }
        return images;
    }
}
