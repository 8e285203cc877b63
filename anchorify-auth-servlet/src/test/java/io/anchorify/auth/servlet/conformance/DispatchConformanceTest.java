package io.anchorify.auth.servlet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.servlet.conformance.RawHttp.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The principal of a request in its dispatches: lines 22 and 23. */
@InEveryContainer
class DispatchConformanceTest extends ConformanceCase {

    @Test
    void line22_request_hasItsPrincipalAndNoSession() throws Exception {
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
    void dispatchInADispatch_fromAnUnprotectedPath_isAuthenticated(String first, String second) throws Exception {
        String path = "/open/go?by=%s&to=/open/go%%3Fby%%3D%s%%26to%%3D/api/x".formatted(first, second);

        assertThat(get(path).body()).doesNotContain("owner=");
        assertThat(get(path, bearer(laptop)).body()).contains("owner=ada");
    }

    @Test
    void attributes_copiedToAnotherRequest_doNotAuthenticateIt() throws Exception {
        assertThat(get("/api/copy", bearer(laptop)).body()).isEqualTo("kept 1");

        isProblem(get("/open/copy?to=/api/x"), 401, PLAIN);
        assertThat(get("/open/copy?to=/api/x", bearer(tokens.issue("grace", null)))
                        .body())
                .contains("owner=grace");
    }

    /** After startAsync() it depends on the container, as the documentation says. */
    @Test
    void filterMappedToRequestAlone_keepsThePrincipalInAForwardButPerhapsNotAfterStartAsync() throws Exception {
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
    void dispatch_fromAnUnprotectedPath_isAuthenticated(String by) throws Exception {
        isProblem(get("/open/go?by=" + by + "&to=/api/x"), 401, PLAIN);
        assertThat(get("/open/go?by=" + by + "&to=/api/x", bearer(laptop)).body())
                .contains("owner=ada");
    }

    /** The forwarding servlet has called getWriter(). */
    @Test
    void forward_afterWriting_isRejected() throws Exception {
        Answer answer = get("/open/go?by=forward-after-writing&to=/api/x");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).containsExactly(PLAIN);
        assertThat(answer.body()).startsWith("{\"type\":\"about:blank\"").endsWith("}");
    }

    @Test
    void queryToken_ofAForward_isNotCounted() throws Exception {
        long before = required.queryTokens();

        assertThat(get("/api/go?by=forward&to=/api/x%3Faccess_token%3Dx", bearer(laptop))
                        .body())
                .contains("owner=ada");

        assertThat(required.queryTokens()).isEqualTo(before);
    }

    @Test
    void include_fromAnUnprotectedPath_omitsTheResource() throws Exception {
        assertThat(get("/open/go?by=include&to=/api/x").body()).isEqualTo("before\nafter\n");
        assertThat(get("/open/go?by=include&to=/api/x", bearer(laptop)).body()).contains("owner=ada");
    }

    @Test
    void errorPage_protected_isNotReachedWithoutAToken() throws Exception {
        assertThat(get("/open/go?by=error").body()).doesNotContain("owner=");
    }

    @Test
    void exception_ofTheServlet_isNotHandledByTheFilter() throws Exception {
        int before = authentications.get();
        Answer answer = get("/api/go?by=throw", bearer(laptop));

        assertThat(authentications).as("authenticated once").hasValue(before + 1);
        assertThat(answer.body()).contains("owner=ada").contains("dispatch=ERROR");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.header("WWW-Authenticate")).isEmpty();
    }

    @Test
    void line23_servlet_thatFlushesOrFails_sendsItsOwnResponse() throws Exception {
        assertThat(get("/api/x?then=flush", bearer(laptop))).satisfies(ConformanceCase::isEchoOfAda);
        assertThat(get("/api/x?then=fail", bearer(laptop)).status()).isEqualTo(500);
    }
}
