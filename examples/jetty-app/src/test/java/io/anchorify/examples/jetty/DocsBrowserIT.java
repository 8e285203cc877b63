package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.anchorify.auth.web.testing.Browsers;
import io.anchorify.examples.jetty.docs.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The documentation in a browser. */
@Tag("not-ci")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DocsBrowserIT {

    /** Includes violations of the content security policy. */
    private static final List<String> CONSOLE_ERRORS = new ArrayList<>();

    private static Browsers browsers;
    private static TestApp app;
    private static Page page;

    @BeforeAll
    static void launch() throws Exception {
        browsers = Browsers.launch();
        app = TestApp.inMemory();
        page = browsers.browser().newPage();
        page.onConsoleMessage(message -> CONSOLE_ERRORS.add(message.text()));
    }

    @AfterAll
    static void close() {
        if (browsers != null) {
            browsers.close();
            app.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void page_onAPhoneAndOnADesktop_fitsAndBreaksNoPolicy(Topic topic) {
        page.navigate(app.url(topic.path()));

        for (int width : List.of(360, 1280)) {
            page.setViewportSize(width, 800);
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
        }
        assertThat(page.evaluate("[...document.images].every(image => image.naturalWidth > 0)"))
                .isEqualTo(true);
        assertThat(page.locator("h1").count()).isEqualTo(1);
        assertThat(page.context().cookies()).isEmpty();
        assertThat(CONSOLE_ERRORS).isEmpty();
    }
}
