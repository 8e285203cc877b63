package io.anchorify.auth.spring.test;

import static io.anchorify.auth.spring.test.AnchorifyTokenRequestPostProcessor.anchorifyToken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.test.autoconfigure.webmvc.SecurityMockMvcAutoConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.web.servlet.MockMvc;

@WebMvcTest(
        excludeAutoConfiguration = {
            SecurityAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class,
            SecurityFilterAutoConfiguration.class,
            ServletWebSecurityAutoConfiguration.class,
            SecurityMockMvcAutoConfiguration.class
        })
@WithAnchorifyToken(owner = "ada")
class WebMvcSliceWithoutSecurityTest {

    @Autowired
    private MockMvc mvc;

    @Test
    void application_hasNoSecurityFilterChain(@Autowired ObjectProvider<SecurityFilterChain> chains) {
        assertThat(chains).isEmpty();
    }

    @Test
    void me_ofTheClass_isTheOwner() throws Exception {
        mvc.perform(get("/api/me")).andExpect(content().string("ada [] {} null"));
    }

    @Test
    @WithAnchorifyToken(owner = "bob", scopes = "documents:read")
    void me_ofTheMethod_isTheOwner() throws Exception {
        mvc.perform(get("/api/me")).andExpect(content().string("bob [documents:read] {} null"));
    }

    @Test
    void me_withAWrongHeader_isUnauthorized() throws Exception {
        mvc.perform(get("/api/me").header("Authorization", "Bearer wrong")).andExpect(status().isUnauthorized());
    }

    @Test
    void me_ofARequestWithItsOwnToken_isThatOwner() throws Exception {
        mvc.perform(get("/api/me").with(anchorifyToken().owner("carol")))
                .andExpect(content().string("carol [] {} null"));
    }
}
