package io.anchorify.auth.spi;

import io.anchorify.auth.ImportCounts;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenConflictException;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenSink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Two maps under one lock: every method is one short critical section, and so atomic. */
final class InMemoryTokenStore implements TokenStore {

    private static final Comparator<Token> OLDEST_FIRST =
            Comparator.comparing(Token::createdAt).thenComparing(Token::id);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<TokenHash, StoredToken> byHash = new HashMap<>();
    private final Map<String, TokenHash> hashById = new HashMap<>();
    private final InMemoryReminders reminders = new InMemoryReminders();
    private final InMemoryDeviceCodes deviceCodes = new InMemoryDeviceCodes(this, lock);

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
    public InsertResult insert(StoredToken token, int maximum, ActiveRule rule) {
        String owner = token.token().owner();
        return locked(() -> {
            long active = tokens(stored -> stored.owner().equals(owner) && stored.successorId() == null)
                    .filter(rule::isActive)
                    .count();
            if (active >= maximum) {
                return InsertResult.LIMIT_REACHED;
            }
            return insert(token) ? InsertResult.ADDED : InsertResult.DUPLICATE;
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
    public List<Token> list(TokenQuery query, ActiveRule rule) {
        Comparator<Token> order = query.ascending() ? OLDEST_FIRST : OLDEST_FIRST.reversed();
        return locked(() -> tokens(selectedBy(query, rule))
                .filter(isAfter(query.after(), order))
                .sorted(order)
                .limit(query.limit())
                .toList());
    }

    @Override
    public long count(TokenQuery query, ActiveRule rule) {
        return locked(() -> tokens(selectedBy(query, rule)).count());
    }

    @Override
    public boolean revoke(String owner, String id, RevocationDetails details, ChangeRecord change) {
        return revoke(token -> token.owner().equals(owner) && token.id().equals(id), 1, details) == 1;
    }

    @Override
    public int revokeAll(String owner, RevocationDetails details, ChangeRecord change) {
        return locked(() -> {
            deviceCodes.deleteApproved(owner);
            return revoke(token -> token.owner().equals(owner), Integer.MAX_VALUE, details);
        });
    }

    @Override
    public int revoke(TokenQuery query, ActiveRule rule, int limit, RevocationDetails details, ChangeRecord change) {
        return revoke(selectedBy(query, rule), limit, details);
    }

    private int revoke(Predicate<Token> selected, int limit, RevocationDetails details) {
        return locked(() -> {
            List<Token> revoked = tokens(selected.and(token -> token.revokedAt() == null))
                    .limit(limit)
                    .toList();
            revoked.forEach(token -> replace(token.id(), known -> revoked(known, details)));
            return revoked.size();
        });
    }

    @Override
    public Succession.Result rotate(Succession succession, ActiveRule rule, ChangeRecord change) {
        Token successor = succession.successor().token();
        return locked(() -> {
            Token predecessor = Optional.ofNullable(successor.predecessorId())
                    .flatMap(id -> find(successor.owner(), id))
                    .map(StoredToken::token)
                    .orElse(null);
            if (predecessor == null || predecessor.successorId() != null) {
                return predecessor == null ? Succession.Result.NOT_ACTIVE : Succession.Result.ALREADY_ROTATED;
            }
            if (!rule.isActive(predecessor)) {
                return Succession.Result.NOT_ACTIVE;
            }
            if (!insert(succession.successor())) {
                return Succession.Result.DUPLICATE;
            }
            replace(predecessor.id(), token -> superseded(token, succession));
            return Succession.Result.ROTATED;
        });
    }

    @Override
    public boolean rename(String owner, String id, @Nullable String label, ChangeRecord change) {
        return locked(() -> {
            boolean found = find(owner, id).isPresent();
            if (found) {
                replace(id, token -> token.toBuilder().label(label).build());
            }
            return found;
        });
    }

    @Override
    public int erase(String owner, ChangeRecord change) {
        return locked(() -> {
            deviceCodes.deleteApproved(owner);
            return remove(token -> token.owner().equals(owner));
        });
    }

    @Override
    public void recordUses(Collection<TokenUse> uses, Instant latest) {
        locked(() -> uses.stream().filter(use -> recordUse(use, latest)).count());
    }

    private boolean recordUse(TokenUse use, Instant latest) {
        Optional<Token> token = byId(use.tokenId())
                .map(StoredToken::token)
                .filter(known -> isReplaced(known.lastUsedAt(), use.at().minusNanos(1), latest));
        token.ifPresent(known -> replace(known.id(), other -> used(other, use)));
        return token.isPresent();
    }

    @Override
    public Set<String> recordRefusals(Collection<TokenUse> uses, Duration interval, Instant latest) {
        return locked(() -> uses.stream()
                .filter(use -> recordRefusal(use, interval, latest))
                .map(TokenUse::tokenId)
                .collect(Collectors.toSet()));
    }

    private boolean recordRefusal(TokenUse use, Duration interval, Instant latest) {
        Optional<Token> token = byId(use.tokenId())
                .map(StoredToken::token)
                .filter(known -> isReplaced(known.lastRefusedAt(), use.at().minus(interval), latest));
        token.ifPresent(known -> replace(known.id(), other -> refused(other, use)));
        return token.isPresent();
    }

    @Override
    public ExpiringPage listExpiring(
            Duration before, ExpiringPage.@Nullable Position after, int limit, ActiveRule rule) {
        return locked(() -> {
            List<Token> examined = tokens(token -> InMemoryReminders.expiresWithin(before, token, rule))
                    .filter(token -> after == null || InMemoryReminders.isAfter(after, token))
                    .sorted(InMemoryReminders.BY_EXPIRY)
                    .limit(limit)
                    .toList();
            List<Token> due = examined.stream()
                    .filter(token -> rule.isActive(token) && reminders.isDue(token, before, rule))
                    .toList();
            return new ExpiringPage(due, InMemoryReminders.end(examined, limit));
        });
    }

    @Override
    public boolean claimReminder(String tokenId, ReminderClaim claim, ActiveRule rule) {
        return locked(() -> {
            boolean isDue = byId(tokenId)
                    .map(StoredToken::token)
                    .filter(token -> rule.isActive(token) && reminders.isDue(token, claim.before(), rule))
                    .isPresent();
            if (isDue) {
                reminders.claim(tokenId, claim);
            }
            return isDue;
        });
    }

    @Override
    public boolean confirmReminder(String tokenId, ReminderClaim claim) {
        return locked(() -> reminders.confirm(tokenId, claim));
    }

    @Override
    public int purge(Instant endedBefore) {
        return locked(() ->
                remove(token -> isBefore(token.revokedAt(), endedBefore) || isBefore(token.expiresAt(), endedBefore)));
    }

    private int remove(Predicate<Token> selected) {
        List<String> ids = tokens(selected).map(Token::id).toList();
        ids.forEach(id -> byHash.remove(Objects.requireNonNull(hashById.remove(id))));
        ids.forEach(reminders::remove);
        return ids.size();
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
    public Optional<DeviceCodeStore> deviceCodes() {
        return Optional.of(deviceCodes);
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

    private Stream<Token> tokens(Predicate<Token> selected) {
        return byHash.values().stream().map(StoredToken::token).filter(selected);
    }

    private void replace(String id, UnaryOperator<Token> change) {
        TokenHash hash = Objects.requireNonNull(hashById.get(id));
        byHash.computeIfPresent(hash, (key, stored) -> new StoredToken(change.apply(stored.token()), hash));
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

    private static Predicate<Token> selectedBy(TokenQuery query, ActiveRule rule) {
        Predicate<Token> selected =
                token -> query.owner() == null || query.owner().equals(token.owner());
        selected = selected.and(token -> query.which().includes(rule.stateOf(token)));
        return selected.and(token -> query.criteria().stream().allMatch(criterion -> criterion.test(token)));
    }

    private static Predicate<Token> isAfter(TokenQuery.@Nullable Position position, Comparator<Token> order) {
        if (position == null) {
            return token -> true;
        }
        Token last = Token.builder(position.id(), "any", position.createdAt()).build();
        return token -> order.compare(token, last) > 0;
    }

    /** Whether a stored time is old enough to be replaced, or so far ahead that a clock was wrong. */
    private static boolean isReplaced(@Nullable Instant known, Instant newest, Instant latest) {
        return known == null || !known.isAfter(newest) || known.isAfter(latest);
    }

    private static boolean isBefore(@Nullable Instant instant, Instant limit) {
        return instant != null && instant.isBefore(limit);
    }

    private static Token revoked(Token token, RevocationDetails details) {
        Instant at = details.at().isBefore(token.createdAt()) ? token.createdAt() : details.at();
        return token.toBuilder()
                .revokedAt(at)
                .revokedBy(details.by())
                .revokeReason(details.reason())
                .build();
    }

    private static Token superseded(Token token, Succession succession) {
        Instant endsAt = succession.predecessorEndsAt();
        Token superseded = token.toBuilder()
                .successorId(succession.successor().token().id())
                .expiresAt(token.expiresAt() != null && token.expiresAt().isBefore(endsAt) ? token.expiresAt() : endsAt)
                .build();
        return succession.immediately()
                ? revoked(superseded, new RevocationDetails(endsAt, succession.by(), null))
                : superseded;
    }

    private static Token used(Token token, TokenUse use) {
        return token.toBuilder()
                .lastUsedAt(use.at())
                .lastUsedFrom(use.remoteAddress())
                .build();
    }

    private static Token refused(Token token, TokenUse use) {
        return token.toBuilder()
                .lastRefusedAt(use.at())
                .lastRefusedFrom(use.remoteAddress())
                .build();
    }
}
