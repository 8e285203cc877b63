package io.anchorify.auth.spi;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.ImportCounts;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenConflictException;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenQuery.Which;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract of a token store. Extend it with a class that returns an empty store; the complete test of a store is that
 * class.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
public abstract class TokenStoreContract extends TokenLifeContract {

    /** Labels that are known to break stores. */
    static List<String> awkwardLabels() {
        return List.of(
                "'; DROP TABLE anchorify_tokens; --",
                "\"quoted\" 'twice' `thrice`",
                "back\\slash \\n \\0 %_* ${x} {prefix} :name ?",
                "<script>alert(1)</script>&amp;",
                "  inner  spaces  stay",
                "null",
                "ä e\u0301 ﬁ İ ı ß",
                "لابتوب עברית",
                "👩‍👩‍👧‍👦 🏳️‍🌈",
                "\uFFFD\uFEFF\u200B",
                "😀".repeat(100),
                "漢".repeat(100));
    }

    @Test
    void ping_ofAHealthyStore_succeeds() {
        assertThatCode(store::ping).doesNotThrowAnyException();
    }

    @Test
    void token_withEveryColumn_isReturnedEqual() {
        StoredToken stored = stored(Token.builder("a_-9", "ada", NOW)
                .label("laptop")
                .scopes(Set.of("documents:read", "documents:write"))
                .expiresAt(NOW.plusSeconds(1))
                .lastUsedAt(NOW.plusMillis(1))
                .revokedAt(NOW.plusNanos(1000))
                .build());
        assertThat(store.insert(stored)).isTrue();

        assertThat(store.findByHash(stored.hash())).contains(stored);
        assertThat(store.find("ada", "a_-9")).contains(stored);
    }

    @Test
    void token_withoutOptionalColumns_isReturnedEqual() {
        StoredToken stored = insert("ada", null, NOW);

        assertThat(store.findByHash(stored.hash())).contains(stored);
    }

    @ParameterizedTest
    @MethodSource("awkwardLabels")
    void label_withAwkwardCharacters_isReturnedEqual(String label) {
        StoredToken stored = insert("ada", label, NOW);

        assertThat(store.findByHash(stored.hash())).contains(stored);
        assertThat(store.list(TokenQuery.of("ada"), ActiveRule.at(NOW))).containsExactly(stored.token());
    }

    @Test
    void instants_atTheLimits_areReturnedEqual() {
        for (String text : List.of(
                "1969-12-31T23:59:59.999999Z",
                "2026-03-29T00:59:59.999999Z", // one microsecond before daylight saving time starts in Europe
                "2026-10-25T00:30:00.000001Z", // 2:30 in Europe when daylight saving time ends, the first time
                "2026-10-25T01:30:00.000001Z", // and the second time
                "9999-12-31T23:59:59.999999Z")) {
            StoredToken stored = insert("ada", text, Instant.parse(text));
            assertThat(store.findByHash(stored.hash())).contains(stored);
        }
    }

    @Test
    void owners_thatDifferInAnyCharacter_areDistinct() {
        List<String> owners =
                List.of("ada", "Ada", "ada ", " ada", "äda", "a\u0308da", "ada\t", "ADA", "😀".repeat(255));
        for (String owner : owners) {
            insert(owner, owner.strip().substring(0, 2), NOW);
        }
        for (String owner : owners) {
            List<Token> tokens = store.list(TokenQuery.of(owner), ActiveRule.at(NOW));
            assertThat(tokens).as("tokens of '%s'", owner).hasSize(1);
            assertThat(tokens.get(0).owner()).isEqualTo(owner);
        }
    }

    @Test
    void ids_thatDifferInCase_areDistinct() {
        StoredToken lower = stored(token("abc", "ada", null, NOW));
        StoredToken upper = stored(token("ABC", "ada", null, NOW));
        assertThat(store.insert(lower)).isTrue();
        assertThat(store.insert(upper)).isTrue();

        assertThat(store.find("ada", "abc")).contains(lower);
        assertThat(store.find("ada", "ABC")).contains(upper);
        assertThat(store.find("ada", "Abc")).isEmpty();
    }

    @Test
    void unknownHash_isNotFound() {
        insert("ada", null, NOW);

        assertThat(store.findByHash(hash())).isEmpty();
    }

