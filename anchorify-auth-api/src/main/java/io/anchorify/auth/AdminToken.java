package io.anchorify.auth;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.Authentication.Rejected;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The operator's bearer token, from the configuration of the application, for administrative requests. It is in no store,
 * belongs to no user, cannot be revoked, and is gone when the application starts without it.
 *
 * <pre>{@code
 * AdminToken admin = AdminToken.of(System.getenv("REPO_SHARE_TOKEN"));
 * TokenAuthenticator both = admin.orElse(tokens);
 * BearerTokenFilter everything = BearerTokenFilter.builder(both).build();
 * BearerTokenFilter operations = BearerTokenFilter.builder(both).requiredScopes(AdminToken.ROLE).build();
 * }</pre>
 *
 * <p>This object keeps only the SHA-256 of the token. An environment variable stays in the memory of the process, and so
 * does the token if it comes from there; a file avoids this. Presented tokens are compared in constant time, and hashed only
 * if they are as long as the admin token. Each use is logged, without the token, and counted. Safe for concurrent use.
 */
public final class AdminToken implements TokenAuthenticator {

    /** The only scope of the {@link AdminPrincipal}, and a role for {@code isUserInRole}. No user's token can have it. */
    public static final String ROLE = "anchorify:admin";

    /** The b64token of RFC 6750 section 2.1: what can follow {@code Bearer} in a request. */
    private static final Pattern FORM = Pattern.compile("(?=.{32,512}$)[A-Za-z0-9._~+/-]+=*");

    private static final Logger LOGGER = System.getLogger(AdminToken.class.getName());
    private static final Authentication ACCEPTED = new Authenticated(new AdminPrincipal());
    private static final Authentication UNKNOWN = new Rejected(RejectionReason.UNKNOWN);

    private final int length;
    private final byte[] hash;
    private final AtomicLong uses = new AtomicLong();

    private AdminToken(String token) {
        this.length = token.length();
        this.hash = hash(token);
    }

    /**
     * Takes the token from the configuration of the application.
     *
     * @param token 32 to 512 characters of {@code A-Z a-z 0-9 - . _ ~ + /}, optionally followed by {@code =}, and hard to
     *     guess: {@code openssl rand -base64 32} generates one
     * @return an authenticator that accepts this token and no other
     * @throws IllegalArgumentException if it does not have that form; the message does not contain it
     */
    public static AdminToken of(String token) {
        if (!FORM.matcher(Objects.requireNonNull(token, "token")).matches()) {
            throw new IllegalArgumentException(
                    "An admin token must be 32 to 512 characters of A-Z, a-z, 0-9 and -._~+/, optionally followed by =;"
                            + " 'openssl rand -base64 32' generates one");
        }
        return new AdminToken(token);
    }

    /**
     * Accepts this token, and leaves every other one to another authenticator.
     *
     * @param others decides on other tokens; usually the {@link TokenService}
     * @return both combined
     */
    public TokenAuthenticator orElse(TokenAuthenticator others) {
        Objects.requireNonNull(others, "others");
        return new TokenAuthenticator() {
            @Override
            public Authentication authenticate(String presented) {
                return authenticate(presented, () -> null);
            }

            @Override
            public Authentication authenticate(String presented, Supplier<@Nullable String> remoteAddress) {
                return matches(presented) ? accept() : others.authenticate(presented, remoteAddress);
            }
        };
    }

    /**
     * Decides whether this token was presented. Never throws.
     *
     * @return the {@link AdminPrincipal}, or a rejection because the token is {@linkplain RejectionReason#UNKNOWN unknown}
     */
    @Override
    public Authentication authenticate(String presented) {
        return matches(presented) ? accept() : UNKNOWN;
    }

    /** {@return how many times this token was accepted} */
    public long uses() {
        return uses.get();
    }

    /** {@return a text without the token} */
    @Override
    public String toString() {
        return "AdminToken[redacted]";
    }

    private boolean matches(String presented) {
        return presented.length() == length && MessageDigest.isEqual(hash, hash(presented));
    }

    private Authentication accept() {
        LOGGER.log(Level.INFO, "The admin token was used ({0} times since startup)", uses.incrementAndGet());
        return ACCEPTED;
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime lacks SHA-256, which every Java platform must have", e);
        }
    }
}
