package io.anchorify.auth.web.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Checks a page with axe-core for violations of WCAG 2.2, levels A and AA, and of best practices. */
public final class Axe {

    private static final String SCRIPT = read();
    private static final String RUN = "async options => (await axe.run(document, options)).violations"
            + ".flatMap(v => v.nodes.map(n => v.id + ': ' + n.html + ' ' + n.failureSummary))";

    private Axe() {}

    /** Fails if the page has a violation. */
    public static void assertNoViolations(Page page, String state) {
        assertNoViolations(page, state, Map.of("resultTypes", List.of("violations")));
    }

    /** Fails if the contrast of a text is too low, which is faster than a check for everything. */
    public static void assertContrast(Page page, String state) {
        assertNoViolations(
                page, state, Map.of("resultTypes", List.of("violations"), "runOnly", List.of("color-contrast")));
    }

    @SuppressWarnings("unchecked")
    private static void assertNoViolations(Page page, String state, Map<String, List<String>> options) {
        // Evaluated by the debugger, so that the content security policy of the page stays as it is.
        if (page.evaluate("'axe' in window").equals(false)) {
            page.evaluate(SCRIPT);
        }
        assertThat((List<String>) page.evaluate(RUN, options)).as(state).isEmpty();
    }

    private static String read() {
        try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script, "axe.min.js").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
