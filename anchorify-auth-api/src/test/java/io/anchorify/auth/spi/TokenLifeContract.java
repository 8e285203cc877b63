package io.anchorify.auth.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.Network;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenConflictException;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenQuery.Which;
import io.anchorify.auth.spi.Succession.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a store does in the life of a token: limits, rotation, queries, bulk revocation and erasure. */
abstract class TokenLifeContract extends TokenReminderContract {

    private static final ActiveRule RULE = ActiveRule.at(NOW);
    private static final RevocationDetails BY_ADMIN =
            new RevocationDetails(NOW, "admin \uD83D\uDE00", "it leaked; 'quote'");

    @Test
    void token_withEveryValue_isReturnedEqual() {
        StoredToken stored = stored(full(id()));

        assertThat(store.insert(stored)).isTrue();

        assertThat(store.findByHash(stored.hash())).contains(stored);
        assertThat(store.listAll("", 10)).containsExactly(stored);
    }

    @Test
    void importedToken_withEveryValue_isReturnedEqual() {
        StoredToken stored = stored(full(id()));

        importAll(stored);

        assertThat(store.findByHash(stored.hash())).contains(stored);
        assertThat(store.count(TokenQuery.all().which(Which.ALL).attribute("project", "a=b"), RULE))
                .isEqualTo(1);
    }

    private static Token full(String id) {
        Map<String, String> attributes =
                Map.of("project", "a=b", "tenant", "\uD83D\uDE00".repeat(200), "x.y-z_0", "' \\ %");
        return Token.builder(id, "ada", NOW)
                .label("laptop")
                .scopes(Set.of("read", "write"))
                .attributes(attributes)
                .networks(List.of(Network.parse("10.0.0.0/8"), Network.parse("2001:db8::/32")))
                .createdBy("job 1")
                .expiresAt(NOW.plusSeconds(9))
                .lastUsedAt(NOW.plusSeconds(1))
                .lastUsedFrom("2001:db8::1")
                .revokedAt(NOW.plusSeconds(2))
                .revokedBy("admin")
                .revokeReason("leaked")
                .predecessorId("before")
                .successorId("after")
                .lastRefusedAt(NOW.plusSeconds(3))
                .lastRefusedFrom("192.0.2.1")
                .build();
    }

    @Test
    void import_ofALaterState_mergesEveryValue() {
        StoredToken before = insert("ada", "laptop", NOW);
        StoredToken later = new StoredToken(
                before.token().toBuilder()
                        .label("renamed elsewhere")
                        .expiresAt(NOW.plusSeconds(9))
                        .successorId("after")
                        .lastUsedAt(NOW.plusSeconds(1))
                        .revokedAt(NOW.plusSeconds(2))
                        .revokedBy("admin")
                        .revokeReason("leaked")
                        .lastRefusedAt(NOW.plusSeconds(3))
                        .lastRefusedFrom("192.0.2.1")
                        .build(),
                before.hash());

        importAll(later);
        importAll(before);

        Token expected = later.token().toBuilder().label("laptop").build();
        assertThat(store.findByHash(before.hash())).contains(new StoredToken(expected, before.hash()));
    }

    /** Otherwise an import could make a token usable from more places, or for another project. */
    @Test
    void import_ofATokenThatIsBoundOtherwise_isAConflict() {
        List<Network> networks = List.of(Network.parse("10.0.0.0/8"));
        Token token = Token.builder(id(), "ada", NOW)
                .networks(networks)
                .attributes(Map.of("project", "x"))
                .build();
        StoredToken before = insert(token);
        for (Token other : List.of(
                token.toBuilder().networks(List.of()).build(),
                token.toBuilder().networks(List.of(Network.parse("0.0.0.0/0"))).build(),
                token.toBuilder().attributes(Map.of()).build(),
                token.toBuilder().attributes(Map.of("project", "X")).build(),
                token.toBuilder()
                        .attributes(Map.of("project", "x", "more", "y"))
                        .build())) {
            assertThatThrownBy(() -> importAll(new StoredToken(other, before.hash())))
                    .as(other.toString())
                    .isInstanceOf(TokenConflictException.class);
        }
        assertThat(store.listAll("", 10)).containsExactly(before);
    }

    @Test
    void attribute_valuesThatLookAlike_areDistinct() {
        List<String> values = List.of("x", "X", "x ", " x", "\u00e9", "e\u0301", "\u00df", "ss", "%", "_", "x=y", "'");
        values.forEach(value -> insert(Token.builder(id(), "ada", NOW)
                .attributes(Map.of("project", value))
                .build()));

        for (String value : values) {
            TokenQuery query = TokenQuery.all().attribute("project", value);
            assertThat(store.count(query, RULE)).as(value).isEqualTo(1);
            assertThat(store.list(query, RULE)).extracting(Token::attributes).containsExactly(Map.of("project", value));
        }
        assertThat(store.count(TokenQuery.all().attribute("projec", "x"), RULE)).isZero();
    }

