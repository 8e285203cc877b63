package io.anchorify.auth;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.Authentication.Rejected;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * One bearer token of the operator, out of the configuration of the application, for operations of the service. It is
 * in no store, belongs to no user, cannot be revoked, and ends when the application starts without it.
 *
 * <pre>{@code
 * AdminToken admin = AdminToken.of(System.getenv("REPO_SHARE_TOKEN"));
 * TokenAuthenticator both = admin.orElse(tokens);
 * BearerTokenFilter everything = BearerTokenFilter.builder(both).build();
 * BearerTokenFilter operations = BearerTokenFilter.builder(both).requiredScopes(AdminToken.ROLE).build();
 * }</pre>
 *
 * <p>Only the SHA-256 of the token is kept. What is presented is compared in a time that depends on its length alone;
 * it costs a hash only if it is as long as the admin token. Each use is logged, without the token, and counted. May be
 * used by any number of threads.
 */
public final class AdminToken implements TokenAuthenticator {

    /** The one scope of the {@link AdminPrincipal}, and a role for {@code isUserInRole}. No user's token can have it. */
    public static final String ROLE = "anchorify:admin";

    /** The b64token of RFC 6750 section 2.1: what can follow {@code Bearer} in a request. */
    private static final Pattern FORM = Pattern.compile("(?=.{32,512}$)[A-Za-z0-9._~+/-]+=*");

    private static final Logger LOGGER = System.getLogger(AdminToken.class.getName());
    private static final Authentication ACCEPTED = new Authenticated(new AdminPrincipal());

    private final int length;
    private final byte[] hash;
    private final AtomicLong uses = new AtomicLong();

    private AdminToken(String token) {
        this.length = token.length();
        this.hash = hash(token);
    }

    /**
     * Takes the token out of the application's configuration.
     *
     * @param token 32 to 512 characters out of {@code A-Z a-z 0-9 - . _ ~ + /}, perhaps with {@code =} at the end, and
     *     hard to guess: {@code openssl rand -base64 32} makes one
     * @return what accepts this token and no other
     * @throws IllegalArgumentException if it is not of that form; the message does not hold it
     */
    public static AdminToken of(String token) {
        if (!FORM.matcher(token).matches()) {
            throw new IllegalArgumentException(
                    "An admin token has 32 to 512 characters out of A-Z, a-z, 0-9 and -._~+/,"
                            + " and perhaps = at its end; 'openssl rand -base64 32' makes one");
        }
        return new AdminToken(token);
    }

    /**
     * Accepts this token, and leaves every other one to somebody else.
     *
     * @param others decides on what is not this token; usually the {@link TokenService}
     * @return both as one
     */
    public TokenAuthenticator orElse(TokenAuthenticator others) {
        return new TokenAuthenticator() {
            @Override
            public Authentication authenticate(String presented) {
                return matches(presented) ? accept() : others.authenticate(presented);
            }

            @Override
            public Authentication authenticate(String text, int begin, int end) {
                boolean isAsLong = end - begin == length;
                return isAsLong ? authenticate(text.substring(begin, end)) : others.authenticate(text, begin, end);
            }
        };
    }

    /**
     * Decides whether this token was presented. Never fails.
     *
     * @return the {@link AdminPrincipal}, or a refusal because the token is {@linkplain RejectionReason#UNKNOWN unknown}
     */
    @Override
    public Authentication authenticate(String presented) {
        return matches(presented) ? accept() : Rejected.UNKNOWN;
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
        LOGGER.log(Level.INFO, "The admin token was used, for the {0}. time since the start", uses.incrementAndGet());
        return ACCEPTED;
    }

    private static byte[] hash(String token) {
        byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
        HashKey hash = new HashKey();
        new Sha256().hash(bytes, bytes.length, hash);
        return hash.bytes();
    }
}
