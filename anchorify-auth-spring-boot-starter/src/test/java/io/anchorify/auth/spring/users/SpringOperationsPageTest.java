package io.anchorify.auth.spring.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.servlet.PageSnippets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compares {@code docs/spring-operations.md} with the code. */
class SpringOperationsPageTest {

    @Test
    void snippets_areInTheTests() throws Exception {
        PageSnippets page = PageSnippets.of("../docs/spring-operations.md");

        assertThat(page.count()).isEqualTo(1);
        assertThat(page.missingIn("src/test/java/io/anchorify/auth/spring/users/AccountService.java"))
                .isEmpty();
    }

    @Test
    void times_areThoseOfTheCode() {
        assertThat(List.of(UserStatusCache.MAX_AGE, UserStatusCache.REFRESH, UserStatusCache.MAX_WAIT))
                .containsExactly(Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(2));
    }
}
