package io.anchorify.auth;

/**
 * A token at the one moment at which its secret is known.
 *
 * @param token what is kept of it
 * @param secret the cleartext, which is kept nowhere
 */
public record IssuedToken(Token token, Secret secret) {

    /** {@return the token's public id, as {@link TokenService#revoke} takes it} */
    public String id() {
        return token.id();
    }
}
