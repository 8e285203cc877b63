package io.anchorify.auth.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.PageSnippets;
import io.anchorify.auth.spi.TokenStore;
import org.junit.jupiter.api.Test;

/** Compares the snippets of {@code docs/spring-testing.md} with the tests of this module. */
class SpringTestingPageTest {

    private static final String SOURCES = "src/test/java/io/anchorify/auth/spring/test/";

    @Test
    void snippets_areInTheTests() throws Exception {
        PageSnippets page = PageSnippets.of("../docs/spring-testing.md");

        assertThat(page.count()).isEqualTo(5);
        assertThat(page.missingIn(SOURCES + "WebMvcSliceTest.java", SOURCES + "SpringTestingPageTest.java"))
                .isEmpty();
    }

    @Test
    void inMemoryStore_withoutSpring_issuesTokens() {
        TokenService tokens = TokenService.builder(TokenStore.inMemory()).build();
        String header = "Bearer " + tokens.issue("ada", "a test").secret().reveal();
        assertThat(header).startsWith("Bearer jf_");
        tokens.close();
    }
}
