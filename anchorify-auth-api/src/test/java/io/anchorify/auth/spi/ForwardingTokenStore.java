package io.anchorify.auth.spi;

import io.anchorify.auth.ImportCounts;
import io.anchorify.auth.StoredToken;
import io.anchorify.auth.Token;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenSink;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A store that forwards every call to another one. Override a method to count, delay or fail it. */
public class ForwardingTokenStore implements TokenStore {

    private final TokenStore delegate;

    public ForwardingTokenStore(TokenStore delegate) {
        this.delegate = delegate;
    }

    @Override
    public void verify() {
        delegate.verify();
    }

    @Override
    public void ping() {
        delegate.ping();
    }

    @Override
    public boolean insert(StoredToken token) {
        return delegate.insert(token);
    }

    @Override
    public Optional<StoredToken> findByHash(TokenHash hash) {
        return delegate.findByHash(hash);
    }

    @Override
    public Optional<StoredToken> find(String owner, String id) {
        return delegate.find(owner, id);
    }

    @Override
    public InsertResult insert(StoredToken token, int maximum, ActiveRule rule) {
        return delegate.insert(token, maximum, rule);
    }

    @Override
    public List<Token> list(TokenQuery query, ActiveRule rule) {
        return delegate.list(query, rule);
    }

    @Override
    public long count(TokenQuery query, ActiveRule rule) {
        return delegate.count(query, rule);
    }

    @Override
    public boolean revoke(String owner, String id, RevocationDetails details, ChangeRecord change) {
        return delegate.revoke(owner, id, details, change);
    }

    @Override
    public int revokeAll(String owner, RevocationDetails details, ChangeRecord change) {
        return delegate.revokeAll(owner, details, change);
    }

    @Override
    public int revoke(TokenQuery query, ActiveRule rule, int limit, RevocationDetails details, ChangeRecord change) {
        return delegate.revoke(query, rule, limit, details, change);
    }

    @Override
    public Succession.Result rotate(Succession succession, ActiveRule rule, ChangeRecord change) {
        return delegate.rotate(succession, rule, change);
    }

    @Override
    public boolean rename(String owner, String id, @Nullable String label, ChangeRecord change) {
        return delegate.rename(owner, id, label, change);
    }

    @Override
    public int erase(String owner, ChangeRecord change) {
        return delegate.erase(owner, change);
    }

    @Override
    public void recordUses(Collection<TokenUse> uses, Instant latest) {
        delegate.recordUses(uses, latest);
    }

    @Override
    public Set<String> recordRefusals(Collection<TokenUse> uses, Duration interval, Instant latest) {
        return delegate.recordRefusals(uses, interval, latest);
    }

    @Override
    public ExpiringPage listExpiring(
            Duration before, ExpiringPage.@Nullable Position after, int limit, ActiveRule rule) {
        return delegate.listExpiring(before, after, limit, rule);
    }

    @Override
    public boolean claimReminder(String tokenId, ReminderClaim claim, ActiveRule rule) {
        return delegate.claimReminder(tokenId, claim, rule);
    }

    @Override
    public boolean confirmReminder(String tokenId, ReminderClaim claim) {
        return delegate.confirmReminder(tokenId, claim);
    }

    @Override
    public int purge(Instant endedBefore) {
        return delegate.purge(endedBefore);
    }

    @Override
    public List<StoredToken> listAll(String afterId, int limit) {
        return delegate.listAll(afterId, limit);
    }

    @Override
    public ImportCounts importAll(Consumer<TokenSink> source, ChangeRecord change) {
        return delegate.importAll(source, change);
    }

    @Override
    public Optional<ChangeFeed> changeFeed() {
        return delegate.changeFeed();
    }

    @Override
    public Optional<DeviceCodeStore> deviceCodes() {
        return delegate.deviceCodes();
    }

    @Override
    public void close() {
        delegate.close();
    }
}