    private void importAll(StoredToken row) {
        store.importAll(sink -> sink.add(row), change(new ChangeScope.AnyToken()));
    }

    @Test
    void insert_upToTheMaximum_countsActiveTokensWithoutASuccessor() {
        insert(Token.builder(id(), "ada", NOW).revokedAt(NOW).build());
        insert(Token.builder(id(), "ada", NOW.minusSeconds(9)).expiresAt(NOW).build());
        insert(Token.builder(id(), "ada", NOW).successorId("next").build());
        insert("ada", "counted", NOW);
        insert("grace", "of another owner", NOW);

        assertThat(insertLimited(2)).isEqualTo(InsertResult.ADDED);
        assertThat(insertLimited(2)).isEqualTo(InsertResult.LIMIT_REACHED);
        assertThat(store.count(TokenQuery.of("ada").which(Which.ALL), RULE)).isEqualTo(5);
    }

    @Test
    void insert_ofADuplicateWithinTheMaximum_changesNothing() {
        StoredToken known = insert("ada", null, NOW);

        assertThat(store.insert(new StoredToken(token(id(), "ada", null, NOW), known.hash()), 9, RULE))
                .isEqualTo(InsertResult.DUPLICATE);
        assertThat(store.count(TokenQuery.of("ada"), RULE)).isEqualTo(1);
    }

    @Test
    void insert_byManyThreads_neverExceedsTheMaximum() throws Exception {
        List<InsertResult> results = atOnce(16, () -> retried(() -> insertLimited(10)));

        assertThat(Collections.frequency(results, InsertResult.ADDED)).isEqualTo(10);
        assertThat(store.count(TokenQuery.of("ada"), RULE)).isEqualTo(10);
    }

    private InsertResult insertLimited(int maximum) {
        return store.insert(stored(token(id(), "ada", "limited", NOW)), maximum, RULE);
    }

    @Test
    void rotate_activeToken_addsTheSuccessorAndNarrowsThePredecessor() {
        StoredToken before = insert(Token.builder(id(), "ada", NOW.minusSeconds(9))
                .expiresAt(NOW.plusSeconds(99))
                .build());
        StoredToken successor = successorOf(before);
        Instant endsAt = NOW.plusSeconds(60);

        assertThat(rotate(successor, endsAt, false)).isEqualTo(Result.ROTATED);

        assertThat(store.findByHash(successor.hash())).contains(successor);
        assertThat(read(before))
                .isEqualTo(before.token().toBuilder()
                        .expiresAt(endsAt)
                        .successorId(successor.token().id())
                        .build());
    }

