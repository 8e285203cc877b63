package io.anchorify.auth;

import java.time.Duration;

/** A token was not issued, because the {@link TokenPolicy} of the service does not allow it. The message can be shown to a user. */
public class TokenPolicyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Which limit was exceeded. */
    public enum Limit {
        /** The requested lifetime is longer than the maximum. */
        LIFETIME,
        /** The owner has the maximum number of active tokens. */
        TOKENS
    }

    /** Which limit was exceeded. */
    private final Limit limit;

    private TokenPolicyException(Limit limit, String message) {
        super(message);
        this.limit = limit;
    }

    /**
     * A lifetime is too long.
     *
     * @param requested the requested lifetime
     * @param maximum the longest lifetime that the policy allows
     * @return the exception
     */
    public static TokenPolicyException tooLong(Duration requested, Duration maximum) {
        return new TokenPolicyException(
                Limit.LIFETIME,
                "A token can be valid for at most " + text(maximum) + ", not for " + text(requested)
                        + ". Request a shorter lifetime");
    }

    /**
     * An owner has too many tokens.
     *
     * @param maximum how many active tokens the policy allows
     * @return the exception
     */
    public static TokenPolicyException tooMany(int maximum) {
        return new TokenPolicyException(
                Limit.TOKENS, "You have the maximum number of active tokens, " + maximum + ". Revoke one first");
    }

    private static String text(Duration duration) {
        Duration days = Duration.ofDays(duration.toDays());
        return days.equals(duration) ? days.toDays() + " days" : duration.toString();
    }

    /** {@return which limit was exceeded} */
    public Limit limit() {
        return limit;
    }
}
