package io.anchorify.auth.jdbc;

import io.anchorify.auth.TokenHash;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.spi.ChangeScope;
import java.util.HexFormat;

/** What was changed, as two columns of the feed. */
record ChangeScopeColumns(String kind, String subject) {

    private static final String TOKEN = "token";
    private static final String OWNER = "owner";
    private static final String ANY = "any";

    static ChangeScopeColumns of(ChangeScope scope) {
        if (scope instanceof ChangeScope.OneToken token) {
            return new ChangeScopeColumns(
                    TOKEN, HexFormat.of().formatHex(token.hash().bytes()));
        }
        return scope instanceof ChangeScope.TokensOf tokens
                ? new ChangeScopeColumns(OWNER, tokens.owner())
                : new ChangeScopeColumns(ANY, "");
    }

    ChangeScope scope() {
        return switch (kind) {
            case TOKEN -> new ChangeScope.OneToken(TokenHash.of(HexFormat.of().parseHex(subject)));
            case OWNER -> new ChangeScope.TokensOf(subject);
            case ANY -> new ChangeScope.AnyToken();
            default ->
                throw new TokenStoreException(
                        "The feed of changes holds the kind '" + kind
                                + "', which this version does not know. Update it",
                        null);
        };
    }
}
