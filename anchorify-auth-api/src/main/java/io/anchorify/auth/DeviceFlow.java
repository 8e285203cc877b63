package io.anchorify.auth;

import io.anchorify.auth.internal.Engine;
import io.anchorify.auth.internal.RateLimit;
import io.anchorify.auth.internal.usage.RemoteAddress;
import io.anchorify.auth.spi.DeviceCode;
import io.anchorify.auth.spi.DeviceCodeStore;
import io.anchorify.auth.spi.InsertResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Issues tokens to devices without a browser, such as a command in a terminal: the device authorization grant (RFC 8628). The
 * device starts an authorization and shows its user code. The user signs in to the host application, compares the code, and
 * approves or denies the request. The device polls until it receives the token.
 *
 * <pre>{@code
 * DeviceFlow flow = tokens.deviceFlow();
 * DeviceAuthorization started = flow.start("anchorify on laptop", "192.0.2.1", Set.of());
 * DeviceRequest request = flow.find(started.userCode()).orElseThrow();
 * flow.approve(request.userCode(), TokenRequest.of("ada").label(request.clientName()));
 * DevicePoll answer = flow.poll(started.deviceCode().reveal());
 * }</pre>
 *
 * <p>A code expires ten minutes after it was started. The state is in the store, so each step can take place on another node, and
 * survives a restart. All methods are safe for concurrent use. None of them starts a thread.
 */
public final class DeviceFlow {

    static final Duration LIFETIME = Duration.ofMinutes(10);
    /** RFC 8628 section 3.2. */
    static final Duration INTERVAL = Duration.ofSeconds(5);
    /** RFC 8628 section 3.5. */
    static final Duration SLOW_DOWN = Duration.ofSeconds(5);

    /** In the store. At a rate of ten per second, a node alone does not reach it within the lifetime. */
    static final int MAX_UNDECIDED = 10_000;

    static final Duration START_INTERVAL = Duration.ofMillis(100);
    static final int START_BURST = 100;

    private static final int EXPIRED_PER_START = 100;
    private static final int EXPIRED_PER_PURGE = 1000;

    /** Of codes that exist. A random user code is taken with a probability of less than one in a million. */
    private static final int ATTEMPTS = 3;

    private final Engine engine;
    private final TokenIssuer issuer;
    private final DeviceCodeStore codes;
    private final DevicePoller poller;
    private final RateLimit starts;

    DeviceFlow(Engine engine, TokenIssuer issuer, DeviceCodeStore codes) {
        this.engine = engine;
        this.issuer = issuer;
        this.codes = codes;
        this.poller = new DevicePoller(engine, issuer, codes);
        this.starts = new RateLimit(START_INTERVAL, START_BURST, engine.clocks().monotonic());
    }

    /**
     * Starts an authorization on behalf of a device (RFC 8628 section 3.2).
     *
     * @param clientName what the device calls itself: 1 to 100 characters, without control characters
     * @param remoteAddress the address of the device, or {@code null}; a text that cannot be one is dropped
     * @param scopes the requested scopes, of which the approval can grant others; empty if the device requested none
     * @return the codes, durable in the store
     * @throws IllegalArgumentException if the name or a scope does not have the described form
     * @throws DeviceFlowLimitException if too many authorizations were started on this node, or are undecided
     * @throws TokenStoreException if the store does not answer; no code was returned
     */
    public DeviceAuthorization start(String clientName, @Nullable String remoteAddress, Set<String> scopes) {
        TextRules.requireClientName(clientName);
        Set<String> requested = TextRules.requireScopes(scopes);
        if (!starts.tryTake()) {
            throw DeviceFlowLimitException.rate();
        }
        Instant now = engine.clocks().micros();
        codes.deleteExpired(now, EXPIRED_PER_START);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String deviceCode = engine.secrets().newDeviceCode();
            DeviceRequest request = new DeviceRequest(
                    UserCode.random(engine.secrets().random()),
                    clientName,
                    RemoteAddress.orNull(remoteAddress),
                    requested,
                    now,
                    now.plus(LIFETIME));
            if (add(deviceCode, request)) {
                return new DeviceAuthorization(
                        new Secret(deviceCode), request.userCode(), request.expiresAt(), INTERVAL);
            }
        }
        throw new IllegalStateException("The store rejected " + ATTEMPTS
                + " random device codes as duplicates: its unique keys or this machine's random numbers are broken");
    }

    private boolean add(String deviceCode, DeviceRequest request) {
        DeviceCode code = DeviceCode.undecided(DevicePoller.hash(deviceCode), request, INTERVAL);
        InsertResult result = codes.add(code, MAX_UNDECIDED);
        if (result == InsertResult.LIMIT_REACHED) {
            throw DeviceFlowLimitException.undecided();
        }
        return result == InsertResult.ADDED;
    }

    /** Deletes some of the expired codes, which {@link #start} does too. */
    void purge() {
        codes.deleteExpired(engine.clocks().micros(), EXPIRED_PER_PURGE);
    }

    /**
     * Finds an authorization that waits for a decision, to show it to the user.
     *
     * @param userCode what the user typed: in any case, with or without hyphen and spaces
     * @return the request, or nothing if there is no such code, or it was decided or has expired
     * @throws TokenStoreException if the store does not answer
     */
    public Optional<DeviceRequest> find(String userCode) {
        Instant now = engine.clocks().micros();
        return UserCode.parse(userCode)
                .flatMap(codes::find)
                .filter(code -> code.isPending(now))
                .map(DeviceCode::request);
    }

    /**
     * Approves an authorization. The token is issued when the device polls the next time, at the latest before the code expires.
     * Of concurrent decisions, on whatever nodes, one wins.
     *
     * @param userCode what the user typed, as {@link #find} takes it
     * @param request the token to issue; the host decides on owner, label, scopes and lifetime
     * @return {@code false} if there is no such code, or it was decided or has expired
     * @throws TokenPolicyException if the policy does not allow this lifetime, or another token of this owner now
     * @throws TokenStoreException if the store does not answer; whether the request was approved is not known
     */
    public boolean approve(String userCode, TokenRequest request) {
        issuer.requireAllowed(request);
        Instant now = engine.clocks().micros();
        return UserCode.parse(userCode)
                .filter(code -> codes.approve(code, request, now))
                .isPresent();
    }

    /**
     * Denies an authorization. Of concurrent decisions, on whatever nodes, one wins.
     *
     * @param userCode what the user typed, as {@link #find} takes it
     * @return {@code false} if there is no such code, or it was decided or has expired
     * @throws TokenStoreException if the store does not answer; whether the request was denied is not known
     */
    public boolean deny(String userCode) {
        Instant now = engine.clocks().micros();
        return UserCode.parse(userCode).filter(code -> codes.deny(code, now)).isPresent();
    }

    /**
     * Answers a device that asks for its token (RFC 8628 section 3.4). The first poll after the approval issues the token; of
     * concurrent polls, on whatever nodes, one receives it. A device that polls more often than its interval is told to slow
     * down.
     *
     * <p>The policy applies when the token is issued: if the owner has too many tokens by then, the answer is {@link
     * DevicePoll.Denied}.
     *
     * @param deviceCode what the device presented, not yet trusted
     * @return the answer; {@link DevicePoll.Expired} for a code that is not known
     * @throws UncertainCommitException if the store stopped answering while the token was issued. The device can poll again; if
     *     the answer is {@link DevicePoll.Expired} then, the owner may have a token whose secret nobody knows
     * @throws TokenStoreException if the store does not answer; the device can poll again
     */
    public DevicePoll poll(String deviceCode) {
        return poller.poll(deviceCode);
    }
}
