package io.anchorify.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.servlet.PageSnippets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Compares the snippets of the documentation with the example. */
class ExamplePageTest {

    private static final String SOURCES = "src/main/java/io/anchorify/examples/spring/";

    @Test
    void snippets_areInTheExample() throws Exception {
        PageSnippets page = PageSnippets.of("../../docs/spring-example.md");

        assertThat(page.count()).isEqualTo(3);
        assertThat(page.missingIn(
                        SOURCES + "SecurityConfiguration.java",
                        SOURCES + "DocumentsController.java",
                        SOURCES + "TokenPage.java"))
                .isEmpty();
    }

    @Test
    void snippetOfTheReadme_isInTheExample() throws Exception {
        assertThat(Files.readString(Path.of("../../README.md"))).contains("```java\n@GetMapping");
        assertThat(PageSnippets.of("../../README.md").missingIn(SOURCES + "MeController.java"))
                .noneMatch(snippet -> snippet.startsWith("@GetMapping"));
    }

    @Test
    void properties_areThoseOfTheExample() throws Exception {
        String page = Files.readString(Path.of("../../docs/spring-example.md"));
        String block = page.split("```properties\n")[1].split("```")[0];

        assertThat(Files.readAllLines(Path.of("src/main/resources/application.properties")))
                .containsAll(block.lines().toList());
    }
}
