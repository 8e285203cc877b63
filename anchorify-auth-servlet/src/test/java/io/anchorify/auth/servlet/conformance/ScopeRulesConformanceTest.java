package io.anchorify.auth.servlet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.BearerTokenFilterBuilder;
import io.anchorify.auth.servlet.conformance.RawHttp.Answer;
import io.anchorify.auth.spi.TokenStore;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.util.EnumSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Alternative scopes, and scopes by method and path: lines 13a and 13b. */
@InEveryContainer
class ScopeRulesConformanceTest extends ContainerCase {

    private static final String INSUFFICIENT = "Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"%s\"";

    private TokenService tokens;

    @Override
    void describe(Application application) {
        tokens = TokenService.builder(TokenStore.inMemory()).build();
        protect(application, "/any/*", options -> options.anyScope("list", "admin"), "any-scope", "list admin");
        protect(
                application,
                "/documents/*",
                options -> options.scopesFor("GET", "/documents/*", "read")
                        .scopesFor("POST", "/documents/*", "write")
                        .scopesFor("GET", "/documents/secret", "secret")
                        .scopesFor("*", "/documents/all/*", "all"),
                "scopes-for",
                """

                    GET  /documents/*      read
                    POST /documents/*      write
                    GET  /documents/secret secret
                    *    /documents/all/*  all
                """);
        application.servlet(new Servlets.Echo(), "/any/*", "/documents/*", "/open/*");
        application.servlet(new Servlets.Dispatching(), "/documents/go", "/open/go");
    }

    private void protect(
            Application application,
            String path,
            UnaryOperator<BearerTokenFilterBuilder> options,
            String... parameters) {
        application.protect(path, EnumSet.allOf(DispatcherType.class), tokens, options, parameters);
    }

    @AfterParameterizedClassInvocation
    void closeService() {
        tokens.close();
    }

    @Test
    void line13a_token_withOneOfTheScopes_passes() throws IOException {
        for (String scope : new String[] {"list", "admin"}) {
            assertThat(get("/any/x", bearer(scope)).body()).startsWith("owner=ada");
        }
        ConformanceCase.isProblem(get("/any/x", bearer("read")), 403, INSUFFICIENT.formatted("list"));
        assertThat(get("/any/x").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /documents/1, read",
        "GET, /documents, read",
        "POST, /documents/1, write",
        "GET, /documents/secret, read secret",
        "GET, /documents/s%65cret, read secret",
        "PUT, /documents/all/x, all",
        "ANCHORIFY, /documents/all, all",
        "GET, /documents/all/x, all read"
    })
    void line13b_request_withAllScopesOfItsRules_passes(String method, String path, String scopes) throws IOException {
        String[] words = scopes.split(" ");
        if (method.equals("ANCHORIFY") && deployment.container().hasSpringSecurity()) {
            assertThat(send(method, path, bearer(words)).status()).isEqualTo(400);
            return;
        }
        assertThat(send(method, path, bearer(words)).body()).startsWith("owner=ada");

        for (String missing : words) {
            Answer answer = send(method, path, bearer(without(missing)));
            ConformanceCase.isProblem(answer, 403, INSUFFICIENT.formatted(scopes));
        }
    }

    @Test
    void line13b_head_needsTheScopesOfGet() throws IOException {
        assertThat(send("HEAD", "/documents/1", bearer("read")).status()).isEqualTo(200);
        Answer refused = send("HEAD", "/documents/1", bearer("write"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("WWW-Authenticate")).containsExactly(INSUFFICIENT.formatted("read"));
    }

    /** A container may refuse the method itself. */
    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", "TRACE", "get", "Get", "post", "ANCHORIFY"})
    void line13b_methodWithoutARule_isForbidden(String method) throws IOException {
        Answer answer = send(method, "/documents/1", bearer("read", "write", "secret", "all"));

        assertThat(answer.body()).doesNotContain("owner=");
        assertThat(answer.status()).isIn(400, 403, 405, 501);
        if (answer.status() == 403 && !answer.header("WWW-Authenticate").isEmpty()) {
            ConformanceCase.isProblem(answer, 403, "Bearer realm=\"api\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/documents//secret",
                "/documents/./secret",
                "/documents/x/../secret",
                "/documents/secret;x",
                "/documents/%2e/secret",
                "/documents/x/%2e%2e/secret",
                "/documents%2fsecret",
                "/documents/secr%2565t"
            })
    void line13b_uri_notCanonical_isNotHandled(String path) throws IOException {
        Answer answer = get(path, bearer("read"));

        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("owner=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/documents/secret/", "/documents/SECRET", "/documents/s%65cret"})
    void line13b_otherSpellingOfAPath_needsItsScopes(String path) throws IOException {
        ConformanceCase.isProblem(get(path, bearer("read")), 403, INSUFFICIENT.formatted("read secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"forward", "async"})
    void line13b_dispatch_needsTheScopesOfItsTarget(String by) throws IOException {
        for (String from : new String[] {"/documents/go", "/open/go"}) {
            String path = from + "?by=" + by + "&to=/documents/secret";
            ConformanceCase.isProblem(get(path, bearer("read")), 403, INSUFFICIENT.formatted("read secret"));
            assertThat(get(path, bearer("read", "secret")).body()).contains("owner=ada");
        }
    }

    @Test
    void line13b_include_needsTheScopesOfItsTarget() throws IOException {
        String path = "/documents/go?by=include&to=/documents/secret";
        assertThat(get(path, bearer("read")).body()).isEqualTo("before\nafter\n");
        assertThat(get(path, bearer("read", "secret")).body()).contains("owner=ada");
    }

    private static String[] without(String scope) {
        return Stream.of("read", "write", "secret", "all", "list")
                .filter(other -> !other.equals(scope))
                .toArray(String[]::new);
    }

    private String bearer(String... scopes) {
        return "Authorization: Bearer "
                + tokens.issue(TokenRequest.of("ada").label("laptop").scopes(scopes))
                        .secret()
                        .reveal();
    }
}