    @Test
    void hash_ofAllZeroBitsOrAllOneBits_isFound() {
        for (int filler : new int[] {0, 255}) {
            byte[] bytes = new byte[32];
            java.util.Arrays.fill(bytes, (byte) filler);
            StoredToken stored = new StoredToken(token(id(), "ada", null, NOW), TokenHash.of(bytes));
            assertThat(store.insert(stored)).isTrue();
            assertThat(store.findByHash(TokenHash.of(bytes))).contains(stored);
        }
    }

    @Test
    void insert_withATakenHashOrId_changesNothing() {
        StoredToken first = insert("ada", "first", NOW);

        assertThat(store.insert(new StoredToken(token(id(), "grace", "second", NOW), first.hash())))
                .isFalse();
        assertThat(store.insert(stored(token(first.token().id(), "grace", "third", NOW))))
                .isFalse();

        assertThat(store.findByHash(first.hash())).contains(first);
        assertThat(store.list(TokenQuery.of("grace"), ActiveRule.at(NOW))).isEmpty();
    }

    @Test
    void insert_by16ThreadsWithOneHash_hasOneWinner() throws Exception {
        TokenHash hash = hash();

        List<Boolean> won = atOnce(16, () -> store.insert(new StoredToken(token(id(), "ada", null, NOW), hash)));

        assertThat(won).containsOnlyOnce(true);
        assertThat(store.list(TokenQuery.of("ada"), ActiveRule.at(NOW))).hasSize(1);
    }

    @Test
    void revoke_changesOnlyTheToken() {
        StoredToken stored = insert("ada", "laptop", NOW);
        StoredToken other = insert("ada", "phone", NOW);

        assertThat(revoke("ada", stored.token().id(), NOW.plusSeconds(5))).isTrue();

        assertThat(store.findByHash(stored.hash()).orElseThrow().token())
                .isEqualTo(Token.builder(stored.token().id(), "ada", NOW)
                        .label("laptop")
                        .revokedAt(NOW.plusSeconds(5))
                        .build());
        assertThat(store.findByHash(other.hash())).contains(other);
    }

    @Test
    void revoke_aSecondTime_keepsTheFirstTime() {
        StoredToken stored = insert("ada", "laptop", NOW);
        revoke("ada", stored.token().id(), NOW.plusSeconds(5));

        assertThat(revoke("ada", stored.token().id(), NOW.plusSeconds(9))).isFalse();
        assertThat(store.findByHash(stored.hash()).orElseThrow().token().revokedAt())
                .isEqualTo(NOW.plusSeconds(5));
    }

    @Test
    void revoke_by64ThreadsOnOneToken_hasOneWinner() throws Exception {
        StoredToken stored = insert("ada", "laptop", NOW);

        List<Boolean> won =
                atOnce(64, () -> retried(() -> revoke("ada", stored.token().id(), NOW)));

        assertThat(won).containsOnlyOnce(true);
    }

    @Test
    void anotherOwnersToken_looksLikeAnAbsentOne() {
        StoredToken stored = insert("ada", "laptop", NOW);

        assertThat(store.find("grace", stored.token().id())).isEqualTo(store.find("grace", "absent"));
        assertThat(revoke("grace", stored.token().id(), NOW)).isFalse();
        assertThat(revoke("grace", "absent", NOW)).isFalse();
        assertThat(revokeAll("grace", NOW)).isZero();
        assertThat(store.findByHash(stored.hash())).contains(stored);
    }

    @Test
    void revokeAll_revokesTheOwnersActiveTokensOnly() {
        StoredToken laptop = insert("ada", "laptop", NOW);
        StoredToken old = insert("ada", "old", NOW);
        StoredToken other = insert("grace", "phone", NOW);
        revoke("ada", old.token().id(), NOW.plusSeconds(1));

        assertThat(revokeAll("ada", NOW.plusSeconds(2))).isEqualTo(1);
        assertThat(revokeAll("ada", NOW.plusSeconds(3))).isZero();

        assertThat(revokedAt(laptop)).isEqualTo(NOW.plusSeconds(2));
        assertThat(revokedAt(old)).isEqualTo(NOW.plusSeconds(1));
        assertThat(revokedAt(other)).isNull();
    }

    @Test
    void revocation_byANodeWhoseClockIsBehind_isNotBeforeTheCreation() {
        StoredToken laptop = insert("ada", "laptop", NOW);
        StoredToken phone = insert("ada", "phone", NOW);
        StoredToken old = insert("ada", "old", NOW.minusSeconds(9));

        assertThat(revoke("ada", laptop.token().id(), NOW.minusSeconds(5))).isTrue();
        assertThat(revokeAll("ada", NOW.minusSeconds(4))).isEqualTo(2);

        assertThat(revokedAt(laptop)).isEqualTo(NOW);
        assertThat(revokedAt(phone)).isEqualTo(NOW);
        assertThat(revokedAt(old)).isEqualTo(NOW.minusSeconds(4));
    }

