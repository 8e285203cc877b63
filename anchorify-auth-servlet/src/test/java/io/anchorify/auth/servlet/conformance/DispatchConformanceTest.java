package io.anchorify.auth.servlet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.servlet.conformance.RawHttp.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a request speaks for on its way through the application: lines 22 and 23. */
@InEveryContainer
class DispatchConformanceTest extends ConformanceCase {

    @Test
    void line22_request_knowsItsUserAndHasNoSession() throws Exception {
        Answer answer = get("/api/x", bearer(laptop));

        assertThat(answer.body())
                .isEqualTo("owner=ada user=ada auth=Bearer token=laptop read=true write=false dispatch=REQUEST\n");
        assertThat(answer.header("X-Session")).containsExactly("false");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"forward", "include", "async"})
    void line22_dispatch_keepsThePrincipal(String by) throws Exception {
        int before = authentications.get();
        Answer answer = get("/api/go?by=" + by + "&to=/api/x", bearer(laptop));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("owner=ada user=ada auth=Bearer token=laptop read=true write=false dispatch="
                        + by.toUpperCase(java.util.Locale.ROOT));
        assertThat(authentications).as("authenticated once").hasValue(before + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "forward, forward", "forward, include", "forward, async", "include, forward", "include, include",
        "async, forward", "async, include", "async, async-complete", "forward, error", "async, error"
    })
    void line22_dispatchInADispatch_keepsThePrincipal(String first, String second) throws Exception {
        int before = authentications.get();
        Answer answer =
                get("/api/go?by=%s&to=/api/go%%3Fby%%3D%s%%26to%%3D/api/x".formatted(first, second), bearer(laptop));

        assertThat(answer.body()).contains("owner=ada user=ada auth=Bearer token=laptop");
        assertThat(authentications).as("authenticated once").hasValue(before + 1);
    }

    @ParameterizedTest
    @CsvSource({"forward, forward", "forward, async", "async, forward", "include, forward", "forward, include"})
    void dispatchInADispatch_fromAnUnprotectedPath_isAuthenticatedOnItsWay(String first, String second)
            throws Exception {
        String path = "/open/go?by=%s&to=/open/go%%3Fby%%3D%s%%26to%%3D/api/x".formatted(first, second);

        assertThat(get(path).body()).doesNotContain("owner=");
        assertThat(get(path, bearer(laptop)).body()).contains("owner=ada");
    }

    @Test
    void requestThatIsDispatchedNowhere_getsNoAttribute() throws Exception {
        assertThat(get("/api/carry", bearer(laptop)).body()).isEqualTo("nothing to keep");
    }

    @Test
    void attributesOfARequest_thatAreTakenAlongToAnother_authenticateNobody() throws Exception {
        assertThat(get("/api/carry?keep", bearer(laptop)).body()).isEqualTo("kept with the principal");

        isProblem(get("/open/carry?to=/api/x"), 401, PLAIN);
        assertThat(get("/open/carry?to=/api/x", bearer(tokens.issue("grace", null)))
                        .body())
                .contains("owner=grace");
    }

    /** As the documentation says of this mapping: it depends on what a container dispatches after startAsync(). */
    @Test
    void requestsMappedAlone_keepThePrincipalInAForward_butPerhapsNotAfterStartAsync() throws Exception {
        assertThat(get("/requests/go?by=forward&to=/requests/x", bearer(laptop)).body())
                .contains("owner=ada");
        assertThat(get("/requests/go?by=async-complete", bearer(laptop)).body()).contains("owner=ada");
        assertThat(get("/requests/go?by=async&to=/requests/x", bearer(laptop)).body())
                .matches("owner=(null user=null|ada user=ada) [^\n]+\n");
    }

    @Test
    void line22_asyncRequestCompletedOnAnotherThread_keepsThePrincipal() throws Exception {
        assertThat(get("/api/go?by=async-complete", bearer(laptop)).body())
                .startsWith("owner=ada user=ada auth=Bearer");
    }

    @Test
    void line22_errorPage_keepsThePrincipal() throws Exception {
        int before = authentications.get();
        Answer answer = get("/api/go?by=error", bearer(laptop));

        assertThat(authentications).as("authenticated once").hasValue(before + 1);
        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.body())
                .contains("owner=ada user=ada auth=Bearer token=laptop")
                .contains("dispatch=ERROR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"forward", "async"})
    void dispatchFromAnUnprotectedPath_isAuthenticatedOnItsWay(String by) throws Exception {
        isProblem(get("/open/go?by=" + by + "&to=/api/x"), 401, PLAIN);
        assertThat(get("/open/go?by=" + by + "&to=/api/x", bearer(laptop)).body())
                .contains("owner=ada");
    }

    /** What can be written to then is the writer alone. */
    @Test
    void forwardByWhoHadBegunToWrite_isRefusedAllTheSame() throws Exception {
        Answer answer = get("/open/go?by=forward-after-writing&to=/api/x");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).containsExactly(PLAIN);
        assertThat(answer.body()).startsWith("{\"type\":\"about:blank\"").endsWith("}");
    }

    @Test
    void queryTokenThatAForwardBrings_isNotCounted() throws Exception {
        long before = required.queryTokens();

        assertThat(get("/api/go?by=forward&to=/api/x%3Faccess_token%3Dx", bearer(laptop))
                        .body())
                .contains("owner=ada");

        assertThat(required.queryTokens()).isEqualTo(before);
    }

    @Test
    void includeFromAnUnprotectedPath_addsNothingOfTheResource() throws Exception {
        assertThat(get("/open/go?by=include&to=/api/x").body()).isEqualTo("before\nafter\n");
        assertThat(get("/open/go?by=include&to=/api/x", bearer(laptop)).body()).contains("owner=ada");
    }

    @Test
    void errorFromAnUnprotectedPath_doesNotReachAProtectedPageWithoutAToken() throws Exception {
        assertThat(get("/open/go?by=error").body()).doesNotContain("owner=");
    }

    @Test
    void failureOfTheHandler_isTheHandlersOwn() throws Exception {
        int before = authentications.get();
        Answer answer = get("/api/go?by=throw", bearer(laptop));

        assertThat(authentications).as("authenticated once").hasValue(before + 1);
        assertThat(answer.body()).contains("owner=ada").contains("dispatch=ERROR");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.header("WWW-Authenticate")).isEmpty();
    }

    @Test
    void line23_handlerThatFlushesOrFails_doesNotLoseTheAnswer() throws Exception {
        assertThat(get("/api/x?then=flush", bearer(laptop))).satisfies(ConformanceCase::isEchoOfAda);
        assertThat(get("/api/x?then=fail", bearer(laptop)).status()).isEqualTo(500);
    }
}
