package io.anchorify.auth;

import static io.anchorify.auth.testing.Rejections.rejectedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.TokenQuery.Which;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.auth.testing.ProbedStore;
import io.anchorify.auth.testing.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policy, rotation, and what else happens in the life of a token. */
@Timeout(30)
class TokenLifeTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestTime time = new TestTime();
    private final ProbedStore store = new ProbedStore();
    private TokenService tokens = service(TokenPolicy.none());

    private TokenService service(TokenPolicy policy) {
        return TokenServices.build(TokenService.builder(store).policy(policy), time);
    }

    @Test
    void request_withoutALifetime_getsTheDefaultOrTheMaximum() {
        assertThat(expiryOf(TokenPolicy.none())).isNull();
        assertThat(expiryOf(TokenPolicy.none().defaultLifetime(DAY))).isEqualTo(TestTime.START.plus(DAY));
        assertThat(expiryOf(TokenPolicy.none().maximumLifetime(DAY))).isEqualTo(TestTime.START.plus(DAY));
        assertThat(expiryOf(TokenPolicy.none().maximumLifetime(DAY).defaultLifetime(HOUR)))
                .isEqualTo(TestTime.START.plus(HOUR));
    }

    private Instant expiryOf(TokenPolicy policy) {
        return service(policy).issue("ada", null).token().expiresAt();
    }

    @Test
    void request_forLongerThanTheMaximum_isRefusedWithTheLimit() {
        TokenService limited = service(TokenPolicy.none().maximumLifetime(DAY));

        assertThatThrownBy(() -> limited.issue(TokenRequest.of("ada").expiresIn(DAY.plusNanos(1000))))
                .isInstanceOf(TokenPolicyException.class)
                .hasMessage(
                        "A token can be valid for at most 1 days, not for PT24H0.000001S. Request a shorter lifetime")
                .extracting(e -> ((TokenPolicyException) e).limit())
                .isEqualTo(TokenPolicyException.Limit.LIFETIME);
        assertThat(limited.issue(TokenRequest.of("ada").expiresIn(DAY)).token().expiresAt())
                .isEqualTo(TestTime.START.plus(DAY));
    }

    /** The clock of the node that issued it was ahead. An import refuses a token that expires before it was created. */
    @ParameterizedTest
    @ValueSource(longs = {0, 600})
    void tokenOfTheFuture_rotated_doesNotEndBeforeItsCreation(long grace) {
        Instant createdAt = TestTime.START.plus(HOUR);
        StoredToken future =
                new StoredToken(Token.builder("future", "ada", createdAt).build(), TokenHash.of(new byte[32]));
        tokens.importTokens(sink -> sink.add(future));

        Rotation rotation = tokens.rotate("ada", "future", Duration.ofSeconds(grace));

        assertThat(tokens.find("ada", "future").orElseThrow().expiresAt()).isEqualTo(createdAt);
        assertThat(rotation.predecessorEndsAt()).isEqualTo(createdAt);
    }

    @Test
    void owner_withTheMaximumOfTokens_getsAnotherAfterARevocation() {
        TokenService limited = service(TokenPolicy.none().maximumTokens(2));
        IssuedToken first = limited.issue("ada", null);
        limited.issue("ada", null);

        assertThatThrownBy(() -> limited.issue("ada", null))
                .isInstanceOf(TokenPolicyException.class)
                .hasMessage("You have the maximum number of active tokens, 2. Revoke one first");
        limited.issue("grace", null);
        limited.revoke("ada", first.id());
        limited.issue("ada", null);
    }

    @Test
    void rotation_ofTheLastAllowedToken_succeeds() {
        TokenService limited = service(TokenPolicy.none().maximumTokens(1));
        IssuedToken first = limited.issue("ada", null);

        limited.rotate("ada", first.id(), HOUR);

        assertThat(limited.count(TokenQuery.of("ada"))).isEqualTo(2);
        assertThatThrownBy(() -> limited.issue("ada", null)).isInstanceOf(TokenPolicyException.class);
    }

    @Test
    void stricterPolicy_endsTokensThatAreTooOld() {
        IssuedToken old = tokens.issue("ada", null);
        TokenService strict = service(TokenPolicy.none().maximumLifetime(DAY));
        time.advance(DAY.minusNanos(1000));
        assertThat(present(strict, old)).isInstanceOf(Authenticated.class);

        time.advance(Duration.ofNanos(1000));

        assertThat(present(strict, old)).matches(rejectedFor(RejectionReason.TOO_OLD));
        assertThat(present(service(TokenPolicy.none().maximumLifetime(DAY)), old))
                .isEqualTo(new Authentication.Rejected(RejectionReason.TOO_OLD, "ada", old.id()));
        assertThat(strict.state(old.token())).isEqualTo(TokenState.TOO_OLD);
        assertThat(strict.list(TokenQuery.of("ada"))).isEmpty();
        assertThat(strict.list(TokenQuery.of("ada").which(Which.ENDED))).hasSize(1);
        assertThat(present(tokens, old)).isInstanceOf(Authenticated.class);
    }

    @Test
    void idleToken_isRejected_usedOneIsNot() {
        TokenService strict = service(TokenPolicy.none().maximumIdle(HOUR));
        IssuedToken used = strict.issue("ada", "used");
        IssuedToken idle = strict.issue("ada", "idle");
        present(strict, idle);
        for (int i = 0; i < 3; i++) {
            time.advance(HOUR.minusSeconds(1));
            assertThat(present(strict, used)).isInstanceOf(Authenticated.class);
        }
        time.advance(Duration.ofMinutes(2));

        assertThat(present(strict, used)).isInstanceOf(Authenticated.class);
        assertThat(present(strict, idle)).matches(rejectedFor(RejectionReason.IDLE));
        assertThat(strict.state(strict.find("ada", idle.id()).orElseThrow())).isEqualTo(TokenState.IDLE);
    }

    @Test
    void cachedToken_isRejectedAsIdle_evenIfItIsCachedForLonger() {
        tokens = TokenServices.build(
                TokenService.builder(store)
                        .cachedFor(DAY)
                        .policy(TokenPolicy.none().maximumIdle(HOUR)),
                time);
        IssuedToken token = tokens.issue("ada", null);
        present(tokens, token);

        time.advance(Duration.ofHours(2));

        assertThat(present(tokens, token)).matches(rejectedFor(RejectionReason.IDLE));
    }

    @Test
    void policy_thatContradictsItself_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenPolicy.none().maximumLifetime(HOUR).defaultLifetime(DAY));
        assertThatIllegalArgumentException().isThrownBy(() -> TokenPolicy.none().maximumTokens(0));
        assertThatIllegalArgumentException().isThrownBy(() -> TokenPolicy.none().maximumIdle(Duration.ofSeconds(59)));
        assertThatIllegalArgumentException().isThrownBy(() -> TokenPolicy.none().maximumLifetime(Duration.ZERO));
    }

    @Test
    void successor_hasTheValuesAndTheLifetimeOfItsPredecessor() {
        IssuedToken before = tokens.issue(TokenRequest.of("ada")
                .label("ci")
                .scopes("read")
                .attribute("project", "x")
                .networks("10.0.0.0/8")
                .createdBy("admin")
                .expiresIn(DAY));
        time.advance(HOUR);

        Rotation rotation = tokens.rotate("ada", before.id(), Duration.ofMinutes(10), "job");

        Token successor = rotation.successor().token();
        Instant now = TestTime.START.plus(HOUR);
        assertThat(successor)
                .isEqualTo(Token.builder(successor.id(), "ada", now)
                        .label("ci")
                        .scopes(before.token().scopes())
                        .attributes(Map.of("project", "x"))
                        .networks(before.token().networks())
                        .createdBy("job")
                        .expiresAt(now.plus(DAY))
                        .predecessorId(before.id())
                        .build());
        assertThat(tokens.find("ada", before.id()).orElseThrow())
                .isEqualTo(before.token().toBuilder()
                        .expiresAt(now.plus(Duration.ofMinutes(10)))
                        .successorId(successor.id())
                        .build());
        assertThat(rotation.predecessorEndsAt()).isEqualTo(now.plus(Duration.ofMinutes(10)));
        assertThat(tokens.identify(rotation.secret().reveal())).contains(successor);
    }

    @Test
    void predecessor_isAcceptedUntilTheGracePeriodIsOver() {
        IssuedToken before = tokens.issue("ada", null);
        present(tokens, before);

        Rotation rotation = tokens.rotate("ada", before.id(), HOUR);

        time.advance(HOUR.minusNanos(1));
        assertThat(present(tokens, before)).isInstanceOf(Authenticated.class);
        time.advance(Duration.ofNanos(1));
        assertThat(present(tokens, before)).matches(rejectedFor(RejectionReason.SUPERSEDED));
        assertThat(present(tokens, rotation.successor())).isInstanceOf(Authenticated.class);
        assertThat(tokens.state(tokens.find("ada", before.id()).orElseThrow())).isEqualTo(TokenState.SUPERSEDED);
    }

    @Test
    void rotation_withLessThanAMicrosecondOfGrace_hasNone() {
        IssuedToken before = tokens.issue("ada", null);

        tokens.rotate("ada", before.id(), Duration.ofNanos(999));

        assertThat(tokens.find("ada", before.id()).orElseThrow().revokedAt()).isEqualTo(TestTime.START);
    }

    @Test
    void rotation_ofATokenThatCannotBeRotated_tellsWhy() {
        IssuedToken rotated = tokens.issue("ada", null);
        tokens.rotate("ada", rotated.id(), HOUR);
        IssuedToken revoked = tokens.issue("ada", null);
        tokens.revoke("ada", revoked.id());

        assertThat(reasonOf("ada", rotated.id())).isEqualTo(RotationException.Reason.ALREADY_ROTATED);
        assertThat(reasonOf("ada", revoked.id())).isEqualTo(RotationException.Reason.ENDED);
        assertThat(reasonOf("grace", rotated.id())).isEqualTo(RotationException.Reason.NOT_FOUND);
        assertThat(tokens.stats().changes().failed()).isZero();
        assertThat(reasonOf("ada", "no such id")).isEqualTo(RotationException.Reason.NOT_FOUND);
        assertThatIllegalArgumentException().isThrownBy(() -> tokens.rotate("ada", "id", Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> tokens.rotate("ada", "id", Duration.ofDays(366)));
    }

    private RotationException.Reason reasonOf(String owner, String id) {
        try {
            tokens.rotate(owner, id, HOUR);
            throw new AssertionError("The token was rotated");
        } catch (RotationException e) {
            return e.reason();
        }
    }

    @Test
    void successor_underAStricterPolicy_isShorter() {
        IssuedToken eternal = tokens.issue("ada", null);
        IssuedToken yearly = tokens.issue(TokenRequest.of("ada").expiresIn(Duration.ofDays(365)));
        TokenService strict = service(TokenPolicy.none().maximumLifetime(DAY));

        assertThat(strict.rotate("ada", eternal.id(), HOUR).successor().token().expiresAt())
                .isEqualTo(TestTime.START.plus(DAY));
        assertThat(strict.rotate("ada", yearly.id(), HOUR).successor().token().expiresAt())
                .isEqualTo(TestTime.START.plus(DAY));
    }

    @Test
    void rotatedToken_usedAfterItsGracePeriod_canRevokeItsSuccessors() {
        TokenService strict = service(TokenPolicy.none().revokeChainOnReuse());
        IssuedToken first = strict.issue("ada", null);
        IssuedToken second = strict.rotate("ada", first.id(), HOUR).successor();
        time.advance(Duration.ofMinutes(59));
        IssuedToken third = strict.rotate("ada", second.id(), HOUR).successor();
        IssuedToken unrelated = strict.issue("ada", null);
        present(strict, first);
        time.advance(Duration.ofSeconds(59));
        assertThat(present(strict, third)).isInstanceOf(Authenticated.class);

        time.advance(Duration.ofMinutes(1));
        assertThat(present(strict, first)).matches(rejectedFor(RejectionReason.SUPERSEDED));
        time.advance(Duration.ofSeconds(1));

        Awaitility.await().until(() -> present(strict, third) instanceof Authentication.Rejected);
        assertThat(present(strict, second)).matches(rejectedFor(RejectionReason.SUPERSEDED));
        assertThat(present(strict, unrelated)).isInstanceOf(Authenticated.class);
        Token revoked = strict.find("ada", third.id()).orElseThrow();
        assertThat(revoked.revokedBy()).isEqualTo(ReuseDetection.ACTOR);
        assertThat(revoked.revokeReason()).isEqualTo(ReuseDetection.REASON);
    }

    @Test
    void rotatedToken_usedAfterItsGracePeriod_keepsItsSuccessorsByDefault() {
        IssuedToken first = tokens.issue("ada", null);
        IssuedToken second = tokens.rotate("ada", first.id(), Duration.ZERO).successor();

        assertThat(present(tokens, first)).matches(rejectedFor(RejectionReason.SUPERSEDED));
        time.advance(Duration.ofSeconds(1));

        assertThat(tokens.find("ada", first.id()).orElseThrow().lastRefusedAt()).isNotNull();
        assertThat(tokens.find("ada", second.id()).orElseThrow().revokedAt()).isNull();
    }

    @Test
    void identify_findsATokenInAnyState_andUsesNothing() {
        IssuedToken revoked = tokens.issue("ada", null);
        tokens.revoke("ada", revoked.id(), "admin", "leaked");

        Token found = tokens.identify(revoked.secret().reveal()).orElseThrow();

        assertThat(found.id()).isEqualTo(revoked.id());
        assertThat(found.revokedBy()).isEqualTo("admin");
        assertThat(found.revokeReason()).isEqualTo("leaked");
        assertThat(found.lastUsedAt()).isNull();
        assertThat(tokens.identify("no token")).isEmpty();
        List<StoredToken> rows = new ArrayList<>();
        tokens.exportTokens(rows::add);
        assertThat(tokens.identify(rows.get(0).hash())).contains(found);
    }

    @Test
    void revokeAllExcept_keepsOneToken() {
        IssuedToken kept = tokens.issue("ada", null);
        IssuedToken ended = tokens.issue("ada", null);

        assertThat(tokens.revokeAllExcept("ada", kept.id(), "admin", "lost laptop")
                        .revoked())
                .isEqualTo(1);
        assertThat(present(tokens, kept)).isInstanceOf(Authenticated.class);
        assertThat(present(tokens, ended)).matches(rejectedFor(RejectionReason.REVOKED));
        assertThat(tokens.revokeAllExcept("", kept.id(), null, null)).isEqualTo(new BulkRevocation(0, null));
    }

    @Test
    void revoke_ofMoreTokensThanABatch_revokesAllOfThem() {
        for (int i = 0; i < 5001; i++) {
            tokens.issue("ada", null);
        }

        assertThat(tokens.revoke(TokenQuery.of("ada"), null, null).revoked()).isEqualTo(5001);
        assertThat(tokens.count(TokenQuery.of("ada"))).isZero();
    }

    @Test
    void rename_isVisibleToTheNextRequest() {
        IssuedToken laptop = tokens.issue("ada", "laptop");
        present(tokens, laptop);

        assertThat(tokens.rename("ada", laptop.id(), " phone ")).isTrue();

        assertThat(present(tokens, laptop))
                .asInstanceOf(InstanceOfAssertFactories.type(Authenticated.class))
                .extracting(answer -> ((TokenPrincipal) answer.principal()).label())
                .isEqualTo("phone");
        assertThat(tokens.rename("grace", laptop.id(), "mine")).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> tokens.rename("ada", laptop.id(), "a\nb"));
    }

    @Test
    void erase_leavesNothing() {
        IssuedToken laptop = tokens.issue("ada", null);
        tokens.issue("grace", null);

        assertThat(tokens.erase("ada").erased()).isEqualTo(1);
        assertThat(present(tokens, laptop)).matches(rejectedFor(RejectionReason.UNKNOWN));
        assertThat(tokens.count(TokenQuery.all().which(Which.ALL))).isEqualTo(1);
        assertThat(tokens.erase("")).isEqualTo(new Erasure(0, null));
    }

    @Test
    void endedToken_olderThanTheConfiguredAge_isPurged() {
        TokenService purging =
                TokenServices.buildWithAllThreads(TokenService.builder(store).purgeEndedAfter(DAY), time);
        IssuedToken ended = purging.issue("ada", null);
        purging.revoke("ada", ended.id());
        purging.issue("ada", "kept");

        time.advance(DAY);
        assertThat(purging.count(TokenQuery.all().which(Which.ALL))).isEqualTo(2);
        time.advance(HOUR);

        assertThat(purging.list(TokenQuery.all().which(Which.ALL)))
                .extracting(Token::label)
                .containsExactly("kept");
    }

    @Test
    void actorOrReason_thatIsNoPlainText_isRefused() {
        IssuedToken laptop = tokens.issue("ada", null);

        assertThatIllegalArgumentException().isThrownBy(() -> tokens.revoke("ada", laptop.id(), "a\nb", null));
        assertThatIllegalArgumentException().isThrownBy(() -> tokens.revoke("ada", laptop.id(), null, "x".repeat(256)));
        assertThatIllegalArgumentException().isThrownBy(() -> tokens.rotate("ada", laptop.id(), HOUR, ""));
        assertThat(present(tokens, laptop)).isInstanceOf(Authenticated.class);
    }

    @Test
    void times_farAway_areAccepted() {
        try (TokenService other = TokenService.builder(TokenStore.inMemory())
                .policy(TokenPolicy.none()
                        .maximumLifetime(Duration.ofDays(36_500))
                        .maximumIdle(Duration.ofDays(36_500)))
                .build()) {
            TokenHash hash = TokenHash.of(new byte[TokenHash.LENGTH]);
            Token token = Token.builder("far", "ada", Instant.parse("9999-12-31T23:59:59.999999Z"))
                    .expiresAt(Instant.parse("9999-12-31T23:59:59.999999Z"))
                    .build();
            other.importTokens(sink -> sink.add(new StoredToken(token, hash)));

            assertThat(other.list(TokenQuery.all())).containsExactly(token);
            assertThat(other.state(token)).isEqualTo(TokenState.ACTIVE);
        }
    }

    private static Authentication present(TokenService service, IssuedToken token) {
        return service.authenticate(token.secret().reveal());
    }
}
