package io.anchorify.auth.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.spi.TokenStore;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.client.RestTestClient;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureAnchorifyTokens
class WholeApplicationTest {

    @LocalServerPort
    private int port;

    @Autowired
    private TestTokens tokens;

    @Test
    void me_withATestToken_isItsOwner(@Autowired TokenStore store) {
        RestTestClient client = RestTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .build();

        client.get()
                .uri("/api/me")
                .headers(tokens.bearer("ada"))
                .exchange()
                .expectBody(String.class)
                .isEqualTo("ada [] {} null");
        assertThat(store).hasSameClassAs(TokenStore.inMemory());
    }
}