    @Test
    void lastUse_neverDecreases() {
        StoredToken stored = insert("ada", "laptop", NOW);
        assertThat(lastUsedAt(stored)).isNull();

        use(stored, NOW.plusSeconds(5));
        assertThat(lastUsedAt(stored)).isEqualTo(NOW.plusSeconds(5));
        use(stored, NOW.plusSeconds(4));
        assertThat(lastUsedAt(stored)).isEqualTo(NOW.plusSeconds(5));
        use(stored, NOW.plusSeconds(5).plusNanos(1000));
        assertThat(lastUsedAt(stored)).isEqualTo(NOW.plusSeconds(5).plusNanos(1000));
    }

    @Test
    void lastUse_ofARevokedToken_leavesItRevoked() {
        StoredToken stored = insert("ada", "laptop", NOW);
        revoke("ada", stored.token().id(), NOW.plusSeconds(1));

        use(stored, NOW.plusSeconds(2));

        assertThat(revokedAt(stored)).isEqualTo(NOW.plusSeconds(1));
        assertThat(lastUsedAt(stored)).isEqualTo(NOW.plusSeconds(2));
    }

    @Test
    void lastUses_inABatch_changeTheirOwnTokensOnly() {
        List<StoredToken> all = new ArrayList<>();
        List<TokenUse> uses = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            StoredToken stored = stored(token(id(), "ada", "t" + i, NOW));
            all.add(stored);
            uses.add(new TokenUse(stored.token().id(), NOW.plusSeconds(i + 1)));
        }
        importAll(all);
        uses.add(new TokenUse("absent", NOW));
        StoredToken unused = insert("ada", "unused", NOW);

        store.recordUses(uses, LATEST);
        store.recordUses(List.of(), LATEST);

