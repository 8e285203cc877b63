package io.anchorify.auth.internal;

import io.anchorify.auth.TokenListener;
import io.anchorify.auth.TokenPolicy;
import io.anchorify.auth.internal.lookup.TokenCodec;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * The validated options of a service. {@link io.anchorify.auth.TokenServiceBuilder} documents each of them.
 *
 * @param formats the accepted token formats; the first is that of new tokens
 * @param suspendedOwners asked on every request with a usable token
 */
public record EngineSettings(
        List<TokenCodec> formats,
        int cachedTokens,
        Duration cachedFor,
        Duration lastUsedInterval,
        boolean recordRemoteAddress,
        int concurrentLookups,
        int waitingLookups,
        int unknownTokensPerSecond,
        Duration lookupWait,
        Predicate<String> suspendedOwners,
        TokenPolicy policy,
        List<TokenListener> listeners) {}
