package io.anchorify.auth.web.testing;

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

/** The installed Chromium. Tests never download a browser. */
public final class Browsers implements AutoCloseable {

    private static final List<String> PATHS =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    /** A host name that maps to this machine and, unlike {@code localhost}, is not a secure context over HTTP. */
    public static final String OTHER_HOST = "anchorify.test";

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

    /** Starts the browser. Without one, the test is skipped, or fails if {@code ANCHORIFY_REQUIRE_BROWSER} is true. */
    public static Browsers launch() {
        Optional<Path> executable = find();
        if (executable.isEmpty()) {
            String reason = "Chromium not found. Install it or set the environment variable CHROMIUM to its path";
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
        return Stream.concat(Stream.of(Objects.requireNonNullElse(System.getenv("CHROMIUM"), "")), PATHS.stream())
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
