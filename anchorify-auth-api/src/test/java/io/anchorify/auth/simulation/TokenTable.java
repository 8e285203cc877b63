package io.anchorify.auth.simulation;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.spi.ActiveRule;
import io.anchorify.auth.spi.Succession;
import io.anchorify.auth.spi.TokenUse;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The tokens of a database server, in the order in which they were added. Each method is a part of a transaction. */
final class TokenTable {

    private final Map<TokenHash, StoredToken> rows = new LinkedHashMap<>();

    TokenTable(Collection<StoredToken> tokens) {
        tokens.forEach(this::insert);
    }

    TokenTable copy() {
        return new TokenTable(rows.values());
    }

    Optional<StoredToken> find(TokenHash hash) {
        return Optional.ofNullable(rows.get(hash));
    }

    Optional<StoredToken> find(String owner, String id) {
        return rows.values().stream()
                .filter(row -> row.token().owner().equals(owner))
                .filter(row -> row.token().id().equals(id))
                .findFirst();
    }

    List<Token> matching(Predicate<Token> selected) {
        return rows.values().stream().map(StoredToken::token).filter(selected).toList();
    }

    void insert(StoredToken row) {
        rows.put(row.hash(), row);
    }

    /** Revokes the selected tokens that are not yet revoked, and returns how many. */
    int revoke(Predicate<Token> selected, int limit, Instant at) {
        List<Token> unrevoked = matching(selected.and(token -> token.revokedAt() == null)).stream()
                .limit(limit)
                .toList();
        unrevoked.forEach(token -> update(token.id(), row -> revoked(row, at)));
        return unrevoked.size();
    }

    /** What a rotation finds: {@code ROTATED} if nothing prevents it. */
    Succession.Result check(Succession succession, ActiveRule rule) {
        Token successor = succession.successor().token();
        Token predecessor = find(successor.owner(), String.valueOf(successor.predecessorId()))
                .map(StoredToken::token)
                .orElse(null);
        if (predecessor != null && predecessor.successorId() != null) {
            return Succession.Result.ALREADY_ROTATED;
        }
        return predecessor != null && rule.isActive(predecessor)
                ? Succession.Result.ROTATED
                : Succession.Result.NOT_ACTIVE;
    }

    /** Adds the successor, and ends the predecessor. */
    Succession.Result supersede(Succession succession) {
        insert(succession.successor());
        update(String.valueOf(succession.successor().token().predecessorId()), row -> superseded(row, succession));
        return Succession.Result.ROTATED;
    }

    int erase(String owner) {
        int before = rows.size();
        rows.values().removeIf(row -> row.token().owner().equals(owner));
        return before - rows.size();
    }

    Set<String> recordUses(Collection<TokenUse> uses, Instant latest) {
        return record(
                uses,
                (row, use) -> isDue(row.lastUsedAt(), use.at(), latest),
                (row, use) -> row.toBuilder().lastUsedAt(use.at()).build());
    }

    Set<String> recordRefusals(Collection<TokenUse> uses, Duration interval, Instant latest) {
        return record(
                uses,
                (row, use) -> isDue(row.lastRefusedAt(), use.at().minus(interval), latest),
                (row, use) -> row.toBuilder().lastRefusedAt(use.at()).build());
    }

    private Set<String> record(
            Collection<TokenUse> uses, BiPredicate<Token, TokenUse> isDue, BiFunction<Token, TokenUse, Token> change) {
        Set<String> recorded = new HashSet<>();
        for (TokenUse use : uses) {
            matching(row -> row.id().equals(use.tokenId()) && isDue.test(row, use))
                    .forEach(row -> {
                        update(row.id(), token -> change.apply(token, use));
                        recorded.add(row.id());
                    });
        }
        return recorded;
    }

    private static boolean isDue(@Nullable Instant stored, Instant at, Instant latest) {
        return stored == null || !stored.isAfter(at) || stored.isAfter(latest);
    }

    private void update(String id, UnaryOperator<Token> change) {
        rows.replaceAll(
                (hash, row) -> row.token().id().equals(id) ? new StoredToken(change.apply(row.token()), hash) : row);
    }

    private static Token revoked(Token token, Instant at) {
        return token.toBuilder()
                .revokedAt(at.isBefore(token.createdAt()) ? token.createdAt() : at)
                .build();
    }

    private static Token superseded(Token token, Succession succession) {
        Instant endsAt = succession.predecessorEndsAt();
        Token superseded = token.toBuilder()
                .successorId(succession.successor().token().id())
                .expiresAt(earlier(token.expiresAt(), endsAt))
                .build();
        return succession.immediately() ? revoked(superseded, endsAt) : superseded;
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one != null && one.isBefore(other) ? one : other;
    }
}
