package io.anchorify.auth.spring.security;

import static io.anchorify.auth.spring.security.SecuredApplication.bearer;
import static io.anchorify.auth.spring.security.SecuredApplication.denied;
import static io.anchorify.auth.spring.security.SecuredApplication.events;
import static io.anchorify.auth.spring.security.SecuredApplication.get;
import static io.anchorify.auth.spring.security.SecuredApplication.send;
import static io.anchorify.auth.spring.security.SecuredApplication.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.servlet.FilterOutcome;
import io.anchorify.auth.servlet.conformance.RawHttp.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens in chains of Spring Security, over HTTP. */
class SecuredApplicationTest {

    private static final String WRONG = "Authorization: Bearer jf_wrong";
    private static final String REALM = "Bearer realm=\"documents\"";
    private static final String ADA = "ran: ada, request ada, remote user ada, admin false";
    private static final String GRACE = "ran: grace, request grace, remote user grace, admin true";

    @ParameterizedTest
    @ValueSource(strings = {"/api/me", "/own/me", "/own/open/me", "/stateless/me"})
    void token_isTheIdentityEverywhere(String path) throws Exception {
        Answer answer = get(path, bearer());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(ADA);
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/me", "/own/me", "/own/open/me", "/stateless/me"})
    void token_withASessionOfAnother_isTheIdentityEverywhere(String path) throws Exception {
        String session = session();

        Answer answer = get(path, bearer(), session);

        assertThat(answer.body()).isEqualTo(ADA);
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(get("/web/me", session).body()).isEqualTo(GRACE);
        assertThat(get("/own/me", session).body()).isEqualTo(GRACE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/failing", "/own/failing", "/stateless/failing", "/api/refusing", "/own/refusing"})
    void errorPage_inAnotherChain_keepsTheIdentityOfTheToken(String path) throws Exception {
        String session = session();

        Answer answer = get(path, bearer(), session);

        assertThat(answer.body()).isEqualTo(ADA.replace("ran", "error"));
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(get("/web/me", session).body()).isEqualTo(GRACE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/own"})
    void asynchronousRequest_keepsTheIdentityOfTheToken(String chain) throws Exception {
        String token = bearer();
        String session = session();

        assertThat(get(chain + "/callable", token, session).body()).isEqualTo("ran: ada");
        assertThat(get(chain + "/deferred", token, session).body()).isEqualTo("ran: deferred");
        assertThat(get(chain + "/dispatched", token, session).body()).isEqualTo(ADA);
    }

    @Test
    void virtualThread_ofTheContainer_hasTheIdentityOfTheToken() throws Exception {
        String thread = get("/api/thread", bearer()).body();

        assertThat(thread.startsWith("VirtualThread"))
                .isEqualTo(Runtime.version().feature() >= 21);
        assertThat(thread).endsWith(" ada");
    }

    @Test
    void parameters_ofEveryKind_areFilled() throws Exception {
        assertThat(get("/api/parameters", bearer()).body()).isEqualTo("ran: ada ada ada ada TokenAuthentication");
        assertThat(get("/own/open/parameters").body()).isEqualTo("ran: null null null null null");
        assertThat(get("/own/open/parameters", session()).body())
                .isEqualTo("ran: null null null grace UsernamePasswordAuthenticationToken");
    }

    @Test
    void forward_intoAProtectedPath_needsAToken() throws Exception {
        assertThat(get("/forward").status()).isEqualTo(401);
        assertThat(get("/forward", session()).status()).isEqualTo(401);
        assertThat(get("/forward", session(), bearer()).body()).isEqualTo(ADA);
    }

    @Test
    void forward_intoAChainWithoutTokens_keepsTheIdentityOfTheToken() throws Exception {
        assertThat(get("/own/forward", session(), bearer()).body()).isEqualTo(ADA);
        assertThat(get("/web/me", session(), bearer()).body()).isEqualTo(GRACE);
    }

    @Test
    void include_ofAProtectedPath_givesTheIdentityBack() throws Exception {
        assertThat(get("/include", session(), bearer()).body()).isEqualTo("included: ada, after: grace");
        assertThat(get("/include", session()).body()).isEqualTo("included: null, after: grace");
        assertThat(get("/include/failing", session(), bearer()).body()).isEqualTo(GRACE.replace("ran", "error"));
    }

    @Test
    void session_withoutAToken_countsOnlyInChainsThatAcceptIt() throws Exception {
        assertThat(get("/own/me", session()).body()).isEqualTo(GRACE);
        assertChallenge(get("/api/me", session()), 401, REALM);
        assertChallenge(get("/stateless/me", session()), 401, REALM);
    }

    @Test
    void requestWithoutAToken_isChallengedWithoutASession() throws Exception {
        for (String path : new String[] {"/api/me", "/own/me"}) {
            Answer answer = get(path);

            assertChallenge(answer, 401, REALM);
            assertThat(answer.header("Content-Type").get(0)).isEqualTo("application/problem+json");
            assertThat(answer.header("Cache-Control")).containsExactly("no-store");
        }
        assertThat(get("/api/me").header("Set-Cookie")).isEmpty();
        assertThat(get("/own/me", "Accept: text/html").header("Location")).hasSize(1);
        assertChallenge(get("/api/me", "Accept: text/html"), 401, REALM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/me", "/own/me", "/own/open/me"})
    void invalidToken_isRefusedOnEveryPath(String path) throws Exception {
        Answer answer = get(path, WRONG, session());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate").get(0)).startsWith(REALM + ", error=\"invalid_token\"");
        assertThat(get("/own/open/me").body()).startsWith("ran: anonymousUser");
    }

    @Test
    void csrfProtection_exemptsOnlyRequestsThatATokenAuthenticates() throws Exception {
        String session = session();

        assertThat(send("POST", "/own/post", bearer(), session).body()).isEqualTo("ran: ada");
        assertThat(send("POST", "/api/write", bearer("documents:write")).body()).isEqualTo("ran: ada");
        assertThat(send("POST", "/own/post", session).status()).isEqualTo(403);
        assertThat(send("POST", "/own/post", session, "Authorization: Basic YTpi")
                        .status())
                .isEqualTo(403);
        assertThat(send("POST", "/own/post", session, WRONG).status()).isEqualTo(401);
    }

    @Test
    void details_areTheAddressWithoutTheSession() throws Exception {
        String session = session();

        assertThat(get("/api/details", bearer(), session).body())
                .contains("127.0.0.1")
                .doesNotContain(session.substring(session.indexOf('=') + 1));
    }

    @Test
    void denial_ofAToken_namesTheScopeIfThereIsOne() throws Exception {
        String scope = REALM + ", error=\"insufficient_scope\"";

        assertChallenge(send("POST", "/api/write", bearer("other")), 403, scope + ", scope=\"documents:write\"");
        assertChallenge(get("/own/scoped", bearer()), 403, scope + ", scope=\"documents:read\"");
        assertChallenge(get("/own/any", bearer()), 403, scope);
        assertChallenge(get("/api/administer", bearer("ADMIN")), 403, scope);
        assertThat(get("/own/scoped", bearer("documents:read")).body()).isEqualTo(ADA);
    }

    @Test
    void denial_ofAnotherIdentity_isThatOfSpringSecurity() throws Exception {
        Answer answer = get("/own/scoped", session());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("WWW-Authenticate")).isEmpty();
    }

    @Test
    void denial_withASessionOfAnother_isAuditedForTheOwnerOfTheToken() throws Exception {
        denied().clear();

        get("/own/scoped", bearer(TokenRequest.of("audited")), session());

        assertThat(denied()).containsExactly("audited");
    }

    @Test
    void listeners_receiveTheDecisionsOfBothChains() throws Exception {
        String token = bearer(TokenRequest.of("observed"));
        get("/api/me", token);
        get("/own/me", token);

        assertThat(events().stream().filter(event -> "observed".equals(event.owner())))
                .extracting(event -> event.outcome())
                .containsExactly(FilterOutcome.AUTHENTICATED, FilterOutcome.AUTHENTICATED);
    }

    @Test
    void network_ofTheToken_isChecked() throws Exception {
        String elsewhere = bearer(TokenRequest.of("ada").networks("192.0.2.0/24"));
        String here = bearer(TokenRequest.of("ada").networks("127.0.0.0/8", "::1"));

        for (String path : new String[] {"/api/me", "/own/me"}) {
            assertChallenge(get(path, elsewhere), 403, REALM);
            assertThat(get(path, here).body()).isEqualTo(ADA);
        }
    }

    @Test
    void authenticator_ofTheApplication_decides() throws Exception {
        String operator = "Authorization: Bearer " + SecuredApplication.ADMIN;
        Answer denied = get("/ops/me", bearer());

        assertThat(get("/ops/parameter", operator).body()).isEqualTo("admin");
        assertThat(get("/ops/me", operator).body()).isEqualTo("ran: , request , remote user , admin false");
        assertThat(get("/ops/me").header("WWW-Authenticate")).containsExactly("Bearer realm=\"operations\"");
        assertChallenge(
                denied, 403, "Bearer realm=\"operations\", error=\"insufficient_scope\", scope=\"anchorify:admin\"");
    }

    @Test
    void tokenThatCannotBeChecked_isAnsweredWith503() throws Exception {
        Answer answer = get("/ops/me", "Authorization: Bearer undecidable");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).containsExactly("1");
        assertThat(answer.header("WWW-Authenticate")).isEmpty();
    }

    /** The firewall of this application is the most lenient one. */
    @ParameterizedTest
    @ValueSource(strings = {"/api", "/own"})
    void controller_withAnyUri_doesNotRunWithoutAPrincipal(String prefix) throws Exception {
        for (String format : BYPASSES) {
            String uri = format.replace("<p>", prefix);
            Answer answer = get(uri);
            assertThat(answer.body()).as(uri).doesNotContain("ran: ");
            assertThat(answer.status()).as(uri).isGreaterThan(301);
        }
        for (String path : new String[] {"/a/b", "/raw/x/y", "/all/x/y", "/raw", "/all"}) {
            assertThat(get(prefix + path).status()).isEqualTo(401);
        }
        assertThat(get(prefix + "/a/b", bearer()).body()).isEqualTo("ran: ada");
        assertThat(get(prefix + "/raw/x/y", bearer()).body()).isEqualTo("ran: ada");
        assertThat(get(prefix + "/all/x/y", bearer()).body()).isEqualTo("ran: ada");
    }

    private static final String[] BYPASSES = {
        "<p>/../x",
        "<p>/raw/../../x",
        "<p>/all/../../x",
        "<p>/%2e%2e/x",
        "<p>/..%2fx",
        "<p>/..;/x",
        "/x/..<p>/me",
        "/x/..;<p>/me",
        "/%2e<p>/me",
        "/.<p>/me",
        "/;x<p>/me",
        ";x<p>/me",
        "/<p>/me",
        "//<p>//me",
        "<p>//me",
        "<p>;x/me",
        "<p>/me;jsessionid=1",
        "<p>/;/me",
        "<p>/me/",
        "<p>/me/.",
        "<p>/me.json",
        "<p>/me%20",
        "<p>/me%00",
        "<p>/me%0a",
        "<p>/me%3b",
        "<p>/me%3fx",
        "<p>/me%23",
        "<p>%2fme",
        "<p>%2Fa%2Fb",
        "<p>%5cme",
        "<p>\\me",
        "<p>/%6de",
        "<p>/%256de",
        "<p>/raw/%252e%252e/x",
        "<p>/all/%2f%2e%2e%2f%2e%2e/x",
        "/%61pi/me",
        "/%6fwn/me",
        "/API/me",
        "/OWN/me",
        "/ap%69/a/b",
        "/o%77n/a/b",
        "http://localhost<p>/me",
        "http://evil@localhost<p>/me",
        "<p>/me?x=/../",
        "<p>/me%c0%af",
        "<p>/%e0%80%afme"
    };

    private static void assertChallenge(Answer answer, int status, String challenge) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("WWW-Authenticate")).containsExactly(challenge);
    }
}
