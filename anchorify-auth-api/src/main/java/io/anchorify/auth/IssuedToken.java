package io.anchorify.auth;

/**
 * A token right after it was issued, the only time at which its secret is known.
 *
 * @param token what is stored
 * @param secret the cleartext, which is stored nowhere
 */
public record IssuedToken(Token token, Secret secret) {

    /** {@return the token's public id, as {@link TokenService#revoke} takes it} */
    public String id() {
        return token.id();
    }
}