        for (int i = 0; i < all.size(); i += 97) {
            assertThat(lastUsedAt(all.get(i))).isEqualTo(NOW.plusSeconds(i + 1));
        }
        assertThat(lastUsedAt(unused)).isNull();
    }

    /** Ids must be escaped, however a store composes a batch. */
    @Test
    void lastUses_withHostileIds_changeNoToken() {
        StoredToken stored = insert("ada", "laptop", NOW);
        String id = stored.token().id();
        List<String> strange = List.of(
                "",
                "x\",\"2030-01-01 00:00:00\"],[\"" + id,
                "x\\",
                "{x,\"" + id + "\"}",
                "' OR id = '" + id,
                id + " ",
                id + "\t",
                id.repeat(100),
                "\u00fc");

        strange.forEach(other -> store.recordUses(List.of(new TokenUse(other, NOW.plusSeconds(2))), LATEST));
        assertThat(lastUsedAt(stored)).isNull();

        List<TokenUse> uses = new ArrayList<>();
        strange.forEach(other -> uses.add(new TokenUse(other, NOW.plusSeconds(2))));
        uses.add(new TokenUse(id, NOW.plusSeconds(1)));
        store.recordUses(uses, LATEST);
        assertThat(lastUsedAt(stored)).isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    void lastUses_writtenConcurrently_endWithTheMostRecent() throws Exception {
        List<StoredToken> tokens = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            tokens.add(insert("ada", "t" + i, NOW));
        }
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            times.add(NOW.plusSeconds(i));
        }
        java.util.concurrent.ConcurrentLinkedQueue<Instant> mine =
                new java.util.concurrent.ConcurrentLinkedQueue<>(times);

        atOnce(8, () -> {
            Instant at = mine.remove();
            return retried(() -> {
                store.recordUses(
                        tokens.stream()
                                .map(stored -> new TokenUse(stored.token().id(), at))
                                .toList(),
                        LATEST);
                return true;
            });
        });

        assertThat(tokens).allSatisfy(stored -> assertThat(lastUsedAt(stored)).isEqualTo(NOW.plusSeconds(7)));
    }

    @Test
    void list_returnsActiveOrEndedOrAllTokens() {
        StoredToken active = insert("ada", "active", NOW);
        StoredToken revoked = insert("ada", "revoked", NOW.minusSeconds(1));
        revoke("ada", revoked.token().id(), NOW);
        StoredToken expired = insert(expiring("expired", NOW.minusSeconds(2), NOW));
        StoredToken expiring = insert(expiring("expiring", NOW.minusSeconds(3), NOW.plusNanos(1000)));
        insert("grace", "hers", NOW);

        assertThat(labels(Which.ACTIVE)).containsExactly("active", "expiring");
        assertThat(labels(Which.ENDED)).containsExactly("revoked", "expired");
        assertThat(labels(Which.ALL)).containsExactly("active", "revoked", "expired", "expiring");
        assertThat(List.of(active, expired, expiring)).doesNotContainNull();
    }

    @Test
    void pages_of10000Tokens_duringChanges_neitherRepeatNorHideOne() {
        // Many tokens share a creation time, so the order of equal times matters.
        List<StoredToken> stored = IntStream.range(0, 10_000)
                .mapToObj(i -> stored(token(id(), "ada", null, NOW.minusSeconds(i / 7))))
                .toList();
        importAll(stored);
        List<Token> seen = new ArrayList<>();
        TokenQuery query = TokenQuery.of("ada").limit(999);
        for (List<Token> page = store.list(query, ActiveRule.at(NOW));
                !page.isEmpty();
                page = store.list(query, ActiveRule.at(NOW))) {
            seen.addAll(page);
            query = query.after(page.get(page.size() - 1));
            insert("ada", "new", NOW.plusSeconds(seen.size()));
            revoke("ada", page.get(0).id(), NOW);
        }

        assertThat(seen).hasSize(10_000);
        // Sets: searching a list for each of ten thousand tokens takes longer than everything else.
        assertThat(seen.stream().map(Token::id).collect(toSet()))
                .isEqualTo(stored.stream().map(row -> row.token().id()).collect(toSet()));
        assertThat(seen)
                .isSortedAccordingTo(Comparator.comparing(Token::createdAt)
                        .thenComparing(Token::id)
                        .reversed());
    }

    @Test
    void purge_deletesOnlyTokensThatEndedBefore() {
        StoredToken active = insert("ada", "active", NOW.minusSeconds(100));
        StoredToken revokedLongAgo = insert("ada", "revoked long ago", NOW.minusSeconds(100));
        StoredToken revokedNow = insert("ada", "revoked now", NOW.minusSeconds(100));
        StoredToken expiredLongAgo = insert(expiring("expired", NOW.minusSeconds(100), NOW.minusSeconds(50)));
        revoke("ada", revokedLongAgo.token().id(), NOW.minusSeconds(50));
        revoke("ada", revokedNow.token().id(), NOW.minusSeconds(10));

        assertThat(store.purge(NOW.minusSeconds(10))).isEqualTo(2);
        assertThat(store.purge(NOW.minusSeconds(10))).isZero();

        assertThat(store.findByHash(active.hash())).isPresent();
        assertThat(store.findByHash(revokedNow.hash())).isPresent();
        assertThat(store.findByHash(revokedLongAgo.hash())).isEmpty();
        assertThat(store.find("ada", expiredLongAgo.token().id())).isEmpty();
    }

    @Test
    void listAll_pagesThroughTheTokensOfAllOwnersById() {
        Set<StoredToken> all = new HashSet<>();
        for (int i = 0; i < 250; i++) {
            all.add(insert(i % 3 == 0 ? "ada" : "grace", "t" + i, NOW));
        }
        for (String id : List.of("-", "_", "0", "Z", "z", "aB", "ab", "zzzzzzzzzzzzzzzzz")) {
            StoredToken stored = stored(token(id, "ada", null, NOW));
            assertThat(store.insert(stored)).isTrue();
            all.add(stored);
        }
        StoredToken revoked = insert("ada", "revoked", NOW);
        revoke("ada", revoked.token().id(), NOW);
        all.add(store.findByHash(revoked.hash()).orElseThrow());

        List<StoredToken> seen = new ArrayList<>();
        for (List<StoredToken> page = store.listAll("", 37); !page.isEmpty(); page = store.listAll(lastId(seen), 37)) {
            assertThat(page).hasSizeLessThanOrEqualTo(37);
            seen.addAll(page);
        }

        assertThat(seen).hasSameSizeAs(all).containsExactlyInAnyOrderElementsOf(all);
        assertThat(seen).extracting(row -> row.token().id()).isSorted();
    }

    @Test
    void import_ofManyTokens_addsEveryColumn_andIsIdempotent() {
        List<StoredToken> imported = new ArrayList<>();
        for (int i = 0; i < 1700; i++) {
            imported.add(stored(Token.builder(id(), "ada", NOW.minusSeconds(i))
                    .label(
                            i % 2 == 0
                                    ? null
                                    : awkwardLabels().get(i % awkwardLabels().size()))
                    .scopes(i % 3 == 0 ? Set.of() : Set.of("read", "write"))
                    .expiresAt(i % 5 == 0 ? NOW.plusSeconds(i) : null)
                    .lastUsedAt(i % 7 == 0 ? NOW : null)
                    .revokedAt(i % 11 == 0 ? NOW.plusNanos(1000) : null)
                    .build()));
        }

        assertThat(importAll(imported)).isEqualTo(new ImportCounts(1700, 0, 0));
        assertThat(importAll(imported)).isEqualTo(new ImportCounts(0, 0, 1700));

        assertThat(imported)
                .allSatisfy(row -> assertThat(store.findByHash(row.hash())).contains(row));
    }

    @Test
    void import_ofTimesAtTheLimits_returnsThemEqual() {
        Instant first = Instant.parse("1000-01-01T00:00:00.000001Z");
        Instant last = Instant.parse("9999-12-31T23:59:59.999999Z");
        List<StoredToken> imported = List.of(
                stored(Token.builder(id(), "ada", first)
                        .expiresAt(last)
                        .revokedAt(last)
                        .build()),
                stored(Token.builder(id(), "ada", first)
                        .label("NULL")
                        .lastUsedAt(last)
                        .build()));

        importAll(imported);

        assertThat(imported)
                .allSatisfy(row -> assertThat(store.findByHash(row.hash())).contains(row));
    }

    @Test
    void import_ofARevokedToken_revokesTheActiveOne() {
        StoredToken active = insert("ada", "laptop", NOW);
        StoredToken other = insert("ada", "phone", NOW);

        assertThat(importAll(List.of(changed(active, null, NOW.plusSeconds(3)))))
                .isEqualTo(new ImportCounts(0, 1, 0));

        assertThat(store.findByHash(active.hash())).contains(changed(active, null, NOW.plusSeconds(3)));
        assertThat(store.findByHash(other.hash())).contains(other);
    }

    @Test
    void import_ofAnActiveToken_leavesTheRevokedOneRevoked() {
        StoredToken before = insert("ada", "laptop", NOW);
        revoke("ada", before.token().id(), NOW.plusSeconds(3));

        assertThat(importAll(List.of(before))).isEqualTo(new ImportCounts(0, 0, 1));
        assertThat(revokedAt(before)).isEqualTo(NOW.plusSeconds(3));
    }

    @Test
    void import_ofTheSameTokenWithOtherTimes_keepsTheEarlierRevocationAndTheLaterUse() {
        StoredToken before = insert("ada", "laptop", NOW);
        importAll(List.of(changed(before, NOW.plusSeconds(5), NOW.plusSeconds(9))));

        importAll(List.of(
                changed(before, NOW.plusSeconds(4), NOW.plusSeconds(10)),
                changed(before, NOW.plusSeconds(6), null),
                changed(before, null, NOW.plusSeconds(8))));

        assertThat(store.findByHash(before.hash())).contains(changed(before, NOW.plusSeconds(6), NOW.plusSeconds(8)));
    }

    @Test
    void import_withADuplicateToken_countsItTwiceAndAddsItOnce() {
        StoredToken row = stored(token(id(), "ada", "laptop", NOW));

        assertThat(importAll(List.of(row, changed(row, null, NOW), row))).isEqualTo(new ImportCounts(1, 1, 1));

        assertThat(store.findByHash(row.hash())).contains(changed(row, null, NOW));
    }

    @Test
    void import_withAConflictingIdOrHash_namesItsPositionAndChangesNothing() {
        StoredToken before = insert("ada", "laptop", NOW);
        Token token = before.token();
        List<StoredToken> conflicts = List.of(
                new StoredToken(token(token.id(), "grace", "laptop", NOW), before.hash()),
                new StoredToken(token(token.id(), "ada", "laptop", NOW.plusSeconds(1)), before.hash()),
                new StoredToken(token(token.id(), "ada", "laptop", NOW), hash()),
                new StoredToken(token(id(), "ada", "laptop", NOW), before.hash()),
                new StoredToken(
                        Token.builder(token.id(), "ada", NOW)
                                .label("laptop")
                                .scopes(Set.of("more"))
                                .build(),
                        before.hash()),
                new StoredToken(
                        Token.builder(token.id(), "ada", NOW)
                                .label("laptop")
                                .expiresAt(NOW.plusSeconds(9))
                                .build(),
                        before.hash()));
        for (StoredToken conflict : conflicts) {
            List<StoredToken> imported = new ArrayList<>();
            imported.add(changed(before, NOW, NOW));
            for (int i = 0; i < 600; i++) {
                imported.add(stored(token(id(), "ada", "new", NOW)));
            }
            imported.add(conflict);
            imported.add(stored(token(id(), "ada", "new", NOW)));

            assertThatThrownBy(() -> importAll(imported))
                    .isInstanceOfSatisfying(
                            TokenConflictException.class,
                            e -> assertThat(e.position()).isEqualTo(602));
        }
        assertThat(store.listAll("", 1000)).containsExactly(before);
    }

    @Test
    void import_ofTwoTokensWithOneHash_isAConflict() {
        StoredToken row = stored(token(id(), "ada", "laptop", NOW));

        assertThatThrownBy(() -> importAll(List.of(row, new StoredToken(token(id(), "ada", "phone", NOW), row.hash()))))
                .isInstanceOfSatisfying(
                        TokenConflictException.class,
                        e -> assertThat(e.position()).isEqualTo(2));
        assertThat(store.listAll("", 10)).isEmpty();
    }

    @Test
    void import_whoseSourceFails_changesNothing() {
        for (Throwable failure : List.of(new IllegalStateException("line 700"), new StackOverflowError("line 700"))) {
            assertThatThrownBy(() -> store.importAll(
                            sink -> {
                                for (int i = 0; i < 700; i++) {
                                    sink.add(stored(token(id(), "ada", "new", NOW)));
                                }
                                sneakyThrow(failure);
                            },
                            change(new ChangeScope.AnyToken())))
                    .isSameAs(failure);
            assertThat(store.listAll("", 10)).isEmpty();
        }
    }

    @Test
    void import_whileTheTokenIsRevoked_endsWithItRevoked() throws Exception {
        for (int round = 0; round < 20; round++) {
            StoredToken before = insert("ada", "laptop", NOW);
            String id = before.token().id();
            java.util.concurrent.atomic.AtomicBoolean importing = new java.util.concurrent.atomic.AtomicBoolean();

            atOnce(
                    2,
                    () -> importing.compareAndSet(false, true)
                            ? retried(() -> importAll(List.of(changed(before, NOW.plusSeconds(1), null))))
                            : retried(() -> revoke("ada", id, NOW.plusSeconds(2))));

            assertThat(store.findByHash(before.hash()))
                    .contains(changed(before, NOW.plusSeconds(1), NOW.plusSeconds(2)));
        }
    }

    private boolean revoke(String owner, String id, Instant at) {
        // A store appends any record; ChangeFeedContract tests what the feed returns.
        return store.revoke(owner, id, RevocationDetails.at(at), change(new ChangeScope.TokensOf(owner)));
    }

    private int revokeAll(String owner, Instant at) {
        return store.revokeAll(owner, RevocationDetails.at(at), change(new ChangeScope.TokensOf(owner)));
    }

    private ImportCounts importAll(List<StoredToken> tokens) {
        return store.importAll(sink -> tokens.forEach(sink::add), change(new ChangeScope.AnyToken()));
    }

    private static String lastId(List<StoredToken> rows) {
        return rows.get(rows.size() - 1).token().id();
    }

    private static StoredToken changed(StoredToken row, @Nullable Instant lastUsedAt, @Nullable Instant revokedAt) {
        Token t = row.token();
        return new StoredToken(
                Token.builder(t.id(), t.owner(), t.createdAt())
                        .label(t.label())
                        .scopes(t.scopes())
                        .expiresAt(t.expiresAt())
                        .lastUsedAt(lastUsedAt)
                        .revokedAt(revokedAt)
                        .build(),
                row.hash());
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneakyThrow(Throwable failure) throws E {
        throw (E) failure;
    }

    private List<@Nullable String> labels(Which which) {
        List<@Nullable String> labels = new ArrayList<>();
        store.list(TokenQuery.of("ada").which(which), ActiveRule.at(NOW)).forEach(token -> labels.add(token.label()));
        return labels;
    }

    private @Nullable Instant revokedAt(StoredToken stored) {
        return store.findByHash(stored.hash()).orElseThrow().token().revokedAt();
    }

    private Token expiring(String label, Instant createdAt, Instant expiresAt) {
        return Token.builder(id(), "ada", createdAt)
                .label(label)
                .expiresAt(expiresAt)
                .build();
    }
}
