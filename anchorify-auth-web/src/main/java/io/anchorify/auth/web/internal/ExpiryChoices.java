package io.anchorify.auth.web.internal;

import io.anchorify.auth.TokenPolicy;
import io.anchorify.auth.web.TokenOffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The expiries that both the offer of the host and the policy of the service allow.
 *
 * @param days lifetimes in days, in the order of the offer
 * @param date whether a user can choose the last day
 * @param earliest the first day to choose, in UTC
 * @param latest the last day to choose, in UTC
 * @param never whether a token can have no expiry
 * @param longest the longest lifetime of the policy, or {@code null} if it has no limit
 * @param policy whether to leave the lifetime to the policy, because nothing else is left to choose by default
 */
public record ExpiryChoices(
        List<Long> days,
        boolean date,
        LocalDate earliest,
        LocalDate latest,
        boolean never,
        @Nullable Duration longest,
        boolean policy) {

    private static final Duration LIMIT = Duration.ofDays(36_500);

    /** The choices at an instant. */
    public static ExpiryChoices of(TokenOffer offer, TokenPolicy policy, Instant now) {
        Duration longest = policy.maximumLifetime();
        Duration limit = longest == null ? LIMIT : longest;
        LocalDate today = dayOf(now);
        // The end of the last day must lie within the limit.
        LocalDate latest = dayOf(now.plus(limit)).minusDays(1);
        List<Long> days = offer.lifetimes().stream()
                .filter(lifetime -> lifetime.compareTo(limit) <= 0)
                .map(Duration::toDays)
                .toList();
        // A request without a lifetime gets the default of the policy.
        boolean never = offer.unlimited() && longest == null && policy.defaultLifetime() == null;
        boolean date = offer.anyDate() && latest.isAfter(today);
        boolean ends = longest != null || policy.defaultLifetime() != null;
        return new ExpiryChoices(
                days, date, today.plusDays(1), latest, never, longest, days.isEmpty() && !never && ends);
    }

    /** The value of the field for a user who has chosen nothing; empty if there is no default or the policy decides. */
    public String byDefault() {
        if (!days.isEmpty()) {
            return days.get(0).toString();
        }
        return never ? "never" : "";
    }

    private static LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
