package org.example.classpath;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;

/** Issues, authenticates and revokes a token. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        JdbcTokenStore store = JdbcTokenStore.connect("jdbc:h2:mem:auth").createSchema();
        try (TokenService tokens = TokenService.builder(store).build()) {
            IssuedToken laptop = tokens.issue("ada", "laptop");
            String secret = laptop.secret().reveal();
            require(tokens.authenticate(secret) instanceof Authentication.Authenticated, "accepted when issued");
            tokens.revoke("ada", laptop.id());
            require(tokens.authenticate(secret) instanceof Authentication.Rejected, "rejected when revoked");
        }
        System.out.println("Class path: token accepted, then rejected after its revocation");
    }

    private static void require(boolean held, String expectation) {
        if (!held) {
            throw new AssertionError("Expected the token to be " + expectation);
        }
    }
}
