package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.fail;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The Chromium that is installed on this machine; a browser is never downloaded. */
public final class Browsers implements AutoCloseable {

    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    /** A name of this machine that a browser does not trust as it does {@code localhost}, unless HTTPS protects it. */
    static final String OTHER_HOST = "anchorify.test";

    private static final List<String> OPTIONS = List.of(
            "--host-resolver-rules=MAP " + OTHER_HOST + " 127.0.0.1",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private Browsers(Path executable) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(OPTIONS));
    }

    /** The installed browser, started; without one the test is skipped, or fails where a browser is demanded. */
    public static Browsers launch() {
        Optional<Path> executable = find();
        if (executable.isEmpty()) {
            String reason = "No Chromium was found: install it, or name it with the environment variable CHROMIUM";
            if (Boolean.parseBoolean(System.getenv("ANCHORIFY_REQUIRE_BROWSER"))) {
                fail(reason);
            }
            System.err.println("Skipped: " + reason);
            Assumptions.abort(reason);
        }
        return new Browsers(executable.orElseThrow());
    }

    public Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        playwright.close();
    }

    private static Optional<Path> find() {
        return Stream.concat(Stream.of(Objects.requireNonNullElse(System.getenv("CHROMIUM"), "")), PLACES.stream())
                .filter(place -> !place.isEmpty())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
