package io.anchorify.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.conformance.RawHttp;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** The pages, as a browser sees them. */
@ApplicationUnderTest
class TokenPageTest {

    @Autowired
    private TokenService tokens;

    @Value("${local.server.port}")
    private int port;

    @AfterEach
    void revokeAll() {
        tokens.revokeAll("ada");
        tokens.revokeAll("grace");
    }

    @Test
    void page_withoutSigningIn_asksForAPassword() throws Exception {
        HttpResponse<String> page = new Visitor(port).get("/");

        assertThat(page.uri().getPath()).isEqualTo("/login");
        assertThat(page.body()).contains("name=\"password\"");
    }

    @Test
    void signIn_withAWrongPassword_fails() throws Exception {
        Visitor visitor = new Visitor(port);
        visitor.get("/login");

        HttpResponse<String> page = visitor.submit("/login", "username", "ada", "password", "grace-demo");

        assertThat(page.uri()).hasPath("/login").hasQuery("error");
        assertThat(visitor.get("/tokens").uri().getPath()).isEqualTo("/login");
    }

    @Test
    void secret_ofANewToken_isShownOnce() throws Exception {
        Visitor ada = Visitor.signedIn(port, "ada");

        HttpResponse<String> created = ada.submit("/tokens", "label", "laptop", "scopes", "documents:read");
        HttpResponse<String> again = ada.get("/tokens");

        assertThat(created.body()).contains("id=\"secret\">jf_").contains(">laptop<");
        assertThat(created.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
        assertThat(again.body()).doesNotContain("jf_").contains(">laptop<", ">documents:read<");
    }

    @Test
    void label_withMarkup_isEscaped() throws Exception {
        Visitor ada = Visitor.signedIn(port, "ada");

        HttpResponse<String> page = ada.submit("/tokens", "label", "<b>'\"&");

        assertThat(page.body()).contains("&lt;b&gt;").doesNotContain("<b>");
    }

    @Test
    void form_withoutTheFieldOfThePage_isRefused() throws Exception {
        Visitor ada = Visitor.signedIn(port, "ada");

        HttpResponse<String> answer = ada.submitForged("/tokens", "label", "laptop");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(tokens.count(TokenQuery.of("ada"))).isZero();
    }

    @Test
    void form_withAScopeThatIsNotOffered_isRefused() throws Exception {
        Visitor ada = Visitor.signedIn(port, "ada");

        HttpResponse<String> answer = ada.submit("/tokens", "label", "laptop", "scopes", "admin");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(tokens.count(TokenQuery.of("ada"))).isZero();
    }

    @Test
    void form_withALabelThatCannotBeStored_isRefused() throws Exception {
        Visitor ada = Visitor.signedIn(port, "ada");

        assertThat(ada.submit("/tokens", "label", " ").statusCode()).isEqualTo(400);
        assertThat(ada.submit("/tokens", "label", "x".repeat(101)).statusCode()).isEqualTo(400);
    }

    @Test
    void create_beyondTheLimitOfThePolicy_saysSo() throws Exception {
        Visitor ada = Visitor.signedIn(port, "ada");
        for (int i = 0; i < 20; i++) {
            tokens.issue("ada", "token " + i);
        }

        HttpResponse<String> page = ada.submit("/tokens", "label", "one more");

        assertThat(page.body())
                .contains("role=\"alert\"")
                .doesNotContain("one more")
                .doesNotContain("jf_");
    }

    @Test
    void token_ofAnotherUser_isNeitherShownNorRevoked() throws Exception {
        Visitor ada = Visitor.signedIn(port, "ada");
        ada.createToken("laptop of ada", "documents:read");
        Visitor grace = Visitor.signedIn(port, "grace");

        HttpResponse<String> page = grace.submit("/tokens/revoke", "id", ada.newestId());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("laptop of ada");
        assertThat(tokens.count(TokenQuery.of("ada"))).isEqualTo(1);
    }

    @Test
    void token_asACredentialOfThePage_isNotAccepted() throws Exception {
        String secret = tokens.issue("ada", "laptop").secret().reveal();

        RawHttp.Answer page = RawHttp.get(port, "/tokens", "Authorization: Bearer " + secret);

        assertThat(page.status()).isEqualTo(302);
        assertThat(page.header("Location")).singleElement().asString().endsWith("/login");
    }

    @Test
    void signOut_afterwards_asksForAPassword() throws Exception {
        Visitor ada = Visitor.signedIn(port, "ada");
        ada.get("/tokens");
        ada.submit("/logout");

        assertThat(ada.get("/tokens").uri().getPath()).isEqualTo("/login");
    }
}
