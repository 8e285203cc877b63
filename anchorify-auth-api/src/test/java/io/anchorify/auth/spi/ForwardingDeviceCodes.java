package io.anchorify.auth.spi;

import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A store of device codes that forwards every call to another one. Override a method to count, delay or fail it. */
public class ForwardingDeviceCodes implements DeviceCodeStore {

    private final DeviceCodeStore delegate;

    public ForwardingDeviceCodes(DeviceCodeStore delegate) {
        this.delegate = delegate;
    }

    @Override
    public InsertResult add(DeviceCode code, int maximum) {
        return delegate.add(code, maximum);
    }

    @Override
    public Optional<DeviceCode> find(TokenHash hash) {
        return delegate.find(hash);
    }

    @Override
    public Optional<DeviceCode> find(String userCode) {
        return delegate.find(userCode);
    }

    @Override
    public boolean approve(String userCode, TokenRequest approved, Instant now) {
        return delegate.approve(userCode, approved, now);
    }

    @Override
    public boolean deny(String userCode, Instant now) {
        return delegate.deny(userCode, now);
    }

    @Override
    public boolean recordPoll(DeviceCode polled, Instant at, Duration interval) {
        return delegate.recordPoll(polled, at, interval);
    }

    @Override
    public Redemption.Result redeem(Redemption redemption, ActiveRule rule) {
        return delegate.redeem(redemption, rule);
    }

    @Override
    public int deleteExpired(Instant now, int limit) {
        return delegate.deleteExpired(now, limit);
    }
}
