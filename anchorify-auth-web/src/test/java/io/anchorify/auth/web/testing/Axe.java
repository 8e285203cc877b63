package io.anchorify.auth.web.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Checks a page with axe-core for violations of WCAG 2.2, levels A and AA, and of best practices. */
public final class Axe {

    private static final String SCRIPT = read();
    private static final String RUN = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
            + ".flatMap(v => v.nodes.map(n => v.id + ': ' + n.html + ' ' + n.failureSummary))";

    private Axe() {}

    /** Fails if the page has a violation. */
    @SuppressWarnings("unchecked")
    public static void assertNoViolations(Page page, String state) {
        // Evaluated by the debugger, so that the content security policy of the page stays as it is.
        page.evaluate(SCRIPT);
        assertThat((List<String>) page.evaluate(RUN)).as(state).isEmpty();
    }

    private static String read() {
        try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script, "axe.min.js").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
