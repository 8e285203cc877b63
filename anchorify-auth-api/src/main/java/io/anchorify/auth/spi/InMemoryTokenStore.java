package io.anchorify.auth.spi;

import io.anchorify.auth.ImportCounts;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenConflictException;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenSink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Two maps under one lock: every method is one short critical section, and so atomic. */
final class InMemoryTokenStore implements TokenStore {

    private static final Comparator<Token> OLDEST_FIRST =
            Comparator.comparing(Token::createdAt).thenComparing(Token::id);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<TokenHash, StoredToken> byHash = new HashMap<>();
    private final Map<String, TokenHash> hashById = new HashMap<>();

    @Override
    public void verify() {
        // There is no schema that could be missing.
    }

    @Override
    public void ping() {
        // There is no connection that could fail.
    }

    @Override
    public boolean insert(StoredToken token) {
        return locked(() -> {
            if (byHash.containsKey(token.hash())
                    || hashById.containsKey(token.token().id())) {
                return false;
            }
            put(token);
            return true;
        });
    }

    @Override
    public Optional<StoredToken> findByHash(TokenHash hash) {
        return locked(() -> Optional.ofNullable(byHash.get(hash)));
    }

    @Override
    public Optional<StoredToken> find(String owner, String id) {
        return locked(() -> byId(id).filter(stored -> stored.token().owner().equals(owner)));
    }

    @Override
    public List<Token> list(TokenQuery query, Instant now) {
        return locked(() -> byHash.values().stream()
                .map(StoredToken::token)
                .filter(token -> token.owner().equals(query.owner()))
                .filter(isIn(query.which(), now))
                .filter(isAfter(query.after()))
                .sorted(OLDEST_FIRST.reversed())
                .limit(query.limit())
                .toList());
    }

    @Override
    public boolean revoke(String owner, String id, Instant revokedAt, ChangeRecord change) {
        return locked(() -> byId(id).filter(stored -> stored.token().owner().equals(owner))
                .filter(stored -> stored.token().revokedAt() == null)
                .map(stored -> replace(stored, token -> revoked(token, revokedAt)))
                .isPresent());
    }

    @Override
    public int revokeAll(String owner, Instant revokedAt, ChangeRecord change) {
        return locked(() -> {
            List<StoredToken> active = byHash.values().stream()
                    .filter(stored -> stored.token().owner().equals(owner))
                    .filter(stored -> stored.token().revokedAt() == null)
                    .toList();
            active.forEach(stored -> replace(stored, token -> revoked(token, revokedAt)));
            return active.size();
        });
    }

    @Override
    public void recordUses(Collection<TokenUse> uses) {
        locked(() -> {
            for (TokenUse use : uses) {
                byId(use.tokenId())
                        .filter(stored -> isNewer(use.usedAt(), stored.token().lastUsedAt()))
                        .ifPresent(stored -> replace(stored, token -> used(token, use.usedAt())));
            }
            return uses.size();
        });
    }

    @Override
    public int purge(Instant endedBefore) {
        return locked(() -> {
            List<StoredToken> ended = byHash.values().stream()
                    .filter(stored -> isBefore(stored.token().revokedAt(), endedBefore)
                            || isBefore(stored.token().expiresAt(), endedBefore))
                    .toList();
            ended.forEach(stored -> {
                byHash.remove(stored.hash());
                hashById.remove(stored.token().id());
            });
            return ended.size();
        });
    }

    @Override
    public List<StoredToken> listAll(String afterId, int limit) {
        return locked(() -> byHash.values().stream()
                .filter(stored -> stored.token().id().compareTo(afterId) > 0)
                .sorted(Comparator.comparing(stored -> stored.token().id()))
                .limit(limit)
                .toList());
    }

    @Override
    public ImportCounts importAll(Consumer<TokenSink> source, ChangeRecord change) {
        List<StoredToken> imported = new ArrayList<>();
        source.accept(new CollectingSink(imported));
        return locked(() -> {
            List<StoredToken> before = List.copyOf(byHash.values());
            try {
                return importAll(imported);
            } catch (TokenConflictException e) {
                byHash.clear();
                hashById.clear();
                before.forEach(this::put);
                throw e;
            }
        });
    }

    @Override
    public void close() {
        // Nothing was opened.
    }

    private ImportCounts importAll(List<StoredToken> imported) {
        long added = 0;
        long changed = 0;
        long unchanged = 0;
        for (StoredToken row : imported) {
            StoredToken known = byId(row.token().id()).orElse(null);
            StoredToken merged = known == null ? row : known.mergedWith(row).orElse(null);
            if (merged == null || (known == null && byHash.containsKey(row.hash()))) {
                throw new TokenConflictException(
                        added + changed + unchanged + 1, row.token().id());
            }
            put(merged);
            if (known == null) {
                added++;
            } else if (merged.equals(known)) {
                unchanged++;
            } else {
                changed++;
            }
        }
        return new ImportCounts(added, changed, unchanged);
    }

    private void put(StoredToken stored) {
        byHash.put(stored.hash(), stored);
        hashById.put(stored.token().id(), stored.hash());
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private Optional<StoredToken> byId(String id) {
        return Optional.ofNullable(hashById.get(id)).map(hash -> Objects.requireNonNull(byHash.get(hash)));
    }

    private StoredToken replace(StoredToken stored, UnaryOperator<Token> change) {
        StoredToken changed = new StoredToken(change.apply(stored.token()), stored.hash());
        byHash.put(changed.hash(), changed);
        return changed;
    }

    /** Collects everything first, so that the lock is not held while the source is read. */
    private record CollectingSink(List<StoredToken> collected) implements TokenSink {

        @Override
        public void add(StoredToken token) {
            collected.add(token);
        }

        @Override
        public <T> Optional<T> unwrap(Class<T> type) {
            return Optional.empty();
        }
    }

    private static Predicate<Token> isIn(TokenQuery.Which which, Instant now) {
        return switch (which) {
            case ACTIVE -> token -> token.isActive(now);
            case ENDED -> token -> !token.isActive(now);
            case ALL -> token -> true;
        };
    }

    private static Predicate<Token> isAfter(TokenQuery.@Nullable Position position) {
        if (position == null) {
            return token -> true;
        }
        return token -> {
            int time = token.createdAt().compareTo(position.createdAt());
            return time < 0 || (time == 0 && token.id().compareTo(position.id()) < 0);
        };
    }

    private static boolean isNewer(Instant use, @Nullable Instant known) {
        return known == null || use.isAfter(known);
    }

    private static boolean isBefore(@Nullable Instant instant, Instant limit) {
        return instant != null && instant.isBefore(limit);
    }

    private static Token revoked(Token t, Instant now) {
        Instant at = now.isBefore(t.createdAt()) ? t.createdAt() : now;
        return new Token(t.id(), t.owner(), t.label(), t.scopes(), t.createdAt(), t.expiresAt(), t.lastUsedAt(), at);
    }

    private static Token used(Token t, Instant at) {
        return new Token(t.id(), t.owner(), t.label(), t.scopes(), t.createdAt(), t.expiresAt(), at, t.revokedAt());
    }
}
