package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.testing.ProbedStore;
import io.anchorify.auth.testing.TestTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are bound to networks and attributes. */
class BoundTokenTest {

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final TestTime time = new TestTime();
    private final ProbedStore store = new ProbedStore();
    private final AtomicBoolean suspended = new AtomicBoolean();
    private final TokenService tokens =
            TokenServices.build(TokenService.builder(store).suspendedOwners(owner -> suspended.get()), time);
    private final IssuedToken bound =
            tokens.issue(TokenRequest.of("ada").networks("10.0.0.0/8", "2001:db8::/32", "192.0.2.7"));

    @AfterEach
    void close() {
        tokens.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.1.2.3", "::ffff:10.1.2.3", "2001:db8::1", "[2001:db8::1]", "2001:db8::1%eth0", "192.0.2.7"})
    void boundToken_fromItsNetworks_isAccepted(String address) {
        assertThat(from(address)).isInstanceOf(Authenticated.class);
        assertThat(from(address)).isInstanceOf(Authenticated.class);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"11.0.0.1", "192.0.2.8", "::1", "2001:db9::1", "::10.1.2.3", "", "unknown", "10.1.2.3, 11.0.0.1"
            })
    void boundToken_fromElsewhere_isRejectedWithItsOwnerAndId(@Nullable String address) {
        Rejected outside = new Rejected(RejectionReason.OUTSIDE_NETWORK, "ada", bound.id());

        assertThat(from(address)).isEqualTo(outside);
        assertThat(from("10.1.2.3")).isInstanceOf(Authenticated.class);
        assertThat(from(address)).as("cached").isEqualTo(outside);
    }

    @Test
    void boundToken_fromAnUnknownAddress_isRejected() {
        assertThat(tokens.authenticate(bound.secret().reveal()))
                .isEqualTo(new Rejected(RejectionReason.OUTSIDE_NETWORK, "ada", bound.id()));
    }

    @Test
    void useFromElsewhere_isNotRecordedAsAUse() {
        from("11.0.0.1");
        tokens.flush(DEADLINE);
        assertThat(store.useWrites).hasValue(0);
        assertThat(find(bound).lastUsedAt()).isNull();

        from("10.1.2.3");
        tokens.flush(DEADLINE);
        assertThat(find(bound).lastUsedAt()).isEqualTo(TestTime.START);
    }

    @Test
    void unboundToken_doesNotAskForTheAddress() {
        IssuedToken unbound = tokens.issue("ada", null);
        AtomicInteger asked = new AtomicInteger();
        Supplier<@Nullable String> address = () -> String.valueOf(asked.incrementAndGet());

        assertThat(tokens.authenticate(unbound.secret().reveal(), address)).isInstanceOf(Authenticated.class);
        assertThat(tokens.authenticate(unbound.secret().reveal(), address)).isInstanceOf(Authenticated.class);
        assertThat(tokens.authenticate("jf_malformed", address)).isInstanceOf(Rejected.class);

        assertThat(asked).hasValue(0);
    }

    /** An ended token says so from everywhere: its networks do not matter any more. */
    @Test
    void endedToken_fromElsewhere_isRejectedForItsEnd() {
        suspended.set(true);
        assertThat(from("11.0.0.1")).isEqualTo(new Rejected(RejectionReason.OWNER_SUSPENDED, "ada", bound.id()));
        suspended.set(false);

        tokens.revoke("ada", bound.id());
        assertThat(from("11.0.0.1")).isEqualTo(new Rejected(RejectionReason.REVOKED, "ada", bound.id()));
    }

    @Test
    void adminToken_combined_passesTheAddressOn() {
        AdminToken admin = AdminToken.of("operator-operator-operator-operator");
        TokenAuthenticator both = admin.orElse(tokens);

        assertThat(both.authenticate(bound.secret().reveal(), () -> "10.1.2.3")).isInstanceOf(Authenticated.class);
        assertThat(both.authenticate(bound.secret().reveal(), () -> "11.1.2.3")).isInstanceOf(Rejected.class);
        assertThat(both.authenticate(bound.secret().reveal())).isInstanceOf(Rejected.class);
        assertThat(both.authenticate("operator-operator-operator-operator")).isInstanceOf(Authenticated.class);
    }

    @Test
    void principal_hasTheAttributesAndNetworksOfItsToken() {
        IssuedToken token = tokens.issue(TokenRequest.of("ada")
                .attribute("project", "x")
                .attribute("tenant", "y z=\u00e4")
                .networks("0.0.0.0/0"));

        Authenticated answer =
                (Authenticated) tokens.authenticate(token.secret().reveal(), () -> "192.0.2.1");

        TokenPrincipal principal = (TokenPrincipal) answer.principal();
        assertThat(principal.attributes()).containsEntry("project", "x").containsEntry("tenant", "y z=\u00e4");
        assertThat(principal.networks()).containsExactly(Network.parse("0.0.0.0/0"));
        assertThat(find(token).attributes()).isEqualTo(principal.attributes());
    }

    private Authentication from(@Nullable String address) {
        return tokens.authenticate(bound.secret().reveal(), () -> address);
    }

    private Token find(IssuedToken token) {
        return tokens.find("ada", token.id()).orElseThrow();
    }
}
