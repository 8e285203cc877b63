package org.example.modulepath;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.IssuedToken;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.servlet.BearerTokenFilter;
import jakarta.servlet.Filter;

/** Builds a filter, then issues, authenticates and revokes a token, and finds the scripts of the schema. */
public final class Main {

    private static final String SCRIPT = "io/anchorify/auth/jdbc/schema/postgresql/V1__tokens.sql";

    private Main() {}

    public static void main(String[] args) {
        JdbcTokenStore store = JdbcTokenStore.connect("jdbc:h2:mem:auth").createSchema();
        try (TokenService tokens = TokenService.builder(store).build()) {
            Filter filter = BearerTokenFilter.builder(tokens).build();
            require(filter.getClass().getModule().isNamed(), "checked by a filter in a named module");
            IssuedToken laptop = tokens.issue("ada", "laptop");
            String secret = laptop.secret().reveal();
            require(tokens.authenticate(secret) instanceof Authentication.Authenticated, "accepted when issued");
            tokens.revoke("ada", laptop.id());
            require(tokens.authenticate(secret) instanceof Authentication.Rejected, "rejected when revoked");
        }
        if (ClassLoader.getSystemResource(SCRIPT) == null) {
            throw new AssertionError("Migration tools cannot find the scripts of the schema");
        }
        System.out.println("Module path: token accepted, then rejected after its revocation");
    }

    private static void require(boolean held, String expectation) {
        if (!held) {
            throw new AssertionError("Expected the token to be " + expectation);
        }
    }
}
