package io.anchorify.auth.servlet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.servlet.conformance.RawHttp.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The caller's identity in the servlet API, and in caches: lines 21a and 22a. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.anchorify.auth.servlet.conformance.Deployment#inEachContainer")
class CallerConformanceTest extends ConformanceCase {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/optional/x",
                "/optional/x?then=flush",
                "/optional/x?then=stream",
                "/optional/x?then=reset",
                "/optional/x?then=forbid"
            })
    void line21a_answer_inOptionalMode_variesByAuthorization(String path) throws Exception {
        assertThat(get(path).header("Vary")).contains("Authorization");
        assertThat(get(path, bearer(laptop)).header("Vary")).contains("Authorization");
        assertThat(get(path, "Authorization: Basic x").header("Vary")).contains("Authorization");
        assertThat(get(path, "Authorization: Bearer").header("Vary")).containsExactly("Authorization");
        assertThat(get(path, "Authorization: Bearer x").header("Vary")).containsExactly("Authorization");
    }

    /** Jetty removes all headers, and forbids caches to store its own error page. */
    @Test
    void line21a_errorPage_ofTheContainer_variesOrIsNotStored() throws Exception {
        Answer answer = get("/optional/x?then=missing", bearer(laptop));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Vary").contains("Authorization")
                        || answer.header("Cache-Control").toString().contains("no-store"))
                .isTrue();
    }

    @Test
    void line21a_answer_inOptionalMode_keepsTheValuesOfTheApplication() throws Exception {
        assertThat(get("/optional/x?then=stream").header("Vary")).containsExactlyInAnyOrder("Accept", "Authorization");
    }

    @Test
    void line22a_caller_ofAnAuthenticatedRequest_followsTheSpecification() throws Exception {
        IssuedToken token = tokens.issue(TokenRequest.of("ada").scopes("*"));

        Answer answer = get("/api/caller", bearer(token));

        // The roles of Spring Security are authorities, here with the name of the scope, and its context authenticates.
        String before = deployment.container().hasSpringSecurity() ? "false true true" : "true false true";
        assertThat(answer.body()).isEqualTo(before + " login refused ada, then null null null false");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"forward, FORWARD", "include, INCLUDE", "async, ASYNC", "error, ERROR", "async-complete, REQUEST"})
    void line22a_logout_lastsForLaterDispatches(String by, String dispatch) throws Exception {
        Answer answer = get("/api/go?logout&by=" + by + "&to=/api/x", bearer(laptop));

        if (deployment.container().hasSpringSecurity() && !answer.body().contains("dispatch=" + dispatch)) {
            // It authorizes each dispatch, and this one has no principal any more.
            assertThat(answer.body()).doesNotContain("owner=");
            return;
        }
        assertThat(answer.status()).isIn(200, 418);
        assertThat(answer.body())
                .contains("owner=null user=null auth=null token=none read=false write=false dispatch=" + dispatch);
    }
}
