package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.nio.charset.StandardCharsets;

/**
 * Fuzzes the parser for five minutes and compares it with the grammar, starting from the corpus that {@link
 * AuthorizationHeaderTest} parses in every build:
 *
 * <pre>{@code
 * mvn -Pfuzz test -pl anchorify-auth-servlet -am -Dtest=AuthorizationHeaderFuzzTest -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 */
class AuthorizationHeaderFuzzTest {

    /** Each byte is a character, as in the containers. */
    @FuzzTest(maxDuration = "5m")
    void header_ofAnyBytes_matchesTheGrammar(byte @NotNull [] bytes) {
        String header = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(AuthorizationHeader.parse(header)).isEqualTo(HeaderGrammar.parse(header));
    }
}
