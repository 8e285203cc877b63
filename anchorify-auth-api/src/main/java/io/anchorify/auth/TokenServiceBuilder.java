package io.anchorify.auth;

import io.anchorify.auth.internal.Engine;
import io.anchorify.auth.internal.EngineParts;
import io.anchorify.auth.internal.EngineSettings;
import io.anchorify.auth.internal.lookup.TokenCodec;
import io.anchorify.auth.spi.TokenStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The options of a {@link TokenService}. The defaults suit an application with up to about 100,000 tokens in use. Not safe for
 * concurrent use.
 */
public final class TokenServiceBuilder {

    private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);
    private static final int MOST_FORMATS = 16;
    private static final int WAITING_FOR_EACH_LOOKUP = 8;

    private final TokenStore store;
    private String prefix = TokenFormat.DEFAULT_PREFIX;
    private final List<TokenFormat> acceptedFormats = new ArrayList<>();
    private int cachedTokens = 100_000;
    private Duration cachedFor = Duration.ofSeconds(60);
    private Duration lastUsedInterval = Duration.ofSeconds(60);
    private boolean recordRemoteAddress;
    private int concurrentLookups = 8;
    private @Nullable Integer waitingLookups;
    private int unknownTokensPerSecond = 1000;
    private Duration lookupWait = Duration.ofMillis(500);
    private Predicate<String> suspendedOwners = owner -> false;
    private TokenPolicy policy = TokenPolicy.none();
    private @Nullable Duration endedTokensKeptFor;
    private final List<TokenListener> listeners = new ArrayList<>();

    TokenServiceBuilder(TokenStore store) {
        this.store = store;
    }

    /**
     * Sets what every token begins with, so that secret scanners can recognise a leaked one.
     *
     * @param prefix 1 to 16 characters of {@code A-Z a-z 0-9 _ -}; {@code jf_} by default
     * @return this builder
     */
    public TokenServiceBuilder prefix(String prefix) {
        this.prefix = prefix;
        return this;
    }

    /**
     * Also accepts tokens with another prefix, for instance the previous one of this service, so that changing the prefix ends
     * no token. New tokens get the one that {@link #prefix} sets.
     *
     * @param prefix 1 to 16 characters of {@code A-Z a-z 0-9 _ -}
     * @return this builder
     * @throws IllegalArgumentException if the prefix does not have that form
     */
    public TokenServiceBuilder acceptPrefix(String prefix) {
        return accept(TokenFormat.withPrefix(prefix));
    }

    /**
     * Also accepts tokens of another format, which were or will be imported from another system. Each text that has one of the
     * accepted formats costs a hash, and a lookup if it is not cached. Formats can overlap: only the hash of a text decides
     * which token it is.
     *
     * @param format at most 15 formats besides that of new tokens
     * @return this builder
     */
    public TokenServiceBuilder accept(TokenFormat format) {
        acceptedFormats.add(Objects.requireNonNull(format, "format"));
        return this;
    }

    /**
     * Limits the number of cached tokens.
     *
     * @param tokens 1 to 100,000,000; 100,000 by default
     * @return this builder
     */
    public TokenServiceBuilder cachedTokens(int tokens) {
        this.cachedTokens = tokens;
        return this;
    }

    /**
     * Sets how long a token is cached before it is read from the store again. Revocations do not depend on it: it only bounds
     * how long a change made directly in the database stays unnoticed. A token that cannot be read again because lookups are
     * turned away is used for longer, until it expires or is revoked.
     *
     * @param age more than zero, at most a day; 60 seconds by default
     * @return this builder
     */
    public TokenServiceBuilder cachedFor(Duration age) {
        this.cachedFor = age;
        return this;
    }

    /**
     * Sets how much older than the last use a stored last-used time may be. It is written at most once per token and interval
     * while the token stays cached.
     *
     * @param interval 1 second to a day; 60 seconds by default
     * @return this builder
     */
    public TokenServiceBuilder lastUsedInterval(Duration interval) {
        this.lastUsedInterval = interval;
        return this;
    }

    /**
     * Records the remote address of the last use of a token, and of the last refused use of an ended one, with the times that
     * are recorded anyway. Addresses are personal data in many countries.
     *
     * <p>The address is what the container returns for {@code getRemoteAddr}. Behind a proxy this is the address of the proxy,
     * unless the container is configured to trust its headers. What does not look like an address, or has more than 64
     * characters, is not stored.
     *
     * @param record {@code false} by default: no address is stored
     * @return this builder
     */
    public TokenServiceBuilder recordRemoteAddress(boolean record) {
        this.recordRemoteAddress = record;
        return this;
    }

    /**
     * Limits how many lookups of tokens that are not cached run concurrently. Keep it below the size of the connection pool, so
     * that a flood of unknown tokens leaves connections for everything else.
     *
     * @param lookups 1 to 1000; 8 by default
     * @return this builder
     */
    public TokenServiceBuilder concurrentLookups(int lookups) {
        this.concurrentLookups = lookups;
        return this;
    }

    /**
     * Limits how many requests wait for a lookup, because {@link #concurrentLookups} are running, because {@link
     * #unknownTokensPerSecond} delays them, or because another request is looking the same token up. Further requests whose
     * token is not cached are answered with 503 immediately. Each waiting request holds a thread of the container: keep the
     * sum with {@code concurrentLookups} well below the size of its thread pool, so that a flood of made-up tokens leaves
     * threads for requests with cached tokens.
     *
     * @param requests 0 to 100,000; 8 times {@code concurrentLookups} by default
     * @return this builder
     */
    public TokenServiceBuilder waitingLookups(int requests) {
        this.waitingLookups = requests;
        return this;
    }

    /**
     * Limits how many lookups per second find no usable token. Lookups beyond that are delayed, and answered with 503 when the
     * delay exceeds {@link #lookupWait}, so that a flood of made-up tokens does not exhaust the database. Lookups that find a
     * usable token do not count. After an idle period, a burst of one second's worth is allowed, and never less than {@link
     * #concurrentLookups}.
     *
     * @param tokens 1 to 1,000,000; 1,000 by default
     * @return this builder
     */
    public TokenServiceBuilder unknownTokensPerSecond(int tokens) {
        this.unknownTokensPerSecond = tokens;
        return this;
    }

    /**
     * Sets how long a request waits for permission to look up a token before it is answered with 503.
     *
     * @param wait zero to 10 seconds; 500 milliseconds by default
     * @return this builder
     */
    public TokenServiceBuilder lookupWait(Duration wait) {
        this.lookupWait = wait;
        return this;
    }

    /**
     * Rejects the tokens of users that the host application has suspended.
     *
     * @param suspended called with the owner on every request with a valid token, by many threads concurrently, so it must
     *     answer from memory; if it throws, the request is answered with 503
     * @return this builder
     */
    public TokenServiceBuilder suspendedOwners(Predicate<String> suspended) {
        this.suspendedOwners = suspended;
        return this;
    }

    /**
     * Limits the lifetime, the idle time and the number of tokens.
     *
     * @param policy the limits; none by default
     * @return this builder
     */
    public TokenServiceBuilder policy(TokenPolicy policy) {
        this.policy = policy;
        return this;
    }

    /**
     * Deletes tokens that ended long ago, as {@link TokenService#purge} does, every hour from the first hour on. The service then
     * starts a daemon thread when it is built. Several nodes may use this option concurrently.
     *
     * @param age how long ended tokens are kept, zero to 36,500 days; by default, they are kept until {@code purge} is called
     * @return this builder
     */
    public TokenServiceBuilder purgeEndedAfter(Duration age) {
        this.endedTokensKeptFor = age;
        return this;
    }

    /**
     * Adds a listener for what happens to tokens: issued, rotated, revoked, purged and more. Several can be added.
     *
     * @param listener called on one thread of the service, after the commit
     * @return this builder
     */
    public TokenServiceBuilder listener(TokenListener listener) {
        this.listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Validates the options, verifies the store, and builds the service, which then owns the store. If this throws, the caller
     * still owns the store, which stays open.
     *
     * @return the service
     * @throws IllegalArgumentException if an option is out of range; the message names the option and its range
     * @throws TokenStoreException if the store is not set up; the message says what to run
     */
    public TokenService build() {
        return build(EngineParts::production);
    }

    /** Builds the service from other parts, with which tests control its clocks and threads. */
    TokenService build(Function<EngineSettings, EngineParts> parts) {
        requireRange("cachedTokens", cachedTokens, 1, 100_000_000);
        requireRange("concurrentLookups", concurrentLookups, 1, 1000);
        int waiting = waitingLookups == null ? WAITING_FOR_EACH_LOOKUP * concurrentLookups : waitingLookups;
        requireRange("waitingLookups", waiting, 0, 100_000);
        requireRange("unknownTokensPerSecond", unknownTokensPerSecond, 1, 1_000_000);
        requireRange("cachedFor", cachedFor, Duration.ofNanos(1), LONGEST_INTERVAL);
        requireRange("lastUsedInterval", lastUsedInterval, Duration.ofSeconds(1), LONGEST_INTERVAL);
        requireRange("lookupWait", lookupWait, Duration.ZERO, Duration.ofSeconds(10));
        EngineSettings settings = new EngineSettings(
                formats(),
                cachedTokens,
                cachedFor,
                lastUsedInterval,
                recordRemoteAddress,
                concurrentLookups,
                waiting,
                unknownTokensPerSecond,
                lookupWait,
                suspendedOwners,
                policy,
                List.copyOf(listeners));
        if (endedTokensKeptFor != null) {
            requireRange("purgeEndedAfter", endedTokensKeptFor, Duration.ZERO, Duration.ofDays(36_500));
        }
        store.verify();
        TokenService service = new TokenService(new Engine(store, parts.apply(settings)));
        if (endedTokensKeptFor != null) {
            service.startPurge(endedTokensKeptFor);
        }
        return service;
    }

    /** The format of new tokens, then the others. */
    private List<TokenCodec> formats() {
        List<TokenCodec> formats = Stream.concat(Stream.of(TokenFormat.withPrefix(prefix)), acceptedFormats.stream())
                .distinct()
                .map(TokenFormat::codec)
                .toList();
        requireRange("the number of accepted formats", formats.size(), 1, MOST_FORMATS);
        return formats;
    }

    private static void requireRange(String option, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(option + " must be " + lowest + " to " + highest + ", not " + value);
        }
    }

    private static void requireRange(String option, Duration value, Duration lowest, Duration highest) {
        if (value.compareTo(lowest) < 0 || value.compareTo(highest) > 0) {
            throw new IllegalArgumentException(option + " must be " + lowest + " to " + highest + ", not " + value);
        }
    }
}
