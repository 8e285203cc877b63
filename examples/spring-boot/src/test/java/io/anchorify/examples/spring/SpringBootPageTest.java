package io.anchorify.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.servlet.PageSnippets;
import org.junit.jupiter.api.Test;

/** Compares the snippets of {@code docs/spring-boot.md} with the example. */
class SpringBootPageTest {

    private static final String SOURCES = "src/main/java/io/anchorify/examples/spring/";

    @Test
    void snippets_areInTheExample() throws Exception {
        PageSnippets page = PageSnippets.of("../../docs/spring-boot.md");

        assertThat(page.count()).isEqualTo(5);
        assertThat(page.missingIn(
                        SOURCES + "TokenConfiguration.java",
                        SOURCES + "MeController.java",
                        SOURCES.replace("main", "test") + "FlywayConfiguration.java"))
                .isEmpty();
    }
}
