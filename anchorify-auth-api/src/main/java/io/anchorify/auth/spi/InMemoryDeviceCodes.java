package io.anchorify.auth.spi;

import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenRequest;
import io.anchorify.auth.spi.DeviceCode.State;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A map under the lock of the tokens. */
final class InMemoryDeviceCodes implements DeviceCodeStore {

    private final TokenStore tokens;
    private final ReentrantLock lock;
    private final Map<TokenHash, DeviceCode> byHash = new HashMap<>();

    InMemoryDeviceCodes(TokenStore tokens, ReentrantLock lock) {
        this.tokens = tokens;
        this.lock = lock;
    }

    @Override
    public InsertResult add(DeviceCode code, int maximum) {
        Instant now = code.request().startedAt();
        return locked(() -> {
            if (byHash.values().stream().filter(known -> known.isPending(now)).count() >= maximum) {
                return InsertResult.LIMIT_REACHED;
            }
            if (byHash.containsKey(code.hash())
                    || byUserCode(code.request().userCode()).isPresent()) {
                return InsertResult.DUPLICATE;
            }
            byHash.put(code.hash(), code);
            return InsertResult.ADDED;
        });
    }

    @Override
    public Optional<DeviceCode> find(TokenHash hash) {
        return locked(() -> Optional.ofNullable(byHash.get(hash)));
    }

    @Override
    public Optional<DeviceCode> find(String userCode) {
        return locked(() -> byUserCode(userCode));
    }

    @Override
    public boolean approve(String userCode, TokenRequest approved, Instant now) {
        return decide(userCode, State.APPROVED, approved, now);
    }

    @Override
    public boolean deny(String userCode, Instant now) {
        return decide(userCode, State.DENIED, null, now);
    }

    private boolean decide(String userCode, State state, @Nullable TokenRequest approved, Instant now) {
        return locked(() -> {
            Optional<DeviceCode> pending = byUserCode(userCode).filter(code -> code.isPending(now));
            pending.ifPresent(code -> put(
                    new DeviceCode(code.hash(), code.request(), code.interval(), code.polledAt(), state, approved)));
            return pending.isPresent();
        });
    }

    @Override
    public boolean recordPoll(DeviceCode polled, Instant at, Duration interval) {
        DeviceCode recorded =
                new DeviceCode(polled.hash(), polled.request(), interval, at, polled.state(), polled.approved());
        return locked(() -> byHash.replace(polled.hash(), polled, recorded));
    }

    @Override
    public Redemption.Result redeem(Redemption redemption, ActiveRule rule) {
        return locked(() -> {
            DeviceCode code = byHash.get(redemption.deviceCode());
            if (code == null || code.state() != State.APPROVED || code.isExpired(rule.now())) {
                return Redemption.Result.NOT_APPROVED;
            }
            Redemption.Result result = add(redemption, rule);
            if (result != Redemption.Result.DUPLICATE) {
                byHash.remove(code.hash());
            }
            return result;
        });
    }

    private Redemption.Result add(Redemption redemption, ActiveRule rule) {
        int maximum = redemption.maximumTokens() == null ? Integer.MAX_VALUE : redemption.maximumTokens();
        return switch (tokens.insert(redemption.token(), maximum, rule)) {
            case ADDED -> Redemption.Result.ISSUED;
            case DUPLICATE -> Redemption.Result.DUPLICATE;
            case LIMIT_REACHED -> Redemption.Result.LIMIT_REACHED;
        };
    }

    @Override
    public int deleteExpired(Instant now, int limit) {
        return locked(() -> {
            List<TokenHash> expired = byHash.values().stream()
                    .filter(code -> code.isExpired(now))
                    .limit(limit)
                    .map(DeviceCode::hash)
                    .toList();
            expired.forEach(byHash::remove);
            return expired.size();
        });
    }

    /** Called with the lock. */
    void deleteApproved(String owner) {
        byHash.values()
                .removeIf(code ->
                        code.approved() != null && code.approved().owner().equals(owner));
    }

    private Optional<DeviceCode> byUserCode(String userCode) {
        return byHash.values().stream()
                .filter(code -> code.request().userCode().equals(userCode))
                .findFirst();
    }

    private void put(DeviceCode code) {
        byHash.put(code.hash(), code);
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
