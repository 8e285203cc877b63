package io.anchorify.auth.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenPolicy;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.spring.actuate.AnchorifyEndpoint.Description;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.mock.http.MockHttpOutputMessage;

class AnchorifyEndpointTest {

    @Test
    void description_ofADatabase_hasTheVersionOfItsSchema() {
        JdbcTokenStore store = JdbcTokenStore.connect("jdbc:h2:mem:endpoint").createSchema();
        TokenPolicy policy = TokenPolicy.none().defaultLifetime(Duration.ofDays(90));
        try (TokenService tokens = TokenService.builder(store)
                .prefix("new_")
                .acceptPrefix("old_")
                .policy(policy)
                .build()) {
            IssuedToken issued = tokens.issue(TokenRequest.of("ada"));
            tokens.authenticate(issued.secret().reveal());

            Description description = new AnchorifyEndpoint(tokens, store).describe();

            assertThat(description.prefix()).isEqualTo("new_");
            assertThat(description.acceptedPrefixes()).containsExactly("new_", "old_");
            assertThat(description.schemaVersion())
                    .isEqualTo(store.schemaVersion())
                    .isPositive();
            assertThat(description.policy()).isEqualTo(policy);
            assertThat(description.stats().lookups()).isEqualTo(1);
            assertThat(description.toString())
                    .doesNotContain(
                            issued.secret().reveal(), "ada", issued.token().id());
        }
    }

    @Test
    void description_asJson_isReadable() throws Exception {
        TokenPolicy policy = TokenPolicy.none().defaultLifetime(Duration.ofDays(90));
        try (TokenService tokens =
                TokenService.builder(TokenStore.inMemory()).policy(policy).build()) {
            MockHttpOutputMessage json = new MockHttpOutputMessage();
            new JacksonJsonHttpMessageConverter()
                    .write(new AnchorifyEndpoint(tokens, null).describe(), MediaType.APPLICATION_JSON, json);

            assertThat(json.getBodyAsString())
                    .contains("\"prefix\":\"jf_\"", "\"defaultLifetime\":\"PT2160H\"", "\"termValid\":true");
        }
    }

    @Test
    void description_ofAStoreThatDoesNotAnswer_hasNoVersion() {
        JdbcTokenStore store = JdbcTokenStore.connect("jdbc:h2:mem:closed").createSchema();
        store.close();
        try (TokenService tokens = TokenService.builder(TokenStore.inMemory()).build()) {
            assertThat(new AnchorifyEndpoint(tokens, store).describe().schemaVersion())
                    .isNull();
        }
    }
}
