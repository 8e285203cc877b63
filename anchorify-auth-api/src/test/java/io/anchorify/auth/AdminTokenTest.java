package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.testing.LogCapture;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminTokenTest {

    private static final String TOKEN = "rA8/f+zQ0pXw4YtU2kLm6nB1vC3xZ5sD7gH9jK0=";

    private final AdminToken admin = AdminToken.of(TOKEN);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0123456789012345678901234567890",
                "0123456789 0123456789 0123456789",
                "0123456789:0123456789:0123456789",
                "=0123456789012345678901234567890123",
                "0123456789012345=0123456789012345",
                "ä123456789012345678901234567890123",
                "01234567890123456789012345678901\n"
            })
    void token_ofInvalidForm_isRejectedWithoutBeingEchoed(String token) {
        assertThatThrownBy(() -> AdminToken.of(token))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 to 512 characters")
                .hasMessageNotContaining(token.isEmpty() ? "\0" : token);
    }

    @Test
    void token_atTheLimitsOfItsForm_isAccepted() {
        for (String token : List.of("a".repeat(32), "a".repeat(512), "-._~+/".repeat(6), "a".repeat(30) + "==")) {
            assertThat(AdminToken.of(token).authenticate(token)).isInstanceOf(Authenticated.class);
        }
        assertThatThrownBy(() -> AdminToken.of("a".repeat(513))).hasMessageContaining("32 to 512");
    }

    /** A missing environment variable, for instance. */
    @Test
    void argument_null_isRefusedImmediatelyByName() {
        assertThatThrownBy(() -> AdminToken.of(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("token");
        assertThatThrownBy(() -> admin.orElse(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("others");
    }

    @Test
    void principal_isTheOperatorAndNotAUser() {
        assertThat(admin.authenticate(TOKEN))
                .isInstanceOfSatisfying(
                        Authenticated.class,
                        answer -> assertThat(answer.principal())
                                .isInstanceOfSatisfying(AdminPrincipal.class, principal -> {
                                    assertThat(principal.owner()).isNull();
                                    assertThat(principal.scopes()).containsExactly("anchorify:admin");
                                    assertThat(principal.getName()).isEqualTo("admin");
                                }));
    }

    @Test
    void authenticate_anyOtherText_isUnknown() {
        List<String> others = new ArrayList<>(List.of("", "x", TOKEN + "=", TOKEN.substring(1), TOKEN.toLowerCase()));
        for (int i = 0; i < TOKEN.length(); i++) {
            others.add(TOKEN.substring(0, i) + '~' + TOKEN.substring(i + 1));
        }
        assertThat(others)
                .allSatisfy(other ->
                        assertThat(admin.authenticate(other)).isEqualTo(new Rejected(RejectionReason.UNKNOWN)));
        assertThat(admin.uses()).isZero();
    }

    @Test
    void orElse_leavesTokensOfUsersToTheService() {
        try (TokenService tokens = TokenService.builder(TokenStore.inMemory()).build()) {
            TokenAuthenticator both = admin.orElse(tokens);
            IssuedToken laptop = tokens.issue("admin", "laptop");

            assertThat(both.authenticate(TOKEN))
                    .isInstanceOfSatisfying(
                            Authenticated.class,
                            answer -> assertThat(answer.principal()).isInstanceOf(AdminPrincipal.class));
            assertThat(both.authenticate(laptop.secret().reveal()))
                    .isInstanceOfSatisfying(Authenticated.class, answer -> {
                        assertThat(answer.principal()).isInstanceOf(TokenPrincipal.class);
                        assertThat(answer.principal().owner()).isEqualTo("admin");
                        assertThat(answer.principal().scopes()).isEmpty();
                    });
            assertThat(both.authenticate("jf_junk")).isEqualTo(new Rejected(RejectionReason.MALFORMED));
        }
    }

    @Test
    void scopeOfTheOperator_isReserved() {
        assertThatThrownBy(() -> TokenRequest.of("ada").scopes(AdminToken.ROLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The scope 'anchorify:admin' is reserved for the admin token");
    }

    @Test
    void use_isCountedAndLoggedWithoutTheToken() {
        try (LogCapture log = new LogCapture(AdminToken.class)) {
            admin.authenticate(TOKEN);
            admin.orElse(presented -> new Rejected(RejectionReason.MALFORMED)).authenticate(TOKEN);
            admin.authenticate("another text");

            assertThat(log.messages(Level.INFO))
                    .containsExactly(
                            "The admin token was used (1 times since startup)",
                            "The admin token was used (2 times since startup)");
        }
        assertThat(admin.uses()).isEqualTo(2);
        assertThat(admin).hasToString("AdminToken[redacted]");
    }
}
