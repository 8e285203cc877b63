package io.anchorify.auth.spring.test;

import static io.anchorify.auth.spring.test.AnchorifyTokenRequestPostProcessor.anchorifyToken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.client.RestTestClient;

/** With Spring Security. */
@WebMvcTest
@Import(TestApplication.Documents.class)
class WebMvcSliceTest {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private TestTokens tokens;

    @Autowired
    private TestApplication.Documents documents;

    @TestConfiguration
    @EnableMethodSecurity
    static class MethodSecurity {}

    @Test
    @WithAnchorifyToken(owner = "ada", scopes = "documents:write")
    void publish_withTheScope_succeeds() throws Exception {
        mvc.perform(post("/api/documents"))
                .andExpect(status().isOk())
                .andExpect(content().string("published by ada"));
    }

    @Test
    @WithAnchorifyToken(owner = "ada", scopes = "documents:read")
    void publish_withoutTheScope_isDenied() throws Exception {
        mvc.perform(post("/api/documents"))
                .andExpect(status().isForbidden())
                .andExpect(header().string(
                                "WWW-Authenticate",
                                "Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"documents:write\""));
    }

    @Test
    @WithAnchorifyToken(owner = "ada", scopes = "documents:write")
    void service_calledDirectly_seesTheScope() {
        assertThat(documents.publish()).isEqualTo("published");
    }

    @Test
    @WithAnchorifyToken
    void service_calledDirectlyWithoutTheScope_isDenied() {
        assertThatThrownBy(documents::publish).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    @WithAnchorifyToken(owner = "ada", attributes = "project=website", label = "laptop")
    void me_ofTheAnnotatedToken_hasItsAttributesAndLabel() throws Exception {
        mvc.perform(get("/api/me")).andExpect(content().string("ada [] {project=website} laptop"));
    }

    @Test
    void me_withoutAToken_isUnauthorized() throws Exception {
        mvc.perform(get("/api/me")).andExpect(status().isUnauthorized());
    }

    @Test
    void me_ofARequestWithItsOwnToken_isThatOwner() throws Exception {
        mvc.perform(get("/api/me").with(anchorifyToken().owner("bob").scopes("a")))
                .andExpect(content().string("bob [a] {} null"));
    }

    @Test
    @WithAnchorifyToken(owner = "ada")
    void me_ofARequestWithItsOwnToken_ignoresTheAnnotation() throws Exception {
        mvc.perform(get("/api/me").with(anchorifyToken().owner("bob").attribute("k", "v")))
                .andExpect(content().string("bob [] {k=v} null"));
    }

    @Test
    void publish_byARestClientWithATestToken_succeeds() {
        RestTestClient client = RestTestClient.bindTo(mvc).build();

        client.post()
                .uri("/api/documents")
                .headers(tokens.bearer("ada", "documents:write"))
                .exchange()
                .expectStatus()
                .isOk();
    }
}
