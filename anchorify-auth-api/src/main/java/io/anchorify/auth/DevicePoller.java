package io.anchorify.auth;

import io.anchorify.auth.internal.Engine;
import io.anchorify.auth.spi.DeviceCode;
import io.anchorify.auth.spi.DeviceCodeStore;
import io.anchorify.auth.spi.InsertResult;
import io.anchorify.auth.spi.Redemption;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Answers the polls of devices. */
final class DevicePoller {

    private static final Pattern DEVICE_CODE = Pattern.compile("[0-9A-Za-z]{22}");

    /** How much too early a poll may be, because the clocks of nodes differ and networks delay. */
    private static final Duration LEEWAY = Duration.ofSeconds(1);

    /** Of polls that overlap with another change of the same row. */
    private static final int ATTEMPTS = 3;

    private final Engine engine;
    private final TokenIssuer issuer;
    private final DeviceCodeStore codes;

    DevicePoller(Engine engine, TokenIssuer issuer, DeviceCodeStore codes) {
        this.engine = engine;
        this.issuer = issuer;
        this.codes = codes;
    }

    /** A text that cannot be a device code is neither hashed nor looked up. */
    DevicePoll poll(String deviceCode) {
        if (!DEVICE_CODE.matcher(deviceCode).matches()) {
            return new DevicePoll.Expired();
        }
        return poll(hash(deviceCode), ATTEMPTS);
    }

    static TokenHash hash(String deviceCode) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return TokenHash.of(sha256.digest(deviceCode.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }

    private DevicePoll poll(TokenHash hash, int attempts) {
        Instant now = engine.clocks().micros();
        Optional<DeviceCode> found = codes.find(hash).filter(code -> !code.isExpired(now));
        if (found.isEmpty()) {
            return new DevicePoll.Expired();
        }
        DeviceCode code = found.get();
        return switch (code.state()) {
            case DENIED -> new DevicePoll.Denied();
            case APPROVED -> redeem(code);
            case UNDECIDED -> pending(code, now, attempts);
        };
    }

    private DevicePoll pending(DeviceCode code, Instant now, int attempts) {
        if (!isEarly(code, now)) {
            return codes.recordPoll(code, now, code.interval())
                    ? new DevicePoll.Pending(code.interval())
                    : pollAgain(code, attempts);
        }
        // Bounds the writes of a device that never waits.
        if (code.interval().compareTo(DeviceFlow.LIFETIME) >= 0) {
            return new DevicePoll.SlowDown(code.interval());
        }
        Duration slower = code.interval().plus(DeviceFlow.SLOW_DOWN);
        return codes.recordPoll(code, now, slower) ? new DevicePoll.SlowDown(slower) : pollAgain(code, attempts);
    }

    /** The row was polled or decided since it was read. */
    private DevicePoll pollAgain(DeviceCode code, int attempts) {
        return attempts > 1
                ? poll(code.hash(), attempts - 1)
                : new DevicePoll.SlowDown(code.interval().plus(DeviceFlow.SLOW_DOWN));
    }

    /** The last poll can be in the future if the clock of another node is ahead. */
    private static boolean isEarly(DeviceCode code, Instant now) {
        Instant last = code.polledAt();
        return last != null
                && Duration.between(last, now).abs().compareTo(code.interval().minus(LEEWAY)) < 0;
    }

    private DevicePoll redeem(DeviceCode code) {
        TokenRequest request = Objects.requireNonNull(code.approved(), "The request of an approved device code");
        try {
            return issuer.issue(request, token -> redeem(code, token))
                    .<DevicePoll>map(DevicePoll.Issued::new)
                    .orElseGet(DevicePoll.Expired::new);
        } catch (TokenPolicyException e) {
            return new DevicePoll.Denied();
        }
    }

    private Optional<InsertResult> redeem(DeviceCode code, StoredToken token) {
        Redemption redemption = new Redemption(code.hash(), token, issuer.maximumTokens());
        return switch (codes.redeem(redemption, issuer.activeWhenCreated(token))) {
            case ISSUED -> Optional.of(InsertResult.ADDED);
            case DUPLICATE -> Optional.of(InsertResult.DUPLICATE);
            case LIMIT_REACHED -> Optional.of(InsertResult.LIMIT_REACHED);
            case NOT_APPROVED -> Optional.empty();
        };
    }
}
