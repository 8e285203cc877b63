package io.anchorify.auth.jdbc.upgrade;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.TokenPrincipal;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import java.time.Duration;
import java.util.UUID;

/** A node of the version of the library that this source is compiled against. */
public final class LibraryNode implements UpgradeNode {

    private static final Duration FLUSH_DEADLINE = Duration.ofSeconds(30);

    private final TokenService tokens;
    private final TokenService elsewhere;

    public LibraryNode(String url, String user, String password, String tablePrefix) {
        tokens = start(JdbcTokenStore.connect(url, user, password).tablePrefix(tablePrefix));
        elsewhere = start(JdbcTokenStore.connect("jdbc:h2:mem:" + UUID.randomUUID()));
    }

    private static TokenService start(JdbcTokenStore store) {
        return TokenService.builder(store.createSchema()).build();
    }

    @Override
    public String issue(String owner) {
        return tokens.issue(owner, "laptop").secret().reveal();
    }

    @Override
    public boolean accepts(String secret) {
        return tokens.authenticate(secret) instanceof Authenticated;
    }

    @Override
    public void revoke(String secret) {
        TokenPrincipal principal = (TokenPrincipal) ((Authenticated) tokens.authenticate(secret)).principal();
        tokens.revoke(principal.owner(), principal.tokenId());
    }

    @Override
    public void revokeAll(String owner) {
        tokens.revokeAll(owner);
    }

    @Override
    public String issueElsewhere(String owner) {
        return elsewhere.issue(owner, "phone").secret().reveal();
    }

    @Override
    public void importFromElsewhere() {
        tokens.importTokens(sink -> elsewhere.exportTokens(sink::add));
    }

    @Override
    public void flush() {
        if (!tokens.flush(FLUSH_DEADLINE)) {
            throw new IllegalStateException("The last-used times were not written");
        }
    }

    @Override
    public void close() {
        elsewhere.close();
        tokens.close();
    }
}
