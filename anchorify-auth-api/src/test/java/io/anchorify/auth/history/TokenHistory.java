package io.anchorify.auth.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.Authentication.Rejected;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.Revocation;
import io.anchorify.auth.RotationException;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenPolicy;
import io.anchorify.auth.TokenPolicyException;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenQuery.Which;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenState;
import io.anchorify.auth.testing.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A random history of the tokens of one owner, on several services that share a store and a policy. */
final class TokenHistory {

    private static final List<Duration> STEPS =
            List.of(Duration.ofMillis(300), Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofMinutes(50));
    private static final List<Duration> LIFETIMES =
            List.of(Duration.ofMinutes(20), Duration.ofHours(2), Duration.ofHours(9));

    private final List<TokenService> nodes;
    private final TestTime time;
    private final TokenPolicy policy;
    private final Random random;
    private final String owner;
    private final ReferenceTokens reference;
    private List<StoredToken> exported = List.of();
    private List<ReferenceToken> exportedReference = List.of();

    TokenHistory(List<TokenService> nodes, TestTime time, TokenPolicy policy, long seed) {
        this.nodes = nodes;
        this.time = time;
        this.policy = policy;
        this.random = new Random(seed);
        this.owner = "owner of history " + seed;
        this.reference = new ReferenceTokens(policy);
    }

    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            time.advance(STEPS.get(random.nextInt(STEPS.size())));
            step();
            check();
        }
    }

    private void step() {
        List<ReferenceToken> all = reference.all();
        int action = all.isEmpty() ? 0 : random.nextInt(20);
        switch (action) {
            case 0, 1, 2, 3, 4 -> issue();
            case 5, 6, 7, 8 -> rotate(oneOf(all));
            case 9, 10 -> revoke(oneOf(all));
            case 11 -> revokeAll();
            case 12 -> revokeAllExcept(oneOf(all));
            case 13 -> revokeOlderThan(Duration.ofHours(1));
            case 14 -> rename(oneOf(all));
            case 15 -> purge();
            case 16 -> export();
            case 17 -> restore();
            case 18 -> erase();
            default -> all.forEach(this::present);
        }
    }

    private void issue() {
        Duration lifetime = random.nextBoolean() ? null : oneOf(LIFETIMES);
        TokenRequest request = TokenRequest.of(owner).label("issued");
        boolean allowed = reference.mayIssue(now());
        try {
            IssuedToken token = node().issue(lifetime == null ? request : request.expiresIn(lifetime));
            assertThat(allowed).as("issued within the maximum").isTrue();
            reference.issued(token, lifetime, "issued");
        } catch (TokenPolicyException e) {
            assertThat(allowed).as("refused beyond the maximum").isFalse();
        }
    }

    private void rotate(ReferenceToken token) {
        if (token.state(now(), policy) == null) {
            return;
        }
        Duration grace = random.nextBoolean() ? Duration.ZERO : Duration.ofMinutes(15);
        RotationException.Reason problem = reference.rotationProblem(token, now());
        try {
            IssuedToken successor = node().rotate(owner, token.id(), grace).successor();
            assertThat(problem).isNull();
            reference.rotated(token, successor, grace);
        } catch (RotationException e) {
            assertThat(e.reason()).isEqualTo(problem);
        }
    }

    private void revoke(ReferenceToken token) {
        Revocation.Outcome expected =
                token.revokedAt == null ? Revocation.Outcome.REVOKED : Revocation.Outcome.ALREADY_REVOKED;
        assertThat(node().revoke(owner, token.id()).outcome()).isEqualTo(expected);
        reference.revoke(other -> other == token, now());
    }

    private void revokeAll() {
        assertThat(node().revokeAll(owner).revoked()).isEqualTo(reference.revoke(token -> true, now()));
    }

    private void revokeAllExcept(ReferenceToken kept) {
        assertThat(node().revokeAllExcept(owner, kept.id(), "admin", "a reason").revoked())
                .isEqualTo(reference.revoke(token -> token != kept, now()));
    }

    private void revokeOlderThan(Duration age) {
        Instant instant = now().minus(age);
        TokenQuery query = TokenQuery.of(owner).which(Which.ALL).createdBefore(instant);
        assertThat(node().revoke(query, null, null).revoked())
                .isEqualTo(reference.revoke(token -> token.createdAt().isBefore(instant), now()));
    }

    private void rename(ReferenceToken token) {
        assertThat(node().rename(owner, token.id(), "renamed")).isTrue();
        token.label = "renamed";
    }

    private void purge() {
        Instant endedBefore = now().minus(Duration.ofHours(1));
        int unused = node().purge(endedBefore);
        reference.purge(endedBefore);
    }

    private void export() {
        List<StoredToken> rows = new ArrayList<>();
        long unused = node().exportTokens(row -> {
            if (row.token().owner().equals(owner)) {
                rows.add(row);
            }
        });
        exported = rows;
        exportedReference = reference.snapshot();
    }

    private void restore() {
        var unused = node().importTokens(sink -> exported.forEach(sink::add));
        reference.restore(exportedReference);
    }

    private void erase() {
        assertThat(node().erase(owner).erased()).isEqualTo(reference.erase());
    }

    /** Compares what is stored and, for two tokens, what a request with each of them is told on any node. */
    private void check() {
        List<ReferenceToken> all = reference.all();
        List<Token> listed = node().list(TokenQuery.of(owner).which(Which.ALL).limit(1000));
        assertThat(listed)
                .extracting(Token::id, Token::label, Token::expiresAt, Token::successorId)
                .isEqualTo(all.stream()
                        .map(token -> org.assertj.core.groups.Tuple.tuple(
                                token.id(), token.label, token.expiresAt, token.successorId))
                        .toList());
        if (all.stream().allMatch(token -> token.state(now(), policy) != null)) {
            assertThat(node().count(TokenQuery.of(owner)))
                    .isEqualTo(all.stream()
                            .filter(token -> reference.isActive(token, now()))
                            .count());
        }
        for (int i = 0; i < 2 && !all.isEmpty(); i++) {
            present(oneOf(all));
        }
    }

    private void present(ReferenceToken token) {
        TokenState expected = token.state(now(), policy);
        Authentication answer = node().authenticate(token.issued.secret().reveal());
        if (expected == TokenState.ACTIVE) {
            assertThat(stateOf(answer)).as("the answer to a request").isEqualTo(TokenState.ACTIVE);
        } else if (expected != null) {
            // A node may cache why a token was rejected, but a token stays rejected.
            token.ends.add(expected);
            assertThat(stateOf(answer)).as("the answer to a request").isIn(token.ends);
        }
        if (answer instanceof Authenticated) {
            token.lastUse = now();
        }
    }

    private static @Nullable TokenState stateOf(Authentication answer) {
        return answer instanceof Rejected rejected
                ? TokenState.valueOf(rejected.reason().name())
                : TokenState.ACTIVE;
    }

    private TokenService node() {
        return oneOf(nodes);
    }

    private <T> T oneOf(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private Instant now() {
        return time.instant();
    }
}