    @Test
    void rotate_tokenThatExpiresWithinTheGracePeriod_keepsItsExpiry() {
        StoredToken before = insert(
                Token.builder(id(), "ada", NOW).expiresAt(NOW.plusSeconds(1)).build());

        assertThat(rotate(successorOf(before), NOW.plusSeconds(60), false)).isEqualTo(Result.ROTATED);
        assertThat(read(before).expiresAt()).isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    void rotate_immediately_revokesThePredecessor() {
        StoredToken before = insert("ada", null, NOW.plusSeconds(1));

        assertThat(rotate(successorOf(before), NOW, true)).isEqualTo(Result.ROTATED);
        assertThat(read(before).revokedAt()).isEqualTo(NOW.plusSeconds(1));
        assertThat(read(before).revokedBy()).isEqualTo("job 1");
    }

    @Test
    void rotate_tokenThatIsNotActive_changesNothing() {
        StoredToken revoked =
                insert(Token.builder(id(), "ada", NOW).revokedAt(NOW).build());
        StoredToken expired = insert(
                Token.builder(id(), "ada", NOW.minusSeconds(9)).expiresAt(NOW).build());
        StoredToken absent = stored(token(id(), "ada", null, NOW));
        StoredToken rotated = insert("ada", null, NOW);
        rotate(successorOf(rotated), NOW.plusSeconds(60), false);

        assertThat(rotate(successorOf(revoked), NOW.plusSeconds(60), false)).isEqualTo(Result.NOT_ACTIVE);
        assertThat(rotate(successorOf(expired), NOW.plusSeconds(60), false)).isEqualTo(Result.NOT_ACTIVE);
        assertThat(rotate(successorOf(absent), NOW.plusSeconds(60), false)).isEqualTo(Result.NOT_ACTIVE);
        assertThat(rotate(successorOf(rotated), NOW.plusSeconds(60), false)).isEqualTo(Result.ALREADY_ROTATED);
        assertThat(read(revoked)).isEqualTo(revoked.token());
        assertThat(store.listAll("", 100)).hasSize(4);
    }

    @Test
    void rotate_tokenOfAnotherOwner_changesNothing() {
        StoredToken before = insert("ada", null, NOW);
        Token stolen = Token.builder(id(), "mallory", NOW)
                .predecessorId(before.token().id())
                .build();

        assertThat(rotate(stored(stolen), NOW.plusSeconds(60), false)).isEqualTo(Result.NOT_ACTIVE);
        assertThat(store.listAll("", 100)).containsExactly(before);
    }

    @Test
    void rotate_toADuplicate_changesNothing() {
        StoredToken before = insert("ada", null, NOW);
        StoredToken duplicate = new StoredToken(successorOf(before).token(), before.hash());

        assertThat(rotate(duplicate, NOW.plusSeconds(60), true)).isEqualTo(Result.DUPLICATE);
        assertThat(store.listAll("", 100)).containsExactly(before);
    }

    @Test
    void rotate_byManyThreads_succeedsOnce() throws Exception {
        StoredToken before = insert("ada", null, NOW);

        List<Result> results = atOnce(8, () -> retried(() -> rotate(successorOf(before), NOW.plusSeconds(60), false)));

        assertThat(Collections.frequency(results, Result.ROTATED)).isEqualTo(1);
        assertThat(Collections.frequency(results, Result.ALREADY_ROTATED)).isEqualTo(7);
        assertThat(store.listAll("", 100)).hasSize(2);
    }

    private Result rotate(StoredToken successor, Instant endsAt, boolean immediately) {
        return store.rotate(
                new Succession(successor, endsAt, immediately, "job 1"),
                RULE,
                change(new ChangeScope.OneToken(successor.hash())));
    }

    private StoredToken successorOf(StoredToken predecessor) {
        Token token = predecessor.token();
        return stored(Token.builder(id(), token.owner(), NOW)
                .attributes(Map.of("project", "x"))
                .predecessorId(token.id())
                .build());
    }

    @Test
    void revoke_withActorAndReason_recordsThem() {
        StoredToken one = insert("ada", null, NOW);
        StoredToken two = insert("ada", null, NOW);

        assertThat(store.revoke("ada", one.token().id(), BY_ADMIN, change(new ChangeScope.AnyToken())))
                .isTrue();
        assertThat(store.revokeAll("ada", BY_ADMIN, change(new ChangeScope.AnyToken())))
                .isEqualTo(1);

        for (StoredToken revoked : List.of(one, two)) {
            assertThat(read(revoked).revokedBy()).isEqualTo(BY_ADMIN.by());
            assertThat(read(revoked).revokeReason()).isEqualTo(BY_ADMIN.reason());
        }
    }

    @Test
    void revoke_byQuery_revokesUpToTheLimitAndNothingElse() {
        List<StoredToken> old = IntStream.range(0, 5)
                .mapToObj(i -> insert("ada", "old", NOW.minusSeconds(100 + i)))
                .toList();
        StoredToken recent = insert("ada", "recent", NOW);
        TokenQuery query = TokenQuery.all().createdBefore(NOW.minusSeconds(50));

        assertThat(revoke(query, 3)).isEqualTo(3);
        assertThat(revoke(query, 3)).isEqualTo(2);
        assertThat(revoke(query, 3)).isZero();

        assertThat(old)
                .allSatisfy(token -> assertThat(read(token).revokeReason()).isEqualTo(BY_ADMIN.reason()));
        assertThat(read(recent)).isEqualTo(recent.token());
    }

    private int revoke(TokenQuery query, int limit) {
        return store.revoke(query, RULE, limit, BY_ADMIN, change(new ChangeScope.AnyToken()));
    }

    @Test
    void rename_changesTheLabelOnly() {
        StoredToken before = insert("ada", "laptop", NOW);
        String id = before.token().id();

        assertThat(rename("ada", id, "phone")).isTrue();
        assertThat(rename("ada", id, "phone")).isTrue();
        assertThat(rename("grace", id, "mine")).isFalse();
        assertThat(read(before))
                .isEqualTo(before.token().toBuilder().label("phone").build());
        assertThat(rename("ada", id, null)).isTrue();
        assertThat(read(before).label()).isNull();
    }

    private boolean rename(String owner, String id, @Nullable String label) {
        return store.rename(owner, id, label, change(new ChangeScope.TokensOf(owner)));
    }

    @Test
    void erase_deletesTheTokensOfOneOwner() {
        insert(Token.builder(id(), "ada", NOW).attributes(Map.of("a", "b")).build());
        insert(Token.builder(id(), "ada", NOW).revokedAt(NOW).build());
        StoredToken other = insert("ADA", null, NOW);

        assertThat(store.erase("ada", change(new ChangeScope.TokensOf("ada")))).isEqualTo(2);
        assertThat(store.erase("ada", change(new ChangeScope.TokensOf("ada")))).isZero();
        assertThat(store.listAll("", 10)).containsExactly(other);
        assertThat(store.count(TokenQuery.all().which(Which.ALL).attribute("a", "b"), RULE))
                .isZero();
    }

    /** Compares every criterion, alone and in pairs, with its definition. */
    @Test
    void queries_selectWhatTheirCriteriaDefine() {
        List<Token> all = IntStream.range(0, 60).mapToObj(this::randomToken).toList();
        all.forEach(this::insert);
        List<ActiveRule> rules = List.of(
                RULE,
                new ActiveRule(NOW, NOW.minusSeconds(500), null),
                new ActiveRule(NOW, null, NOW.minusSeconds(300)));
        for (TokenQuery query : queries()) {
            for (ActiveRule rule : rules) {
                List<Token> expected = all.stream()
                        .filter(token -> isSelected(token, query, rule))
                        .sorted(Comparator.comparing(Token::createdAt)
                                .thenComparing(Token::id)
                                .reversed())
                        .toList();
                assertThat(store.list(query, rule)).as(query.toString()).isEqualTo(expected);
                assertThat(store.count(query.limit(1), rule))
                        .as(query.toString())
                        .isEqualTo(expected.size());
                assertThat(pages(query.limit(7), rule)).as(query.toString()).isEqualTo(expected);
                List<Token> reversed = new ArrayList<>(expected);
                Collections.reverse(reversed);
                assertThat(pages(query.oldestFirst().limit(9), rule))
                        .as(query.toString())
                        .isEqualTo(reversed);
            }
        }
    }

    private List<Token> pages(TokenQuery first, ActiveRule rule) {
        List<Token> all = new ArrayList<>();
        TokenQuery next = first;
        for (List<Token> page = store.list(next, rule); !page.isEmpty(); page = store.list(next, rule)) {
            all.addAll(page);
            next = first.after(page.get(page.size() - 1));
        }
        return all;
    }

    private static boolean isSelected(Token token, TokenQuery query, ActiveRule rule) {
        boolean which = query.which().includes(rule.stateOf(token));
        return which
                && (query.owner() == null || query.owner().equals(token.owner()))
                && query.criteria().stream().allMatch(criterion -> criterion.test(token));
    }

    private static List<TokenQuery> queries() {
        Instant middle = NOW.minusSeconds(400);
        List<TokenQuery> queries = new ArrayList<>();
        for (TokenQuery start : List.of(TokenQuery.all(), TokenQuery.of("ada"))) {
            for (Which which : Which.values()) {
                TokenQuery query = start.which(which);
                Stream.of(
                                query,
                                query.scope("read"),
                                query.scope("a_b"),
                                query.attribute("project", "x"),
                                query.labelContains("50%_"),
                                query.labelContains("!"),
                                query.idStartsWith("1"),
                                query.createdBy("job"),
                                query.createdBefore(middle),
                                query.unusedSince(middle),
                                query.neverUsed(),
                                query.presentedAfterEnd(),
                                query.expiringBefore(NOW.plusSeconds(100)),
                                query.neverExpiring(),
                                query.endedBefore(NOW.minusSeconds(50)),
                                query.scope("read").unusedSince(middle).attribute("project", "x"))
                        .forEach(queries::add);
            }
        }
        return queries;
    }

    private Token randomToken(int number) {
        Instant createdAt = NOW.minus(Duration.ofSeconds(random.nextInt(20) * 40L));
        List<String> labels = List.of("50%_off", "50 percent", "wow!", "Laptop");
        return Token.builder(id(), random.nextInt(3) == 0 ? "grace" : "ada", createdAt)
                .label(sometimes(labels.get(number % labels.size())))
                .scopes(random.nextBoolean() ? Set.of("read", "a_b") : Set.of("readable", "axb"))
                .attributes(Map.of("project", random.nextBoolean() ? "x" : "X"))
                .createdBy(sometimes("job"))
                .expiresAt(sometimes(createdAt.plusSeconds(random.nextInt(1000))))
                .lastUsedAt(sometimes(createdAt.plusSeconds(random.nextInt(500))))
                .revokedAt(sometimes(createdAt.plusSeconds(random.nextInt(500))))
                .successorId(sometimes("another"))
                .lastRefusedAt(sometimes(NOW))
                .build();
    }

    private <T> @Nullable T sometimes(T value) {
        return random.nextBoolean() ? value : null;
    }

    private Token read(StoredToken stored) {
        return store.findByHash(stored.hash()).orElseThrow().token();
    }
}
