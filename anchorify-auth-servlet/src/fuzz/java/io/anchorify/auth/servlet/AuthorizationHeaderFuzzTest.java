package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.nio.charset.StandardCharsets;

/**
 * The parser against the grammar, with headers that Jazzer finds by what they reach in it, beginning with those that
 * every build tries. It runs for five minutes:
 *
 * <pre>{@code
 * mvn -Pfuzz test -pl anchorify-auth-servlet -am -Dtest=AuthorizationHeaderFuzzTest -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 */
class AuthorizationHeaderFuzzTest {

    /** A byte is a character, as it is for the containers. */
    @FuzzTest(maxDuration = "5m")
    void header_ofAnyBytes_isReadAsTheGrammarHasIt(byte @NotNull [] bytes) {
        String header = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(HeaderReading.of(header)).isEqualTo(HeaderGrammar.read(header));
    }
}
