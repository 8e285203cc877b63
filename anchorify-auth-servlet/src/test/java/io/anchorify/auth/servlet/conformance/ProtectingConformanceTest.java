package io.anchorify.auth.servlet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.conformance.RawHttp.Answer;
import io.anchorify.auth.spi.TokenStore;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A filter in protecting mode, in front of servlets: lines 24 and 25. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.anchorify.auth.servlet.conformance.Deployment#inEachContainer")
class ProtectingConformanceTest extends ContainerCase {

    private TokenService tokens;
    private String bearer;

    @Override
    void describe(Application application) {
        tokens = TokenService.builder(TokenStore.inMemory()).build();
        bearer = "Authorization: Bearer " + tokens.issue("ada", null).secret().reveal();
        application.protect(
                "/*",
                EnumSet.allOf(DispatcherType.class),
                tokens,
                options -> options.protect("/api/*", "/secret"),
                "protect",
                "/api/* /secret");
        application.servlet(new Servlets.Echo(), "/api/*", "/secret", "/open/*");
        application.servlet(new Servlets.Dispatching(), "/api/go", "/open/go");
        application.errorPage(418, "/open/error-page");
        application.errorPage(400, "/open/bad-request");
    }

    @AfterParameterizedClassInvocation
    void closeService() {
        tokens.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/", "/api/x", "/%61pi/x", "/api/%78", "/secret", "/s%65cret"})
    void line24_protectedPath_needsAToken(String path) throws Exception {
        Answer without = get(path);
        assertThat(without.status()).isEqualTo(401);
        ConformanceCase.isProblemDocument(without, 401);
        assertThat(send("HEAD", path).status()).isEqualTo(401);
        assertThat(send("OPTIONS", path).status()).isEqualTo(401);
        assertThat(get(path, bearer).body()).startsWith("owner=ada");
    }

    /** No servlet is there, but a router might be. */
    @ParameterizedTest
    @ValueSource(strings = {"/API/x", "/Api", "/secret/", "/SECRET", "/%41PI/x"})
    void line24_path_thatALenientRouterTakesForAProtectedOne_needsAToken(String path) throws Exception {
        assertThat(get(path).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: y", "Authorization: Digest x", "Authorization: Bearer", "Authorization: Bearer wrong"})
    void line24_outside_isNotLookedAt(String header) throws Exception {
        Answer answer = get("/open/x%20y", header);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith("owner=null user=null auth=null");
        assertThat(get("/open/x", bearer).body()).startsWith("owner=null");
        assertThat(get("/elsewhere", header).status()).isEqualTo(404);
    }

    @Test
    void line24_absoluteForm_isReadLikeTheOriginForm() throws Exception {
        assertThat(RawHttp.send(port(), "GET http://localhost" + path("/api/x") + " HTTP/1.1")
                        .status())
                .isEqualTo(401);
        assertThat(RawHttp.send(port(), "GET http://localhost" + path("/open/x") + " HTTP/1.1")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void asteriskForm_reachesNothing() throws Exception {
        assertThat(RawHttp.exchange(port(), "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .doesNotContain("owner=");
    }

    /** By the filter, or by the container before it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "//open/x", "/open//x", "/open/./x", "/open/../open/x", "/open/x/..", "/open/..;/open/x", "/open/x;y=z",
                        "/open;/x",
                "/open/%2e%2e/open/x", "/open/%2fx", "/open/%5cx", "/open/%25x", "/open/%3bx", "/open/%00x",
                        "/open/%0ax", "/open/%7f",
                "/open/\\x", "/open/%zz", "/open/%c0%af", "/open/\u00e9", "/api/x;y", "/api//x"
            })
    void line25_uri_notCanonical_isABadRequestWithOrWithoutAToken(String path) throws Exception {
        for (String header : new String[] {"X: y", bearer}) {
            Answer answer = get(path, header);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("WWW-Authenticate")).isEmpty();
            assertThat(answer.body())
                    .doesNotContain(deployment.container().hasSpringSecurity() ? "dispatch=REQUEST" : "owner=");
        }
    }

    /** Containers let this one through to the filter. A firewall answers with the error page of the application. */
    @Test
    void line25_answer_isAProblemDocument() throws Exception {
        if (deployment.container().hasSpringSecurity()) {
            assertThat(get("/open/x;y").body()).startsWith("owner=null").contains("dispatch=ERROR");
            return;
        }
        ConformanceCase.isProblemDocument(get("/open/x;y"), 400);
    }

    @ParameterizedTest
    @CsvSource({"forward", "async"})
    void dispatch_fromOutside_toAProtectedPath_needsAToken(String by) throws Exception {
        assertThat(get("/open/go?by=" + by + "&to=/api/x").status()).isEqualTo(401);
        assertThat(get("/open/go?by=" + by + "&to=/api/x", bearer).body()).contains("owner=ada");
        assertThat(get("/open/go?by=" + by + "&to=/open/x").body()).contains("owner=null");
    }

    @Test
    void include_fromOutside_ofAProtectedPath_omitsTheResource() throws Exception {
        assertThat(get("/open/go?by=include&to=/api/x").body()).isEqualTo("before\nafter\n");
        assertThat(get("/open/go?by=include&to=/api/x", bearer).body()).contains("owner=ada");
        assertThat(get("/open/go?by=include&to=/open/x").body()).contains("owner=null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"forward", "include", "async"})
    void dispatch_toTheOutside_keepsThePrincipal(String by) throws Exception {
        // Spring Security restores the caller of an asynchronous dispatch, but not the authentication type.
        boolean hasType = !deployment.container().hasSpringSecurity();
        assertThat(get("/api/go?by=" + by + "&to=/open/x", bearer).body())
                .contains("owner=ada user=ada " + (hasType ? "auth=Bearer" : ""));
    }

    /** One filter suffices for an error page outside of the API. */
    @Test
    void errorPage_outside_keepsThePrincipal() throws Exception {
        Answer answer = get("/api/go?by=error", bearer);

        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.body()).contains("owner=ada").contains("dispatch=ERROR");
        assertThat(get("/open/go?by=error").body()).contains("owner=null").contains("dispatch=ERROR");
        assertThat(get("/open/go?by=error", "Authorization: Bearer wrong").status())
                .isEqualTo(418);
    }
}
